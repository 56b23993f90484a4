/** Have a number renewed on another plan; the time that is paid stays (B8). */
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../app/notices";
import { api } from "../api/client";
import { Quoted } from "../billing/Quoted";
import { doneOf, quoteOf } from "../billing/quotes";
import { Day } from "../parts/shown";
import { renewsAs } from "./life";
import { PlanField } from "./PlanField";
import { usePlans, type PhoneNumber, type Until } from "./queries";

interface Props {
  number: PhoneNumber;
  onStarted: (until: Until) => void;
}

export function PlanChange({ number, onStarted }: Props) {
  const [open, setOpen] = useState(false);
  const plans = usePlans().data?.items.filter(({ kind }) => kind === number.kind) ?? [];
  if (!number.subscription_id || plans.length < 2) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>Change the plan</Button>
      {open && <Choice number={number} onStarted={onStarted} onClose={() => setOpen(false)} />}
    </>
  );
}

function Choice({ number, onStarted, onClose }: Props & { onClose: () => void }) {
  const before = renewsAs(number);
  const [plan_id, setPlan] = useState(before);
  const queries = useQueryClient();
  const tell = useTell();
  const done = () => {
    onClose();
    onStarted((now) => renewsAs(now) === plan_id);
    void queries.invalidateQueries({ queryKey: ["numbers"] });
    void queries.invalidateQueries({ queryKey: ["billing"] });
    tell({ type: "success", text: "The plan is changed. It holds from the next renewal on." });
  };
  return (
    <Modal visible header="Change the plan" onDismiss={onClose}>
      <SpaceBetween size="m">
        <p className="plain">
          {number.status === "suspended" ? (
            "The plan is past due: the next try to charge it is for the new plan."
          ) : (
            <>
              The time that is paid stays, to the last day. The new plan begins when it is over
              {number.paid_through && (
                <>
                  , on <Day at={number.paid_through} />
                </>
              )}
              . Nothing is charged today.
            </>
          )}
        </p>
        <PlanField kind={number.kind} value={plan_id} onChange={setPlan} />
        {plan_id !== before && (
          <Quoted
            wish={{ id: number.subscription_id ?? "", plan_id }}
            action="Change the plan"
            quote={(wish) => quoteOf(put(wish, true))}
            send={(wish) => doneOf(put(wish, false))}
            onDone={done}
            onCancel={onClose}
          />
        )}
      </SpaceBetween>
    </Modal>
  );
}

function put({ id, plan_id }: { id: string; plan_id: string }, dry_run: boolean) {
  return api.PUT("/v1/subscriptions/{id}/plan", { params: { path: { id }, query: { dry_run } }, body: { plan_id } });
}
