/** Close the account for good (I10). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useState } from "react";

import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { Confirm } from "../parts/Confirm";
import { useSession } from "../session/session";
import type { ProfileView } from "./changes";

export function CloseAccount({ profile }: { profile: ProfileView }) {
  const [asking, setAsking] = useState(false);
  const { forget } = useSession();
  const close = useAttempt((_: string) => answer(api.DELETE("/v1/profile")), { onSuccess: forget });
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setAsking(true)}>Close my account</Button>}>
          Close the account
        </Header>
      }
    >
      {asking && (
        <Confirm
          title="Close your account?"
          action="Close my account"
          word={profile.name}
          busy={close.isPending}
          problem={close.error}
          onConfirm={() => close.mutate(profile.account_id)}
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
        </Confirm>
      )}
      Closing is for good: everything about you is deleted, but for what the law wants kept of payments. With people on
      your team, hand it over or dissolve it first.
    </Container>
  );
}
