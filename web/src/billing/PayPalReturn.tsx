/** Where PayPal sends people back to: what they approved there is confirmed here. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";

import { api, unwrap } from "../api/client";
import type { Problem } from "../api/problem";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { Screen } from "../parts/Screen";
import { BILLING, clearSetup, type PayPalSetup, storedSetup } from "./paypalSetup";

export function PayPalReturn() {
  const approved = useParams()["outcome"] === "approved";
  const setup = storedSetup();
  return (
    <Screen title="Your PayPal wallet">
      {approved && setup ? <Confirmation {...setup} /> : <NothingToConfirm approved={approved} back={setup?.back} />}
    </Screen>
  );
}

function Confirmation({ setup_id, back }: PayPalSetup) {
  const queries = useQueryClient();
  const confirm = useQuery({
    queryKey: ["paypal-setup", setup_id],
    queryFn: async () => {
      const path = { setup_id };
      const header = { "Idempotency-Key": setup_id };
      await unwrap(api.POST("/v1/billing/payment-method/{setup_id}/confirm", { params: { path, header } }));
      clearSetup();
      await queries.invalidateQueries({ queryKey: ["billing"] });
      return true;
    },
    staleTime: Infinity,
  });
  if (confirm.error) return <ConnectionFailed problem={confirm.error} onRetry={() => void confirm.refetch()} />;
  if (!confirm.data) return <Loading what="PayPal's answer" />;
  return (
    <Alert type="success" header="Your PayPal wallet is attached" action={<ContinueLink to={back} />}>
      It pays for every purchase from now on. Nothing has been charged.
    </Alert>
  );
}

function ConnectionFailed({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const action = problem.outcomeUnknown ? (
    <Button onClick={onRetry}>Try again</Button>
  ) : (
    <LinkButton to={BILLING}>Back to billing</LinkButton>
  );
  return (
    <Alert type="error" header="The wallet is not attached" action={action}>
      {problem.message}
    </Alert>
  );
}

function ContinueLink({ to }: { to: string }) {
  return <LinkButton to={to}>{to === BILLING ? "To billing" : "Go on where you were"}</LinkButton>;
}

function NothingToConfirm({ approved, back = BILLING }: { approved: boolean; back?: string | undefined }) {
  return (
    <Alert
      type="info"
      header={approved ? "There is nothing to confirm" : "Nothing was attached"}
      action={<ContinueLink to={back} />}
    >
      {approved
        ? "The approval was confirmed before, or begun in another browser."
        : "You left PayPal without approving."}
    </Alert>
  );
}
