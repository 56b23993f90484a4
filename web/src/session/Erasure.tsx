/** What is erased of a closed account, and what is kept and why: shown to who has the receipt, to print (I10). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import type { Answer } from "../api/shapes";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { DateTime } from "../parts/values";
import { MessagePage } from "./MessagePage";

type Erasure = Answer<"/v1/erasures/{token}">;
type Part = Erasure["parts"][number];

const NAMES: Record<Part["service"], string> = {
  identity: t`Account and sign-in`,
  teams: t`Teams`,
  billing: t`Billing`,
  numbers: t`Numbers, calls and texts`,
};

export function ErasurePage() {
  const token = useSearchParams()[0].get("token") ?? "";
  const erasure = useQuery({
    queryKey: ["erasure", token],
    queryFn: () => unwrap(api.GET("/v1/erasures/{token}", { params: { path: { token } } })),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && !data.completed_at ? (dataUpdateCount < 60 ? 1_000 : 15_000) : false,
    retry: false,
  });
  return (
    <MessagePage title={t`Your account is closed`}>
      {erasure.isPending && <Loading what={t`what we erased`} />}
      {erasure.error && (
        <LoadError problem={erasure.error} onRetry={() => void erasure.refetch()} what={t`what we erased`} />
      )}
      {erasure.data && <Proof erasure={erasure.data} />}
    </MessagePage>
  );
}

function Proof({ erasure }: { erasure: Erasure }) {
  return (
    <SpaceBetween size="m">
      {erasure.completed_at ? (
        <Alert
          type="success"
          header={t`Your data is erased`}
          action={<Button onClick={() => print()}>{t`Print`}</Button>}
        >
          <Trans>
            Completed <DateTime at={erasure.completed_at} />. Keep this page if you need proof of it.
          </Trans>
        </Alert>
      ) : (
        <Alert type="info" header={t`We're erasing your data`}>
          {t`This takes about a minute. We also emailed you a link to this page.`}
        </Alert>
      )}
      <Box color="text-body-secondary">
        <Trans>
          Account {erasure.account_id}, closed <DateTime at={erasure.closed_at} />
        </Trans>
      </Box>
      {erasure.parts.map((part) => (
        <PartOfProof key={part.service} part={part} />
      ))}
    </SpaceBetween>
  );
}

function PartOfProof({ part }: { part: Part }) {
  return (
    <Container header={<Header variant="h2">{NAMES[part.service]}</Header>}>
      <SpaceBetween size="s">
        {part.status === "erasing" && <StatusIndicator type="loading">{t`Erasing`}</StatusIndicator>}
        {part.gone.length > 0 && (
          <div>
            <strong>{t`Erased, or never stored:`}</strong> {part.gone.map(wordsOf).join(", ")}
          </div>
        )}
        {part.kept.length > 0 && (
          <div>
            <strong>{t`Kept, and why:`}</strong>
            <ul>
              {part.kept.map(({ kind, rows, why }) => (
                <li key={kind}>
                  {wordsOf(kind)} ({rows}): {why}
                </li>
              ))}
            </ul>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}

/** Return the name of a kind in words, such as "store subscriptions". */
function wordsOf(kind: string): string {
  return kind.replaceAll("_", " ");
}
