/** Completes a sign-in with a second factor (I11). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";

import type { TokenAnswer } from "../api/browserSession";
import { api, unwrap } from "../api/client";
import type { Problem } from "../api/problem";
import type { Answer } from "../api/shapes";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { ProofForm, type Proof } from "../parts/ProofForm";
import { useTitle } from "../parts/Screen";

interface Props {
  challenge: string;
  onDone: (answer: TokenAnswer) => void;
  onStartOver: () => void;
}

export function SecondStep({ challenge, onDone, onStartOver }: Props) {
  useTitle(t`Confirm it's you`);
  const options = useQuery({
    queryKey: ["second-factor", challenge],
    queryFn: () => unwrap(api.POST("/v1/sessions/second-factor/options", { body: { challenge } })),
    gcTime: 0,
    staleTime: Infinity,
  });
  const confirm = useMutation<Answer<"/v1/sessions/second-factor", "post">, Problem, Proof>({
    mutationFn: (proof) => unwrap(api.POST("/v1/sessions/second-factor", { body: { ...proof, challenge } })),
    onSuccess: onDone,
  });
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h1">{t`Confirm it's you`}</Header>}>
        {options.isPending && <Loading what={t`this step`} />}
        {options.error && (
          <LoadError problem={options.error} onRetry={() => void options.refetch()} what={t`this step`} />
        )}
        {options.data && (
          <ProofForm
            options={options.data}
            action={t`Sign in`}
            busy={confirm.isPending}
            problem={confirm.error}
            onProof={(proof) => confirm.mutate(proof)}
          />
        )}
      </Container>
      <Button variant="link" onClick={onStartOver}>{t`Back to sign in`}</Button>
    </SpaceBetween>
  );
}
