/** The layout of the pages before sign-in. */
import "../../theme/front.css";

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link, Outlet } from "react-router";

import { LanguageLinks } from "../parts/LanguageLinks";
import { Logo } from "./Logo";

export function SignInLayout() {
  return (
    <div className="front">
      <header className="front-side">
        <Link to="/sign-in" aria-label={t`Teamline sign-in`}>
          <Logo inverted />
        </Link>
        <div className="front-words">
          <p>{t`One phone account for your whole team.`}</p>
          <ul>
            <li>{t`Invite people by text. They join from the app with one code.`}</li>
            <li>{t`Pay for all calls and texts with one PayPal account.`}</li>
            <li>{t`See who has which number and where every cent goes.`}</li>
          </ul>
        </div>
        <p className="front-small">
          <Trans>
            Team accounts are free. <Link to="/plans">Plans and rates</Link>
          </Trans>
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
