/** The layout of the pages before sign-in. */
import "./sign-in-layout.css";

import { Link, Outlet } from "react-router";

import { LanguageLinks } from "../parts/LanguageLinks";
import { Logo } from "./Logo";

export function SignInLayout() {
  return (
    <div className="front">
      <header className="front-side">
        <Link to="/sign-in" aria-label="Teamline sign-in">
          <Logo inverted />
        </Link>
        <div className="front-words">
          <p>One phone account for your whole team.</p>
          <ul>
            <li>Invite people by text. They join from the app with one code.</li>
            <li>Pay for all calls and texts with one PayPal account.</li>
            <li>See who has which number and where every cent goes.</li>
          </ul>
        </div>
        <p className="front-small">
          Team accounts are free. <Link to="/plans">Plans and rates</Link>
        </p>
      </header>
      <main className="front-main">
        <div className="front-card">
          <Outlet />
        </div>
      </main>
      <footer className="front-foot">
        <LanguageLinks />
      </footer>
    </div>
  );
}
