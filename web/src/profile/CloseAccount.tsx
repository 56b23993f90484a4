/** Closes the account permanently (I10). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Profile } from "../api/profile";
import { Leftover, RefundDialog } from "../billing";
import { BeforeYouDoThis } from "../leaving";
import { ConfirmDialog } from "../parts/ConfirmDialog";

/** Close the account, and return the receipt that shows what is erased. */
async function closeAccount(): Promise<string> {
  const request = api.DELETE("/v1/profile");
  await unwrap(request);
  return (await request).response.headers.get("teamline-erasure") ?? "";
}

export function CloseAccount({ profile }: { profile: Profile }) {
  const [asking, setAsking] = useState(false);
  const [refunding, setRefunding] = useState("");
  const payers = profile.manages_team ? (["self", "team"] as const) : (["self"] as const);
  const close = useApiMutation(closeAccount, {
    // A new document: what is still asked for as the person that is gone, and refused, can't lead to the sign-in page.
    onSuccess: (receipt) => window.location.assign(`/erasure?token=${encodeURIComponent(receipt)}`),
  });
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setAsking(true)}>{t`Close account`}</Button>}>
          {t`Close account`}
        </Header>
      }
    >
      {refunding && <RefundDialog paymentId={refunding} onClose={() => setRefunding("")} />}
      {asking && !refunding && (
        <ConfirmDialog
          title={t`Close your account?`}
          action={t`Close account`}
          word={profile.name}
          busy={close.isPending}
          problem={close.error}
          onConfirm={() => close.mutate()}
          onCancel={() => setAsking(false)}
        >
          <BeforeYouDoThis action="close">
            {payers.map((payer) => (
              <Leftover key={payer} payer={payer} onRefund={setRefunding} />
            ))}
          </BeforeYouDoThis>
        </ConfirmDialog>
      )}
      <Trans>
        This can't be undone. We&apos;ll delete what we know about you, except what the law requires us to keep:
        payments and invoices as they were made, and who authorized a number transfer. You&apos;ll get a record of it.
        If there are people on your team, transfer or dissolve the team first.
      </Trans>
    </Container>
  );
}
