/** Labels of roles, statuses and deliveries, each status with icon, color and word. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import type { Role, User, UserStatus } from "../api/team";

export const ROLE_LABELS: Record<Role, string> = { owner: t`Owner`, admin: t`Admin`, member: t`Member` };

const STATUSES: Record<UserStatus, [StatusIndicatorProps.Type, string]> = {
  active: ["success", t`Active`],
  invited: ["pending", t`Invited`],
  suspended: ["stopped", t`Suspended`],
  expired: ["warning", t`Expired`],
};

export const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, [, label]]) => ({
  value: value as UserStatus,
  label,
}));

export function UserStatusIndicator({ status }: { status: UserStatus }) {
  const [type, word] = STATUSES[status];
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

type DeliveryState = NonNullable<User["delivery"]>["text"];

const DELIVERY_REASONS: Record<string, string> = {
  bounced: t`The email bounced. Check the address and invite again. Their text still works.`,
  complained: t`Reported as spam, so we've stopped emailing them. Their text still works.`,
};

export function DeliveryStatus({ delivery }: { delivery: DeliveryState }) {
  if (delivery.state === "sent") return <StatusIndicator>{t`Sent`}</StatusIndicator>;
  if (delivery.state === "pending") return <StatusIndicator type="in-progress">{t`Sending`}</StatusIndicator>;
  return (
    <>
      <StatusIndicator type="error" wrapText={false}>{t`Failed`}</StatusIndicator>{" "}
      {DELIVERY_REASONS[delivery.reason ?? ""] ?? delivery.reason}
    </>
  );
}

/** Whether the credits promised in an invitation are on hold. */
export function CreditsStatus({ state }: { state: "none" | "held" | "unfunded" }) {
  if (state === "held") return <StatusIndicator>{t`On hold`}</StatusIndicator>;
  if (state === "unfunded") return <StatusIndicator type="warning">{t`Not funded`}</StatusIndicator>;
  return <StatusIndicator type="stopped">{t`None`}</StatusIndicator>;
}

/** Marks credits that are low or used up, by icon and word. */
export function LowCredits({ level }: { level: "enough" | "low" | "empty" | undefined }) {
  if (level === "low") return <StatusIndicator type="warning" wrapText={false}>{t`Low credits`}</StatusIndicator>;
  if (level === "empty") return <StatusIndicator type="warning" wrapText={false}>{t`No credits`}</StatusIndicator>;
  return null;
}

/** The ID of a person or an invitation in addresses and lists. */
export function rowId(user: Pick<User, "user_id" | "invitation_id">): string {
  return user.user_id ?? user.invitation_id ?? "";
}
