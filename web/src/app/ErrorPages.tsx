/** The pages for an address that doesn't exist, and for a page that crashed. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { LinkButton } from "../parts/LinkButton";
import { Screen, useTitle } from "../parts/Screen";

export function NotFoundPage() {
  return (
    <Screen title={t`Page not found`}>
      <p>{t`The link may be outdated or mistyped.`}</p>
      <LinkButton to="/">{t`Go to the dashboard`}</LinkButton>
    </Screen>
  );
}

/** Shown after an unexpected error, or when part of the portal could not be loaded, as after a new release. */
export function CrashPage() {
  useTitle(t`Something went wrong`);
  return (
    <main className="content">
      <Alert
        type="error"
        header={t`We couldn't show this page`}
        action={<Button onClick={() => window.location.reload()}>{t`Reload`}</Button>}
      >
        {t`Your data is safe. If this happens again, sign out and back in.`}
      </Alert>
    </main>
  );
}
