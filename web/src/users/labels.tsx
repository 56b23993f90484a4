/** How roles, statuses and deliveries are called, each with icon, colour and word. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import type { Role, User, UserStatus } from "../api/team";

export const ROLE_LABELS: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member" };

const STATUSES: Record<UserStatus, [StatusIndicatorProps.Type, string]> = {
  active: ["success", "Active"],
  invited: ["pending", "Invited"],
  suspended: ["stopped", "Suspended"],
  expired: ["warning", "Expired"],
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

export function DeliveryStatus({ delivery }: { delivery: DeliveryState }) {
  if (delivery.state === "sent") return <StatusIndicator>Sent</StatusIndicator>;
  if (delivery.state === "pending") return <StatusIndicator type="in-progress">On its way</StatusIndicator>;
  return (
    <>
      <StatusIndicator type="error" wrapText={false}>
        Failed
      </StatusIndicator>{" "}
      {delivery.reason}
    </>
  );
}

/** Whether the credits that were promised to somebody invited are there. */
export function CreditsStatus({ state }: { state: "none" | "held" | "unfunded" }) {
  if (state === "held") return <StatusIndicator>Set aside</StatusIndicator>;
  if (state === "unfunded") return <StatusIndicator type="warning">Not funded</StatusIndicator>;
  return <StatusIndicator type="stopped">None</StatusIndicator>;
}

/** What tells people and invitations apart in addresses and lists. */
export function rowId(user: Pick<User, "user_id" | "invitation_id">): string {
  return user.user_id ?? user.invitation_id ?? "";
}
