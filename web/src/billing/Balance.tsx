/** The balance, what is on hold, and the way to buy more. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { Dialog } from "../parts/Dialog";
import { purchaseRange } from "../api/purchaseRange";
import { api } from "../api/client";
import { useTeam } from "../api/team";
import { asQuote, type Quote, unwrapQuote, unwrapResult } from "../api/quotes";
import type { Answer } from "../api/shapes";
import { toMicros } from "../formats/money";
import { PlaceLink } from "../parts/LinkButton";
import { useNotify } from "../parts/notifications";
import { useAddress } from "../parts/useAddress";
import { Amount } from "../parts/values";
import { AdminRoom } from "./approvals/AdminRoom";
import type { BillingState } from "./queries";
import { QuotedAmountForm } from "./QuotedAmountForm";

type Purchase = Exclude<Answer<"/v1/billing/credits", "post">, Quote>;

export function Balance({ billing }: { billing: BillingState }) {
  const isAdmin = useTeam().team?.role === "admin";
  const [address, change] = useAddress();
  const setBuying = (buys: boolean) => change({ buy: buys ? "1" : null });
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          actions={
            <Button variant="primary" disabled={!billing.payment_method} onClick={() => setBuying(true)}>
              {t`Buy credits`}
            </Button>
          }
        >
          {t`Balance`}
        </Header>
      }
    >
      <SpaceBetween size="xs">
        <div className="big-figure">
          <Amount of={billing.balance} />
        </div>
        {billing.payer === "team" && (
          <Box color="text-body-secondary">
            <Trans>
              <Amount of={billing.held} /> on hold for open invitations, allocations and refunds
            </Trans>
          </Box>
        )}
        {toMicros(billing.owed) > 0n && (
          <Alert type="warning">
            <Trans>
              You owe <Amount of={billing.owed} />: PayPal reversed a payment after its credits were spent. Your next
              purchase pays this first.
            </Trans>
          </Alert>
        )}
        <Box color="text-body-secondary">
          {billing.auto_top_up ? (
            <Trans>
              Automatic top-up adds <Amount of={billing.auto_top_up.amount} /> below{" "}
              <Amount of={billing.auto_top_up.threshold} />.
            </Trans>
          ) : (
            t`Automatic top-up is off.`
          )}{" "}
          <PlaceLink to="/billing/settings" ariaLabel={t`Automatic top-up settings`}>{t`Settings`}</PlaceLink>
        </Box>
        {!billing.payment_method && (
          <Box>
            {isAdmin
              ? t`The account owner must connect PayPal before you can buy credits.`
              : t`Connect PayPal to buy credits.`}
          </Box>
        )}
      </SpaceBetween>
      {billing.payment_method && address.get("buy") !== null && <BuyCredits onClose={() => setBuying(false)} />}
    </Container>
  );
}

function BuyCredits({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const notify = useNotify();
  const body = (amount: string) => ({ amount: { amount, currency: "USD" as const } });
  const done = (bought: Purchase) => {
    onClose();
    notify(purchaseNotice(bought));
    void queries.invalidateQueries({ queryKey: ["billing"] });
    void queries.invalidateQueries({ queryKey: ["team"] });
  };
  return (
    <Dialog header={t`Buy credits`} onDismiss={onClose}>
      <SpaceBetween size="m">
        <AdminRoom />
        <p className="plain">{t`Credits pay for calls and texts. They don't expire. You choose who gets them.`}</p>
        <QuotedAmountForm
          label={t`Amount in USD`}
          constraint={t`${purchaseRange()} at a time.`}
          action={t`Buy`}
          quote={(amount) => unwrapQuote(api.POST("/v1/billing/credits", { params: asQuote, body: body(amount) }))}
          send={(amount, header) =>
            unwrapResult(api.POST("/v1/billing/credits", { params: { header }, body: body(amount) }))
          }
          onDone={done}
          onCancel={onClose}
          approvable={(amount) => ({ credits: body(amount) })}
        />
      </SpaceBetween>
    </Dialog>
  );
}

function purchaseNotice({ status }: Purchase) {
  if (status === "completed")
    return { type: "success" as const, text: t`Payment complete. The credits are in your balance.` };
  if (status === "failed") {
    return { type: "error" as const, text: t`PayPal declined the payment. You weren't charged.` };
  }
  return {
    type: "info" as const,
    text: t`PayPal is still reviewing the payment. You'll get the credits once it's complete. Don't pay again.`,
  };
}
