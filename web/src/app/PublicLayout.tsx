/** The frame of the pages that are for everybody, signed in or not. */
import "./public-layout.css";

import { Link, Outlet } from "react-router";

import { useSession } from "../api/session";
import { LinkButton } from "../parts/LinkButton";
import { Logo } from "./Logo";

export function PublicLayout() {
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="open-bar">
        <Link to="/" aria-label="Teamline, to the beginning">
          <Logo />
        </Link>
        <nav aria-label="Teamline">
          <SignInLinks />
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

function SignInLinks() {
  const { state } = useSession();
  if (state === "starting") return null;
  if (state === "in") return <LinkButton to="/">To the dashboard</LinkButton>;
  return (
    <>
      <LinkButton to="/sign-in" variant="link">
        Sign in
      </LinkButton>
      <LinkButton to="/sign-up">Sign up</LinkButton>
    </>
  );
}
