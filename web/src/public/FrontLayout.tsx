/** @jsxImportSource preact */
/** The layout of sign-in and sign-up, as the portal has it for its pages before sign-in (`../app/SignInLayout.tsx`). */
import { t } from "@lingui/core/macro";
import type { ComponentChildren } from "preact";

import { LanguageLinks } from "./LanguageLinks";
import { Logo } from "./Logo";
import { Sentence } from "./Sentence";

export function FrontLayout({ children }: { children: ComponentChildren }) {
  return (
    <div class="light front">
      <header class="front-side">
        <a href="/sign-in" aria-label={t`Teamline sign-in`}>
          <Logo inverted />
        </a>
        <div class="front-words">
          <p>{t`One phone account for your whole team.`}</p>
          <ul>
            <li>{t`Invite people by text. They join from the app with one code.`}</li>
            <li>{t`Pay for all calls and texts with one PayPal account.`}</li>
            <li>{t`See who has which number and where every cent goes.`}</li>
          </ul>
        </div>
        <p class="front-small">
          <Sentence of={t`Team accounts are free. <0>Plans and rates</0>`} href="/plans" />
        </p>
      </header>
      <main class="front-main" tabIndex={-1}>
        <div class="front-card">{children}</div>
      </main>
      <footer class="front-foot">
        <LanguageLinks />
      </footer>
    </div>
  );
}
