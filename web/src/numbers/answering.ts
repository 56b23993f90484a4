/** What a number does with calls, in a few words for a list. */
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import type { PhoneNumber } from "./types";

/** `Forwards to (303) 555-0177 when unanswered · Business hours`; empty for a number that isn't in service. */
export function describeAnswering({ forwarding, calls }: Pick<PhoneNumber, "forwarding" | "calls">): string {
  if (!calls) return "";
  return `${describeForwarding(forwarding)} · ${calls.hours ? t`Business hours` : t`Always open`}`;
}

function describeForwarding(forwarding: PhoneNumber["forwarding"]): string {
  if (!forwarding) return t`Not forwarded`;
  const to = formatPhone(forwarding.to);
  return forwarding.mode === "always" ? t`Forwards to ${to}` : t`Forwards to ${to} when unanswered`;
}
