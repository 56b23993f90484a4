/** Call it off, with what that means and until when it can be done. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { useTell } from "../app/notices";
import { formatPhone } from "../formats/phone";
import { Confirm } from "../parts/Confirm";
import { Moment, Phone } from "../parts/shown";
import { useCalling } from "./changes";
import type { PortIn } from "./queries";
import { mayCancel } from "./track";

export function CancelPort({ port }: { port: PortIn }) {
  const [asking, setAsking] = useState(false);
  if (!mayCancel(port)) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{port.status === "draft" ? "Discard" : "Cancel the port-in"}</Button>
      {asking && <Ask port={port} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ port, onClose }: { port: PortIn; onClose: () => void }) {
  const tell = useTell();
  const number = formatPhone(port.phone_number);
  const isDraft = port.status === "draft";
  const call = useCalling(port, (after) => {
    onClose();
    tell({
      type: "success",
      text: after.cancelling
        ? `Our carrier is asked to leave ${number} where it is.`
        : `${number} stays with your old carrier.`,
    });
  });
  return (
    <Confirm
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
        {!isDraft && <li>{port.cancellable_until ? <Until at={port.cancellable_until} /> : ANY_TIME}</li>}
      </ul>
    </Confirm>
  );
}

const ANY_TIME = "You can do this until two days before the day that your old carrier names; then it is too late.";

export function Until({ at }: { at: string }) {
  return (
    <>
      You can do this until <Moment at={at} />. After that the carriers let nobody stop it.
    </>
  );
}
