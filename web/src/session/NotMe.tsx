/** The page that the "It wasn't me" link of a security notice opens; nothing happens before the button is pressed (I14). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useSearchParams } from "react-router";

import { MONEY_LOCK_HOURS } from "../api/terms";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { LinkButton } from "../parts/LinkButton";
import { ProblemAlert } from "../parts/ProblemAlert";
import { MessagePage } from "./MessagePage";

export function NotMe() {
  const token = useSearchParams()[0].get("token") ?? "";
  const deny = useApiMutation(() => unwrap(api.POST("/v1/security/denials", { body: { token } })));
  if (deny.isSuccess) {
    return (
      <MessagePage title={t`Your account is protected`}>
        <Alert
          type="success"
          header={t`All devices are signed out`}
          action={<LinkButton to="/reset-password">{t`Choose a new password`}</LinkButton>}
        >
          {t`Payments are stopped for ${MONEY_LOCK_HOURS} hours. Choose a new password now, then check the email and two-step sign-in in your profile.`}
        </Alert>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={t`Wasn't you?`}>
      <Container>
        <SpaceBetween size="m">
          <ProblemAlert problem={deny.error} />
          <p>{t`We'll sign out all your devices and stop payments from your account for ${MONEY_LOCK_HOURS} hours.`}</p>
          <p>{t`If the message was about a passkey, an authenticator app or recovery codes, we'll remove them.`}</p>
          <Button variant="primary" fullWidth loading={deny.isPending} onClick={() => deny.mutate()}>
            {t`Protect my account`}
          </Button>
        </SpaceBetween>
      </Container>
    </MessagePage>
  );
}
