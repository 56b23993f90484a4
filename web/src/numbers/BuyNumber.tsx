/** The number that was chosen: its plan, its user, what it costs, and the button that buys it (N2, B15). */
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { api } from "../api/client";
import { type NumberKind, usePlans } from "../api/plans";
import type { Problem } from "../api/problem";
import { unwrapQuote, unwrapResult } from "../api/quotes";
import type { Body } from "../api/shapes";
import { QuotedAction } from "../billing";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import { PersonField } from "../parts/PersonField";
import { SidePanel } from "../parts/SidePanel";
import { placeLabel } from "./AvailableNumbers";
import { PlanField } from "./PlanField";
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
  const { bought, refused } = usePurchaseHandlers();
  const wish: PurchaseRequest = { phone_number: phoneNumber, plan_id, ...(forTeam && userId && { user_id: userId }) };
  return (
    <SidePanel title={formatPhone(phoneNumber)} onClose={onClose}>
      <SpaceBetween size="l">
        {offer && <Box color="text-body-secondary">{placeLabel(offer)}</Box>}
        <PlanField kind={kind} value={plan_id} onChange={setPlan} />
        {forTeam && (
          <PersonField
            label="User"
            nobody="Nobody yet"
            value={userId}
            onChange={onUser}
            constraint="You can assign and move it at any time."
          />
        )}
        {plan_id && (
          <QuotedAction
            wish={wish}
            action="Buy"
            quote={(body) => unwrapQuote(api.POST("/v1/numbers", { params: { query: { dry_run: true } }, body }))}
            send={(body, header) => unwrapResult(api.POST("/v1/numbers", { params: { header }, body }))}
            onDone={bought}
            onRefused={refused}
            onCancel={onClose}
          />
        )}
        <Box color="text-body-secondary" fontSize="body-s">
          First it is paid, then the carrier is asked for it. Should the carrier not give it, the money goes back by
          itself. It renews until you cancel; cancelled, it runs to the end of what is paid.
        </Box>
      </SpaceBetween>
    </SidePanel>
  );
}

/** Bought: to the list, where it becomes active by itself. Taken by somebody else: the stock is read anew. */
function usePurchaseHandlers() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useNotify();
  const readAnew = (...places: string[]) =>
    places.forEach((key) => void queries.invalidateQueries({ queryKey: [key] }));
  return {
    bought: (number: PhoneNumber) => {
      readAnew("numbers", "stock", "billing");
      tell({ type: "success", text: `${formatPhone(number.phone_number)} is being ordered. It works in a moment.` });
      void navigate(`/numbers/${number.number_id}`);
    },
    refused: (problem: Problem) => {
      if (problem.code === "number_taken") readAnew("stock");
    },
  };
}
