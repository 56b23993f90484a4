/** Joining in the portal for who is signed in: what one agrees to comes first, and nothing changes before (B10, T6). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { components } from "../api/schema";
import { ProblemAlert } from "../parts/ProblemAlert";
import { OwnThings } from "./OwnThings";

type Preview = components["schemas"]["Preview"];
type Agreed = NonNullable<Preview["consent"]>;

/** A wrong code counts as a try, so it is looked up only when asked to. */
export function JoinHere({ code }: { code: string }) {
  const look = useApiMutation<void, Preview>(() => unwrap(api.POST("/v1/transfers/preview", { body: { code } })));
  if (look.data?.consent) return <Consent code={code} preview={look.data} agreed={look.data.consent} />;
  if (look.data) return <Alert type="info">{look.data.changes.join(" ")}</Alert>;
  return (
    <SpaceBetween size="s">
      <Button variant="primary" loading={look.isPending} onClick={() => look.mutate()}>
        {t`See what changes and join here`}
      </Button>
      <ProblemAlert problem={look.error} />
    </SpaceBetween>
  );
}

function Consent({ code, preview, agreed }: { code: string; preview: Preview; agreed: Agreed }) {
  const [understood, setUnderstood] = useState(false);
  const join = useJoin(code, agreed.version);
  return (
    <Container header={<Header variant="h2">{t`Join ${preview.team_name}?`}</Header>}>
      <SpaceBetween size="m">
        <Part title={t`Who pays`} sentences={agreed.pays} />
        <Part title={t`What the owner and admins see`} sentences={[...agreed.sees, agreed.sees_not]} />
        <Part title={t`What stays yours`} sentences={agreed.stays} />
        <OwnThings team={preview.team_name} />
        <Part title={t`If you leave`} sentences={agreed.leaving} />
        <Checkbox checked={understood} onChange={({ detail }) => setUnderstood(detail.checked)}>
          {t`I agree to what changes when I join ${preview.team_name}`}
        </Checkbox>
        <ProblemAlert problem={join.error} />
        <Button variant="primary" disabled={!understood} loading={join.isPending} onClick={() => join.mutate()}>
          {t`Join ${preview.team_name}`}
        </Button>
      </SpaceBetween>
    </Container>
  );
}

function useJoin(code: string, consent: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useApiMutation<void>(
    (_, header) => unwrap(api.POST("/v1/transfers", { params: { header }, body: { code, consent } })),
    {
      onSuccess: async () => {
        await queries.invalidateQueries();
        await navigate("/");
      },
    },
  );
}

function Part({ title, sentences }: { title: string; sentences: string[] }) {
  return (
    <section aria-label={title}>
      <h3 className="join-part">{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
