/** The page of the link by which an owner objects to a deputy; nothing happens before the button is pressed. */
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

export function KeepTeam() {
  const token = useSearchParams()[0].get("token") ?? "";
  const keep = useApiMutation(() => unwrap(api.POST("/v1/team/deputy/objection", { body: { token } })));
  if (keep.isSuccess) {
    return (
      <MessagePage title={t`You're still the owner`}>
        <Alert
          type="success"
          header={t`The team stays with you`}
          action={<LinkButton to="/sign-in">{t`Sign in`}</LinkButton>}
        >
          {t`Sign in once in a while so your team knows you're there.`}
        </Alert>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={t`Keep your team?`}>
      <Container>
        <SpaceBetween size="m">
          <ProblemAlert problem={keep.error} />
          <p>{t`The team stays with you, and the person named in the message won't take it over.`}</p>
          <Button variant="primary" fullWidth loading={keep.isPending} onClick={() => keep.mutate()}>
            {t`Remain the owner`}
          </Button>
        </SpaceBetween>
      </Container>
    </MessagePage>
  );
}
