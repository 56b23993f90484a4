/** Before the first number is bought, the person acknowledges how emergency calls are made: once (N11). */
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { Problem } from "../../api/problem";
import { useAcknowledge, useEmergency } from "./queries";

const CONFIRM = t`Confirm this before you buy a number.`;

/** The field that the problem of a missing acknowledgment is shown at. */
export const EMERGENCY_FIELD = "emergency";

export type Acknowledgment = ReturnType<typeof useAcknowledgment>;

export function useAcknowledgment() {
  const emergency = useEmergency().data;
  const acknowledge = useAcknowledge();
  const [understood, setUnderstood] = useState(false);
  const [missed, setMissed] = useState(false);
  const isNeeded = emergency !== undefined && emergency.acknowledged_at === null;
  /** Records the acknowledgment if it is still needed. Throws a Problem if the person has not confirmed. */
  const record = async () => {
    if (!isNeeded) return;
    setMissed(!understood);
    if (!understood) throw unconfirmed();
    await acknowledge.mutateAsync();
  };
  return {
    notice: emergency?.notice,
    isNeeded,
    understood,
    setUnderstood,
    error: missed && !understood && CONFIRM,
    record,
  };
}

function unconfirmed(): Problem {
  const error = { field: EMERGENCY_FIELD, code: "required", message: CONFIRM };
  return new Problem({ status: 422, code: "emergency_unconfirmed", errors: [error] });
}
