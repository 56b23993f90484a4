/** The frame of the pages that are for everybody, signed in or not. */
import "./open.css";

import { Link, Outlet } from "react-router";

import { LinkButton } from "../parts/LinkButton";
import { useSession } from "../session/session";
import { Logo } from "./Logo";

export function Open() {
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
          <Ways />
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

function Ways() {
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
