/** The layout of the pages that anyone can see, signed in or not. */
import "./public-layout.css";

import { t } from "@lingui/core/macro";
import { Link, Outlet } from "react-router";

import { useSession } from "../api/session";
import { LanguageLinks } from "../parts/LanguageLinks";
import { LinkButton } from "../parts/LinkButton";
import { Logo } from "./Logo";

export function PublicLayout() {
  return (
    <>
      <a className="skip" href="#content">{t`Skip to content`}</a>
      <header className="open-bar">
        <Link to="/" aria-label={t`Teamline home`}>
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
  if (state === "in") return <LinkButton to="/">{t`Dashboard`}</LinkButton>;
  return (
    <>
      <LinkButton to="/sign-in" variant="link">{t`Sign in`}</LinkButton>
      <LinkButton to="/sign-up">{t`Sign up`}</LinkButton>
    </>
  );
}
