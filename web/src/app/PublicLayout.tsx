/** The layout of the pages that anyone can see, signed in or not. */
import "./public-layout.css";

import { Link, Outlet } from "react-router";

import { useSession } from "../api/session";
import { LanguageLinks } from "../parts/LanguageLinks";
import { LinkButton } from "../parts/LinkButton";
import { Logo } from "./Logo";

export function PublicLayout() {
  return (
    <>
      <a className="skip" href="#content">
        Skip to content
      </a>
      <header className="open-bar">
        <Link to="/" aria-label="Teamline home">
          <Logo />
        </Link>
        <nav aria-label="Teamline">
          <SignInLinks />
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="open-foot">
        <LanguageLinks />
      </footer>
    </>
  );
}

function SignInLinks() {
  const { state } = useSession();
  if (state === "starting") return null;
  if (state === "in") return <LinkButton to="/">Dashboard</LinkButton>;
  return (
    <>
      <LinkButton to="/sign-in" variant="link">
        Sign in
      </LinkButton>
      <LinkButton to="/sign-up">Sign up</LinkButton>
    </>
  );
}
