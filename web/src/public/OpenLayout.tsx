/** @jsxImportSource preact */
/** The layout of the page that anyone can see, signed in or not. */
import "./open.css";

import { t } from "@lingui/core/macro";
import type { ComponentChildren } from "preact";

import { LanguageLinks } from "./LanguageLinks";
import { Logo } from "./Logo";
import { useSession } from "./portal";

export function OpenLayout({ children }: { children: ComponentChildren }) {
  return (
    <div class="light">
      <a class="skip" href="#content">{t`Skip to content`}</a>
      <header class="open-bar">
        <a href="/" aria-label={t`Teamline home`}>
          <Logo />
        </a>
        <nav aria-label="Teamline">
          <SignInLinks />
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer class="open-foot">
        <LanguageLinks />
      </footer>
    </div>
  );
}

function SignInLinks() {
  const session = useSession();
  if (session === "starting") return null;
  if (session === "in") return <a class="button" href="/">{t`Dashboard`}</a>;
  return (
    <>
      <a class="button button-quiet" href="/sign-in">{t`Sign in`}</a>
      <a class="button" href="/sign-up">{t`Sign up`}</a>
    </>
  );
}
