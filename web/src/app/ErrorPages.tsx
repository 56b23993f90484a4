/** There is no such page, or a page broke. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";

import { LinkButton } from "../parts/LinkButton";
import { Screen, useTitle } from "../parts/Screen";

export function NotFoundPage() {
  return (
    <Screen title="There is no such page">
      <p>The link may be old, or mistyped.</p>
      <LinkButton to="/">To the dashboard</LinkButton>
    </Screen>
  );
}

/** What nobody foresaw; also a part of the portal that could not be loaded, as after a new version was put up. */
export function CrashPage() {
  useTitle("Something went wrong");
  return (
    <main className="content">
      <Alert
        type="error"
        header="This page could not be shown"
        action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
      >
        Your data is safe. If it happens again, sign out and in once.
      </Alert>
    </main>
  );
}
