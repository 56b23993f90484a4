/** The dialog that asks for a proof of who is at the device (I12). */
import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";

import { Dialog } from "../parts/Dialog";
import { accessTokenOf } from "../api/browserSession";
import { api, unwrap } from "../api/client";
import { PROOF_MINUTES } from "../api/terms";
import type { Problem } from "../api/problem";
import type { Answer } from "../api/shapes";
import type { AccessToken } from "../api/tokens";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { ProofForm, type Proof } from "../parts/ProofForm";

export default function StepUpForm({ onFinish }: { onFinish: (token: AccessToken | null) => void }) {
  return (
    <Dialog header={t`Confirm it's you`} onDismiss={() => onFinish(null)}>
      <Form onDone={onFinish} />
    </Dialog>
  );
}

function Form({ onDone }: { onDone: (token: AccessToken) => void }) {
  const options = useQuery({
    queryKey: ["step-up"],
    queryFn: () => unwrap(api.POST("/v1/sessions/step-up/options")),
    gcTime: 0,
    staleTime: 0,
  });
  const prove = useMutation<Answer<"/v1/sessions/step-up", "post">, Problem, Proof>({
    mutationFn: (proof) =>
      unwrap(
        api.POST("/v1/sessions/step-up", {
          body: proof.method === "passkey" ? { ...proof, challenge: options.data?.challenge ?? null } : proof,
        }),
      ),
    onSuccess: (answer) => onDone(accessTokenOf(answer)),
  });
  if (options.error) {
    return <LoadError problem={options.error} onRetry={() => void options.refetch()} what={t`this step`} />;
  }
  if (!options.data) return <Loading what={t`this step`} />;
  return (
    <>
      <p>{t`It's been more than ${PROOF_MINUTES} minutes since you signed in or last confirmed it, and this change is important.`}</p>
      <ProofForm
        options={options.data}
        action={t`Confirm`}
        busy={prove.isPending}
        problem={prove.error}
        onProof={(proof) => prove.mutate(proof)}
      />
    </>
  );
}
