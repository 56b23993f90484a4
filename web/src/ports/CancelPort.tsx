/** Cancels a port-in or discards a draft, with the consequences and the deadline. */
import Button from "@cloudscape-design/components/button";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { CANCEL_DAYS_BEFORE } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";
import { DateTime, Phone } from "../parts/values";
import { useCancelPortIn } from "./mutations";
import { nameNumbers } from "./labels";
import { canCancel, movingNumbers } from "./progress";
import type { PortIn } from "./queries";

export function CancelPortIn({ port }: { port: PortIn }) {
  const [asking, setAsking] = useState(false);
  if (!canCancel(port)) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{port.status === "draft" ? t`Discard` : t`Cancel port-in`}</Button>
      {asking && <CancelDialog port={port} onClose={() => setAsking(false)} />}
    </>
  );
}

function CancelDialog({ port, onClose }: { port: PortIn; onClose: () => void }) {
  const notify = useNotify();
  const number = formatPhone(port.phone_number);
  const isDraft = port.status === "draft";
  const others = movingNumbers(port).filter((it) => it.port_id !== port.port_id && it.status !== "completed");
  const [all, setAll] = useState(false);
  const call = useCancelPortIn(port, (after) => {
    onClose();
    notify({
      type: "success",
      text: after.cancelling
        ? t`We're asking our carrier to cancel the port-in of ${number}.`
        : all
          ? t`${nameNumbers(port)} stay with your old carrier.`
          : t`${number} stays with your old carrier.`,
    });
  });
  return (
    <ConfirmDialog
      title={
        isDraft ? (
          <Trans>
            Discard the draft of <Phone number={port.phone_number} />?
          </Trans>
        ) : (
          <Trans>
            Cancel the port-in of <Phone number={port.phone_number} />?
          </Trans>
        )
      }
      action={isDraft ? t`Discard` : t`Cancel port-in`}
      dismiss={isDraft ? t`Keep draft` : t`Keep port-in`}
      busy={call.isPending}
      problem={call.error}
      onConfirm={() => call.mutate(all)}
      onCancel={onClose}
    >
      {others.length > 0 && (
        <RadioGroup
          ariaLabel={t`What to cancel`}
          value={all ? "all" : "one"}
          items={[
            {
              value: "one",
              label: t`Only ${number}`,
              description: t`The other numbers in the request will still move.`,
            },
            { value: "all", label: t`All ${others.length + 1} numbers of the request` },
          ]}
          onChange={({ detail }) => setAll(detail.value === "all")}
        />
      )}
      <ul className="consequences">
        <li>{all ? t`The numbers stay with your old carrier.` : t`The number stays with your old carrier.`}</li>
        <li>
          {others.length > 0 && !all
            ? t`You won't be charged for it.`
            : t`You won't be charged, and we delete your documents.`}
        </li>
        {!isDraft && <li>{port.cancellable_until ? <CancelDeadline at={port.cancellable_until} /> : ANY_TIME}</li>}
      </ul>
    </ConfirmDialog>
  );
}

const ANY_TIME = t`You can cancel until ${CANCEL_DAYS_BEFORE} days before the date your old carrier sets.`;

export function CancelDeadline({ at }: { at: string }) {
  return (
    <Trans>
      You can cancel until <DateTime at={at} />. After that the carriers can't stop it.
    </Trans>
  );
}
