/** Labels of statuses and failures; each status with icon, color and word. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import { Day } from "../parts/values";
import { keyDate } from "./lifecycle";
import type { NumberStatus, PhoneNumber } from "./types";

const STATUSES: Record<NumberStatus, [StatusIndicatorProps.Type, string]> = {
  ordering: ["in-progress", t`Ordering`],
  active: ["success", t`Active`],
  suspended: ["warning", t`Past due`],
  releasing: ["pending", t`Reserved`],
  released: ["stopped", t`Released`],
  failed: ["error", t`Failed`],
};

export const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, [, label]]) => ({
  value: value as NumberStatus,
  label,
}));
/** The features of a number that we show, and their labels. */
export const FEATURES = [
  ["voice", "calls"],
  ["sms", "texts"],
] as const;

type Status = Pick<PhoneNumber, "status" | "ends">;

function labelOf({ status, ends }: Status): readonly [StatusIndicatorProps.Type, string] {
  return status === "active" && ends ? ["stopped", t`Canceled`] : STATUSES[status];
}

export function statusLabel(number: Status): string {
  return labelOf(number)[1];
}

export function NumberStatusIndicator({ number }: { number: Status }) {
  const [type, word] = labelOf(number);
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

/** The one date that matters: renews, ends, past due since, reserved until. */
export function KeyDate({ number }: { number: PhoneNumber }) {
  const next = keyDate(number);
  if (!next) return <>–</>;
  return (
    <>
      {next.word} <Day at={next.at} />
    </>
  );
}
