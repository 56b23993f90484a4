/** Buys the chosen number: its plan, its user, the price and the button (N2, B15). */
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { api } from "../api/client";
import { type NumberKind, usePlans } from "../api/plans";
import type { Problem } from "../api/problem";
import { asQuote, unwrapQuote, unwrapResult } from "../api/quotes";
import type { Body } from "../api/shapes";
import { QuotedAction } from "../billing";
import { EMERGENCY_FIELD, EmergencyNotice, useAcknowledgment } from "../calls";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import { PersonField } from "../parts/PersonField";
import { SidePanel } from "../parts/SidePanel";
import { placeLabel } from "./AvailableNumbers";
import { PaymentSourceField, useFreeSubscriptions, WhatFollows } from "./PaymentSourceField";
import { PlanField } from "./PlanField";
import { type BillingDay, RenewalDayField } from "./RenewalDayField";
import type { AvailableNumber, PhoneNumber } from "./types";

type PurchaseRequest = Body<"/v1/numbers">;

interface Props {
  phoneNumber: string;
  kind: NumberKind;
  offer: AvailableNumber | undefined;
  forTeam: boolean;
  userId: string | null;
  onUser: (user_id: string | null) => void;
  onClose: () => void;
}

export function BuyNumber({ phoneNumber, kind, offer, forTeam, userId, onUser, onClose }: Props) {
  const [chosenPlan, setPlan] = useState("");
  const first = usePlans().data?.items.find((plan) => plan.kind === kind)?.plan_id ?? "";
  const plan_id = chosenPlan || first;
  const [billing_day, setBillingDay] = useState<BillingDay>("shared");
  const free = useFreeSubscriptions(kind);
  const [source, setSource] = useState<string | null>(null);
  const { bought, refused } = usePurchaseHandlers();
  const acknowledgment = useAcknowledgment();
  const request: PurchaseRequest = source
    ? { phone_number: phoneNumber, store_subscription_id: source, payer: "self", billing_day: "shared" }
    : { phone_number: phoneNumber, plan_id, billing_day, ...(forTeam && userId && { user_id: userId }) };
  return (
    <SidePanel title={formatPhone(phoneNumber)} onClose={onClose}>
      <SpaceBetween size="l">
        {offer && <Box color="text-body-secondary">{placeLabel(offer)}</Box>}
        <PaymentSourceField free={free} value={source} onChange={setSource} forTeam={forTeam} />
        {!source && <PlanField kind={kind} value={plan_id} onChange={setPlan} />}
        {!source && <RenewalDayField value={billing_day} onChange={setBillingDay} />}
        {forTeam && !source && (
          <PersonField
            label={t`User`}
            noneLabel={t`No one yet`}
            value={userId}
            onChange={onUser}
            constraint={t`You can assign or move it at any time.`}
          />
        )}
        <EmergencyNotice of={acknowledgment} />
        {(plan_id || source) && (
          <QuotedAction
            content={request}
            action={source ? t`Get this number` : t`Buy`}
            explain={(quote) => source && <WhatFollows notes={quote.notes ?? []} />}
            quote={(body) => unwrapQuote(api.POST("/v1/numbers", { params: asQuote, body }))}
            send={async (body, header) => {
              await acknowledgment.record();
              return unwrapResult(api.POST("/v1/numbers", { params: { header }, body }));
            }}
            fields={[EMERGENCY_FIELD]}
            approvable={(number) => ({ number: { ...number, plan_id } })}
            onDone={bought}
            onRefused={refused}
            onCancel={onClose}
          />
        )}
        <Box color="text-body-secondary" fontSize="body-s">
          {source
            ? t`We order the number at no extra charge. If it isn't available, you can use your subscription for another one.`
            : t`We order the number after payment. If it isn't available, you're refunded automatically. It renews until you cancel, and a canceled number works until the end of the paid period.`}
        </Box>
      </SpaceBetween>
    </SidePanel>
  );
}

/** Shows a bought number in the list, where it becomes active. Searches again if the number was taken. */
function usePurchaseHandlers() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const invalidate = (...places: string[]) =>
    places.forEach((key) => void queries.invalidateQueries({ queryKey: [key] }));
  return {
    bought: (number: PhoneNumber) => {
      invalidate("numbers", "stock", "billing");
      notify({
        type: "success",
        text: t`We're ordering ${formatPhone(number.phone_number)}. It'll be ready in a moment.`,
      });
      void navigate(`/numbers/${number.number_id}`);
    },
    refused: (problem: Problem) => {
      if (problem.code === "number_taken") invalidate("stock");
    },
  };
}
