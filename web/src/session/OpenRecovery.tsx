/** A recovery whose email is proved: the wait, the second factor that ends it, and then a new Login ID (I13). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { BROWSER_TIME_ZONE, formatMoment } from "../formats/time";
import { Loading } from "../parts/Loading";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";
import { ProofForm, type Proof } from "../parts/ProofForm";
import { MessagePage } from "./MessagePage";
import { NewLogin, type RecoveryProps } from "./NewLogin";

type State = Answer<"/v1/recoveries/{id}/status", "post">;

export function OpenRecovery({ onDone, ...recovery }: RecoveryProps & { onDone: () => void }) {
  const { id, token, onStartOver } = recovery;
  const state = useQuery({
    queryKey: ["recovery", id],
    queryFn: () => unwrap(api.POST("/v1/recoveries/{id}/status", { params: { path: { id } }, body: { token } })),
    gcTime: 0,
  });
  if (state.data?.is_ready) return <NewLogin {...recovery} onDone={onDone} />;
  const isOver = state.error?.code === "recovery_over";
  return (
    <MessagePage title={t`Sign in without your phone`}>
      <SpaceBetween size="l">
        {state.isPending && <Loading what={t`your recovery`} />}
        {state.error &&
          (isOver ? (
            <ProblemAlert problem={state.error} />
          ) : (
            <LoadError problem={state.error} onRetry={() => void state.refetch()} what={t`your recovery`} />
          ))}
        {state.data && <Wait state={state.data} />}
        {state.data && state.data.accepts.length > 0 && <EndWait {...recovery} />}
        <Button variant="inline-link" onClick={onStartOver}>{t`Start again`}</Button>
      </SpaceBetween>
    </MessagePage>
  );
}

function Wait({ state }: { state: State }) {
  const from = formatMoment(state.ready_at, BROWSER_TIME_ZONE);
  const until = formatMoment(state.ends_at, BROWSER_TIME_ZONE);
  return (
    <Alert type="info" header={t`You can choose a new Login ID from ${from}`}>
      {t`Come back to this page in this browser, by ${until}. We've notified your old number and your email, with a link to stop this, so no one can take your account without you knowing.`}
    </Alert>
  );
}

function EndWait({ id, token }: RecoveryProps) {
  const queries = useQueryClient();
  const options = useQuery({
    queryKey: ["recovery-factors", id],
    queryFn: () =>
      unwrap(api.POST("/v1/recoveries/{id}/second-factor/options", { params: { path: { id } }, body: { token } })),
    gcTime: 0,
    staleTime: Infinity,
  });
  const prove = useApiMutation(
    (proof: Proof) =>
      unwrap(
        api.POST("/v1/recoveries/{id}/second-factor", {
          params: { path: { id } },
          body: { ...proof, token, ...(proof.credential && { challenge: options.data?.challenge ?? null }) },
        }),
      ),
    { onSuccess: (state) => queries.setQueryData(["recovery", id], state) },
  );
  if (!options.data) return <Loading what={t`your second factors`} />;
  return (
    <SpaceBetween size="m">
      <p>{t`You don't have to wait if you confirm with your second factor or a recovery code:`}</p>
      <ProofForm
        options={options.data}
        action={t`Continue now`}
        busy={prove.isPending}
        problem={prove.error}
        onProof={(proof) => prove.mutate(proof)}
      />
    </SpaceBetween>
  );
}
