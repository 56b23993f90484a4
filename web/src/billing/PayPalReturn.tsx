/** The page that PayPal sends people back to. It confirms what they approved there, and leads back by itself. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import type { Problem } from "../api/problem";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
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
  if (!confirm.data) return <Loading what={t`PayPal's response`} />;
  return <Returned to={back} />;
}

/** PayPal is connected: the person goes on where they were, and reads it there. */
function Returned({ to }: { to: string }) {
  const notify = useNotify();
  const navigate = useNavigate();
  useEffect(() => {
    notify({
      type: "success",
      text: t`PayPal is connected. We'll use it for your purchases. You haven't been charged.`,
    });
    void navigate(to, { replace: true });
  }, [notify, navigate, to]);
  return <Loading what={t`the page where you left off`} />;
}

function ConnectionFailed({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const action = problem.outcomeUnknown ? (
    <Button onClick={onRetry}>{t`Try again`}</Button>
  ) : (
    <LinkButton to={BILLING}>{t`Back to billing`}</LinkButton>
  );
  return (
    <Alert type="error" header={t`PayPal isn't connected`} action={action}>
      {problem.message}
    </Alert>
  );
}

function ContinueLink({ to }: { to: string }) {
  return <LinkButton to={to}>{to === BILLING ? t`Go to billing` : t`Continue where you left off`}</LinkButton>;
}

function NothingToConfirm({ approved, back = BILLING }: { approved: boolean; back?: string | undefined }) {
  return (
    <Alert
      type="info"
      header={approved ? t`Nothing to confirm` : t`PayPal isn't connected`}
      action={<ContinueLink to={back} />}
    >
      {approved ? t`This was already confirmed or started in another browser.` : t`You left PayPal before approving.`}
    </Alert>
  );
}
