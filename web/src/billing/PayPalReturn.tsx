/** The page that PayPal sends people back to. It confirms what they approved there. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import type { Problem } from "../api/problem";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { Screen } from "../parts/Screen";
import { BILLING, clearSetup, type PayPalSetup, storedSetup } from "./paypalSetup";

export function PayPalReturn() {
  const approved = useParams()["outcome"] === "approved";
  const setup = storedSetup();
  const state = useSearchParams()[0].get("state");
  return (
    <Screen title="PayPal">
      {approved && setup && state ? (
        <Confirmation {...setup} state={state} />
      ) : (
        <NothingToConfirm approved={approved} back={setup?.back} />
      )}
    </Screen>
  );
}

/** `state` came back from PayPal with this browser: it proves that the approval was given here. */
function Confirmation({ setup_id, back, state }: PayPalSetup & { state: string }) {
  const queries = useQueryClient();
  const confirm = useQuery({
    queryKey: ["paypal-setup", setup_id],
    queryFn: async () => {
      const path = { setup_id };
      const header = { "Idempotency-Key": setup_id };
      await unwrap(
        api.POST("/v1/billing/payment-method/{setup_id}/confirm", { params: { path, header }, body: { state } }),
      );
      clearSetup();
      await queries.invalidateQueries({ queryKey: ["billing"] });
      return true;
    },
    staleTime: Infinity,
  });
  if (confirm.error) return <ConnectionFailed problem={confirm.error} onRetry={() => void confirm.refetch()} />;
  if (!confirm.data) return <Loading what="PayPal's response" />;
  return (
    <Alert type="success" header="PayPal is connected" action={<ContinueLink to={back} />}>
      We'll use it for your purchases from now on. You haven't been charged.
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
    <Alert type="error" header="PayPal isn't connected" action={action}>
      {problem.message}
    </Alert>
  );
}

function ContinueLink({ to }: { to: string }) {
  return <LinkButton to={to}>{to === BILLING ? "Go to billing" : "Continue where you left off"}</LinkButton>;
}

function NothingToConfirm({ approved, back = BILLING }: { approved: boolean; back?: string | undefined }) {
  return (
    <Alert
      type="info"
      header={approved ? "Nothing to confirm" : "PayPal isn't connected"}
      action={<ContinueLink to={back} />}
    >
      {approved ? "This was confirmed already or started in another browser." : "You left PayPal before approving."}
    </Alert>
  );
}
