/** Call it off, with what that means and until when it can be done. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

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
      <Button onClick={() => setAsking(true)}>{port.status === "draft" ? "Discard" : "Cancel the port-in"}</Button>
      {asking && <CancelDialog port={port} onClose={() => setAsking(false)} />}
    </>
  );
}

function CancelDialog({ port, onClose }: { port: PortIn; onClose: () => void }) {
  const tell = useNotify();
  const number = formatPhone(port.phone_number);
  const isDraft = port.status === "draft";
  const call = useCancelPortIn(port, (after) => {
    onClose();
    tell({
      type: "success",
      text: after.cancelling
        ? `Our carrier is asked to leave ${number} where it is.`
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
      action={isDraft ? "Discard" : "Cancel the port-in"}
      dismiss="Keep it"
      busy={call.isPending}
      problem={call.error}
      onConfirm={() => call.mutate(port.port_id)}
      onCancel={onClose}
    >
      <ul className="consequences">
        <li>The number stays with your old carrier, as it is.</li>
        <li>Nothing is charged, and the papers are deleted.</li>
        {!isDraft && <li>{port.cancellable_until ? <CancelDeadline at={port.cancellable_until} /> : ANY_TIME}</li>}
      </ul>
    </ConfirmDialog>
  );
}

const ANY_TIME = "You can do this until two days before the day that your old carrier names; then it is too late.";

export function CancelDeadline({ at }: { at: string }) {
  return (
    <>
      You can do this until <DateTime at={at} />. After that the carriers let nobody stop it.
    </>
  );
}
