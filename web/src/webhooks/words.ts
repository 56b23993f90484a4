/** What the states and faults of webhooks are called. */
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import { FAILING_DAYS } from "../api/terms";
import { formatCount } from "../formats/count";
import type { Delivery, Endpoint } from "./queries";

type Attempt = Delivery["attempts"][number];

export const STATUSES: Record<Delivery["status"], [StatusIndicatorProps.Type, string]> = {
  waiting: ["pending", t`Waiting`],
  delivered: ["success", t`Delivered`],
  failed: ["error", t`Failed`],
  missed: ["stopped", t`Missed`],
};

const FAULTS: Record<string, string> = {
  private_address: t`The address isn't public`,
  unknown_host: t`The host name wasn't found`,
  no_connection: t`No connection`,
  tls_failed: t`The certificate isn't valid`,
  timeout: t`No response in time`,
  not_http: t`The response wasn't HTTP`,
};

export const PAUSED: Record<NonNullable<Endpoint["pause_reason"]>, string> = {
  failing: t`It hadn't accepted anything for ${FAILING_DAYS} days.`,
  gone: t`It answered 410, so it doesn't want any more webhooks.`,
  by_hand: t`It was paused manually.`,
  handed_over: t`The team has a new owner. The previous owner chose this address and knows its secret, so check both before you resume.`,
};

/** Say how one attempt ended: `200 in 84 ms`. */
export function describeAttempt({ code, fault, ms }: Attempt): string {
  const answered = code === null ? (FAULTS[fault ?? ""] ?? t`It failed`) : String(code);
  return t`${answered} in ${formatCount(ms)} ms`;
}

/** The name of the group of a type: `number.assigned` is one of numbers. */
export function groupOf(type: string): string {
  const group = type.split(".")[0] ?? "";
  const words = group.replace("_", " ");
  return GROUPS[group] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const GROUPS: Record<string, string> = {
  balance: t`Balance`,
  invitation: t`Invitation`,
  member: t`Member`,
  number: t`Number`,
  payment: t`Payment`,
  port_in: t`Port in`,
  team: t`Team`,
};
