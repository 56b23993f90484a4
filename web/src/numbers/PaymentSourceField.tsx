/** Chooses how a number of one's own is paid: with PayPal, or by a subscription in an app store that is free (B9). */
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { type NumberKind, usePlans } from "../api/plans";
import { useTeam } from "../api/team";
import { type StoreSubscription, useStoreSubscriptions } from "../billing";
import { STORE_NAMES } from "../formats/stores";
import { Day } from "../parts/values";
import { findFree } from "./freeSubscriptions";

const PAYPAL = "paypal";

interface Props {
  free: StoreSubscription[];
  /** The ID of the subscription, or null for PayPal. */
  value: string | null;
  onChange: (store_subscription_id: string | null) => void;
  forTeam: boolean;
}

/** The viewer's subscriptions that can pay for a number of this kind; a team pays for its members' numbers. */
export function useFreeSubscriptions(kind: NumberKind): StoreSubscription[] {
  const { team } = useTeam();
  const found = useStoreSubscriptions().data?.items ?? [];
  const plans = usePlans().data?.items ?? [];
  return team && team.role !== "owner" ? [] : findFree(found, plans, kind);
}

export function PaymentSourceField({ free, value, onChange, forTeam }: Props) {
  if (!free.length) return null;
  return (
    <FormField label={t`Paid with`}>
      <RadioGroup
        value={value ?? PAYPAL}
        items={[
          { value: PAYPAL, label: "PayPal", description: forTeam ? t`The team pays.` : t`You pay here, on the web.` },
          ...free.map((item) => ({
            value: item.store_subscription_id,
            label: t`Your subscription in ${STORE_NAMES[item.store]}`,
            description: (
              <Trans>
                Paid until <Day at={item.paid_through!} />. {forTeam && t`The number is your own, not the team's.`}
              </Trans>
            ),
          })),
        ]}
        onChange={({ detail }) => onChange(detail.value === PAYPAL ? null : detail.value)}
      />
    </FormField>
  );
}

/** What follows the time that a store is paid for; the first note is the emergency notice, which is shown by itself. */
export function WhatFollows({ notes }: { notes: string[] }) {
  return (
    <>
      {notes.slice(1).map((note) => (
        <p className="plain" key={note}>
          {note}
        </p>
      ))}
    </>
  );
}
