/** Where PayPal sends people back to: what they approved there is confirmed here. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";

import { answer, api } from "../api/client";
import type { Problem } from "../api/problem";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { Screen } from "../parts/Screen";
import { forgetSetup, keptSetup } from "./setup";

export function PayPalReturn() {
  const approved = useParams()["outcome"] === "approved";
  const setup_id = keptSetup();
  return (
    <Screen title="Your PayPal wallet">
      {approved && setup_id ? <Confirmation setupId={setup_id} /> : <Left approved={approved} />}
    </Screen>
  );
}

function Confirmation({ setupId }: { setupId: string }) {
  const queries = useQueryClient();
  const confirm = useQuery({
    queryKey: ["paypal-setup", setupId],
    queryFn: async () => {
      const path = { setup_id: setupId };
      const header = { "Idempotency-Key": setupId };
      await answer(api.POST("/v1/billing/payment-method/{setup_id}/confirm", { params: { path, header } }));
      forgetSetup();
      await queries.invalidateQueries({ queryKey: ["billing"] });
      return true;
    },
    staleTime: Infinity,
  });
  if (confirm.error) return <NotAttached problem={confirm.error} onRetry={() => void confirm.refetch()} />;
  if (!confirm.data) return <Loading what="PayPal's answer" />;
  return (
    <Alert
      type="success"
      header="Your PayPal wallet is attached"
      action={<LinkButton to="/billing">To billing</LinkButton>}
    >
      It pays for every purchase from now on. Nothing has been charged.
    </Alert>
  );
}

function NotAttached({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const action = problem.isUnclear ? (
    <Button onClick={onRetry}>Try again</Button>
  ) : (
    <LinkButton to="/billing">Back to billing</LinkButton>
  );
  return (
    <Alert type="error" header="The wallet is not attached" action={action}>
      {problem.message}
    </Alert>
  );
}

function Left({ approved }: { approved: boolean }) {
  return (
    <Alert
      type="info"
      header={approved ? "There is nothing to confirm" : "Nothing was attached"}
      action={<LinkButton to="/billing">Back to billing</LinkButton>}
    >
      {approved
        ? "The approval was confirmed before, or begun in another browser."
        : "You left PayPal without approving."}
    </Alert>
  );
}
