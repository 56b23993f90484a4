/** The number that was chosen: its plan, its user, what it costs, and the button that buys it (N2, B15). */
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "../app/notices";
import { api } from "../api/client";
import type { Problem } from "../api/problem";
import type { Body } from "../api/shapes";
import { Quoted } from "../billing/Quoted";
import { doneOf, quoteOf } from "../billing/quotes";
import { formatPhone } from "../formats/phone";
import { Panel } from "../parts/Panel";
import { PersonField } from "../users/PersonField";
import { PlanField } from "./PlanField";
import { usePlans, type Available, type Kind, type PhoneNumber } from "./queries";
import { placeOf } from "./Stock";

type Wish = Body<"/v1/numbers">;

interface Props {
  phoneNumber: string;
  kind: Kind;
  offer: Available | undefined;
  forTeam: boolean;
  userId: string | null;
  onUser: (user_id: string | null) => void;
  onClose: () => void;
}

export function Purchase({ phoneNumber, kind, offer, forTeam, userId, onUser, onClose }: Props) {
  const [chosenPlan, setPlan] = useState("");
  const first = usePlans().data?.items.find((plan) => plan.kind === kind)?.plan_id ?? "";
  const plan_id = chosenPlan || first;
  const { bought, refused } = useOutcome();
  const wish: Wish = { phone_number: phoneNumber, plan_id, ...(forTeam && userId && { user_id: userId }) };
  return (
    <Panel title={formatPhone(phoneNumber)} onClose={onClose}>
      <SpaceBetween size="l">
        {offer && <Box color="text-body-secondary">{placeOf(offer)}</Box>}
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
          <Quoted
            wish={wish}
            action="Buy"
            quote={(body) => quoteOf(api.POST("/v1/numbers", { params: { query: { dry_run: true } }, body }))}
            send={(body, header) => doneOf(api.POST("/v1/numbers", { params: { header }, body }))}
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
    </Panel>
  );
}

/** Bought: to the list, where it becomes active by itself. Taken by somebody else: the stock is read anew. */
function useOutcome() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useTell();
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
