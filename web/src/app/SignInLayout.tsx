/** The frame of the pages before sign-in. */
import "./sign-in-layout.css";

import { Link, Outlet } from "react-router";

import { Logo } from "./Logo";

export function SignInLayout() {
  return (
    <div className="front">
      <header className="front-side">
        <Link to="/sign-in" aria-label="Teamline, to the sign-in">
          <Logo inverted />
        </Link>
        <div className="front-words">
          <p>One phone account for everybody on your team.</p>
          <ul>
            <li>Invite people with a text. They join from the app with one code.</li>
            <li>Pay for all calls and texts from one PayPal wallet.</li>
            <li>See who has what, and what each cent was spent on.</li>
          </ul>
        </div>
        <p className="front-small">
          A team account costs nothing. <Link to="/plans">Plans and rates</Link>
        </p>
      </header>
      <main className="front-main">
        <div className="front-card">
          <Outlet />
        </div>
      </main>
    </div>
  );
}
