/** Have a number back: undo its cancelling, or buy a plan for one in its reserve (N5). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";

import { api } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { unwrapQuote, unwrapResult } from "../api/quotes";
import { QuotedAction } from "../billing";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import { Day } from "../parts/values";
import { failureReason } from "./labels";
import { useShowUpdated } from "./mutations";
import { PlanField } from "./PlanField";
import type { PhoneNumber, StopPolling } from "./types";

/** Undo the cancelling: its plan goes on, and nothing is charged now. */
export function KeepNumberButton({ number }: { number: PhoneNumber }) {
  const show = useShowUpdated();
  const tell = useNotify();
  const keep = useApiMutation((id: string, header) => unwrapResult(restore({ id }, { header })), { onSuccess: show });
  const press = () =>
    keep.mutate(number.number_id, { onError: (problem) => tell({ type: "error", text: problem.message }) });
  return (
    <Button loading={keep.isPending} onClick={press}>
      Keep it
    </Button>
  );
}

interface Props {
  number: PhoneNumber;
  mayDecide: boolean;
  onStarted: (until: StopPolling) => void;
}

/** Out of its reserve, on a plan that is quoted first. */
export function RestoreNumber({ number, mayDecide, onStarted }: Props) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const waiting = asked && number.reason === null;
  return (
    <Alert
      type="warning"
      header="It is in its reserve"
      action={mayDecide && !waiting && <Button onClick={() => setOpen(true)}>Restore</Button>}
    >
      <SpaceBetween size="xs">
        <span>
          Its plan is over, and it does not work.{" "}
          {number.reserved_until && (
            <>
              Until <Day at={number.reserved_until} /> a new plan brings it back; then it goes back to the carrier.
            </>
          )}
        </span>
        {waiting && <StatusIndicator type="in-progress">It is being paid</StatusIndicator>}
        {number.reason && <StatusIndicator type="error">{failureReason(number.reason)}</StatusIndicator>}
      </SpaceBetween>
      {open && (
        <RestoreDialog
          number={number}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            setAsked(true);
            onStarted((now) => now.status !== "releasing" || now.reason !== null);
          }}
        />
      )}
    </Alert>
  );
}

function RestoreDialog({ number, onClose, onDone }: { number: PhoneNumber; onClose: () => void; onDone: () => void }) {
  const [plan_id, setPlan] = useState(number.plan?.plan_id ?? "");
  const show = useShowUpdated();
  const restored = (now: PhoneNumber) => {
    show(now);
    onDone();
  };
  return (
    <Modal visible header={`Restore ${formatPhone(number.phone_number)}`} onDismiss={onClose}>
      <SpaceBetween size="m">
        <p className="plain">The same number, with the same user, works again as soon as a plan is paid.</p>
        <PlanField kind={number.kind} value={plan_id} onChange={setPlan} />
        <QuotedAction
          wish={{ id: number.number_id, plan_id }}
          action="Restore"
          quote={(wish) => unwrapQuote(restore(wish, { query: { dry_run: true } }))}
          send={(wish, header) => unwrapResult(restore(wish, { header }))}
          onDone={restored}
          onCancel={onClose}
        />
      </SpaceBetween>
    </Modal>
  );
}

interface RequestOptions {
  header?: { "Idempotency-Key": string };
  query?: { dry_run: boolean };
}

function restore({ id, ...body }: { id: string; plan_id?: string }, how: RequestOptions) {
  return api.POST("/v1/numbers/{id}/restore", { params: { path: { id }, ...how }, body });
}
