/** What a number does with calls, in a few words for a list. */
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import type { PhoneNumber } from "./types";

/** `Forwards to (303) 555-0177 when unanswered · Business hours`; empty for a number that isn't in service. */
export function describeAnswering({ forwarding, calls }: Pick<PhoneNumber, "forwarding" | "calls">): string {
  if (!calls) return "";
  const when = forwarding?.mode === "always" ? "" : t` when unanswered`;
  const where = forwarding ? t`Forwards to ${formatPhone(forwarding.to)}${when}` : t`Not forwarded`;
  return `${where} · ${calls.hours ? t`Business hours` : t`Always open`}`;
}
