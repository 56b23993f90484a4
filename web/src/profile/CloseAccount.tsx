/** Close the account for good (I10). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Profile } from "../api/profile";
import { useSession } from "../api/session";
import { ConfirmDialog } from "../parts/ConfirmDialog";

export function CloseAccount({ profile }: { profile: Profile }) {
  const [asking, setAsking] = useState(false);
  const { forget } = useSession();
  const close = useApiMutation(() => unwrap(api.DELETE("/v1/profile")), { onSuccess: forget });
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setAsking(true)}>Close my account</Button>}>
          Close the account
        </Header>
      }
    >
      {asking && (
        <ConfirmDialog
          title="Close your account?"
          action="Close my account"
          word={profile.name}
          busy={close.isPending}
          problem={close.error}
          onConfirm={() => close.mutate()}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>You are signed out everywhere, at once and for good.</li>
            <li>
              Your name, email and phone number are deleted. The law wants records of payments kept, by number only.
            </li>
            <li>Credits that are left cannot be used any more.</li>
            <li>If you are on somebody&apos;s team, you leave it.</li>
          </ul>
        </ConfirmDialog>
      )}
      Closing is for good: everything about you is deleted, but for what the law wants kept of payments. With people on
      your team, hand it over or dissolve it first.
    </Container>
  );
}
