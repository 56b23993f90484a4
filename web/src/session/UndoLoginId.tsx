/** The page of the link that undoes a change of the Login ID; nothing happens before the button is pressed (I13). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { MONEY_LOCK_HOURS } from "../api/terms";
import { LinkButton } from "../parts/LinkButton";
import { ProblemAlert } from "../parts/ProblemAlert";
import { MessagePage } from "./MessagePage";

export function UndoLoginId() {
  const token = useSearchParams()[0].get("token") ?? "";
  const id = token.split(".")[0] || "unknown";
  const undo = useApiMutation(() =>
    unwrap(api.POST("/v1/profile/login-id/{id}/undo", { params: { path: { id } }, body: { token } })),
  );
  if (undo.isSuccess) {
    return (
      <MessagePage title={t`Your Login ID is back`}>
        <Alert
          type="success"
          header={t`You sign in with your old number again`}
          action={<LinkButton to="/reset-password">{t`Choose a new password`}</LinkButton>}
        >
          {t`All devices are signed out, and payments are stopped for ${MONEY_LOCK_HOURS} hours. Choose a new password now, then check the email and two-step sign-in in your profile.`}
        </Alert>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={t`Undo your Login ID change?`}>
      <Container>
        <SpaceBetween size="m">
          <ProblemAlert problem={undo.error} />
          <p>{t`You'll sign in with your old number again. We'll sign out all your devices and stop payments from your account for ${MONEY_LOCK_HOURS} hours.`}</p>
          <Button variant="primary" fullWidth loading={undo.isPending} onClick={() => undo.mutate()}>
            {t`Undo the change`}
          </Button>
        </SpaceBetween>
      </Container>
    </MessagePage>
  );
}
