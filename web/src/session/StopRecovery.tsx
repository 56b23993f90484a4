/** The page of the link that stops a recovery; nothing happens before the button is pressed (I13). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { LinkButton } from "../parts/LinkButton";
import { ProblemAlert } from "../parts/ProblemAlert";
import { MessagePage } from "./MessagePage";

export function StopRecovery() {
  const token = useSearchParams()[0].get("token") ?? "";
  const id = token.split(".")[0] || "unknown";
  const stop = useApiMutation(() =>
    unwrap(api.POST("/v1/recoveries/{id}/stop", { params: { path: { id } }, body: { token } })),
  );
  if (stop.isSuccess) {
    return (
      <MessagePage title={t`The recovery is stopped`}>
        <Alert
          type="success"
          header={t`Nothing was changed`}
          action={<LinkButton to="/sign-in">{t`Sign in`}</LinkButton>}
        >
          {t`The person who started it can read your email. Change your email password now, then set up two-step sign-in in your profile.`}
        </Alert>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={t`Stop the recovery of your account?`}>
      <Container>
        <SpaceBetween size="m">
          <ProblemAlert problem={stop.error} />
          <p>{t`Someone is trying to get into your account without your phone and change its Login ID and password. If this isn't you, stop it.`}</p>
          <Button variant="primary" fullWidth loading={stop.isPending} onClick={() => stop.mutate()}>
            {t`Stop the recovery`}
          </Button>
        </SpaceBetween>
      </Container>
    </MessagePage>
  );
}
