/** Cancels a port-in or discards a draft, with the consequences and the deadline. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { CANCEL_DAYS_BEFORE } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";
import { DateTime, Phone } from "../parts/values";
import { useCancelPortIn } from "./mutations";
import { canCancel } from "./progress";
import type { PortIn } from "./queries";

export function CancelPortIn({ port }: { port: PortIn }) {
  const [asking, setAsking] = useState(false);
  if (!canCancel(port)) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{port.status === "draft" ? "Discard" : "Cancel port-in"}</Button>
      {asking && <CancelDialog port={port} onClose={() => setAsking(false)} />}
    </>
  );
}

function CancelDialog({ port, onClose }: { port: PortIn; onClose: () => void }) {
  const notify = useNotify();
  const number = formatPhone(port.phone_number);
  const isDraft = port.status === "draft";
  const call = useCancelPortIn(port, (after) => {
    onClose();
    notify({
      type: "success",
      text: after.cancelling
        ? `We're asking our carrier to cancel the port-in of ${number}.`
        : `${number} stays with your old carrier.`,
    });
  });
  return (
    <ConfirmDialog
      title={
        <>
          {isDraft ? "Discard the draft" : "Cancel the port-in"} of <Phone number={port.phone_number} />?
        </>
      }
      action={isDraft ? "Discard" : "Cancel port-in"}
      dismiss={isDraft ? "Keep draft" : "Keep port-in"}
      busy={call.isPending}
      problem={call.error}
      onConfirm={() => call.mutate(port.port_id)}
      onCancel={onClose}
    >
      <ul className="consequences">
        <li>The number stays with your old carrier.</li>
        <li>You won't be charged, and we delete your documents.</li>
        {!isDraft && <li>{port.cancellable_until ? <CancelDeadline at={port.cancellable_until} /> : ANY_TIME}</li>}
      </ul>
    </ConfirmDialog>
  );
}

const ANY_TIME = `You can cancel until ${CANCEL_DAYS_BEFORE} days before the date your old carrier sets.`;

export function CancelDeadline({ at }: { at: string }) {
  return (
    <>
      You can cancel until <DateTime at={at} />. After that the carriers can't stop it.
    </>
  );
}
