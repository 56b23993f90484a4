/** How roles, statuses and deliveries are called, each with icon, colour and word. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import type { Role, Status, User } from "./queries";

export const ROLES: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member" };

const STATUSES: Record<Status, [StatusIndicatorProps.Type, string]> = {
  active: ["success", "Active"],
  invited: ["pending", "Invited"],
  suspended: ["stopped", "Suspended"],
  expired: ["warning", "Expired"],
};

export const STATUS_WORDS = Object.entries(STATUSES).map(([value, [, label]]) => ({ value: value as Status, label }));

export function StatusOf({ status }: { status: Status }) {
  const [type, word] = STATUSES[status];
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

type DeliveryState = NonNullable<User["delivery"]>["text"];

export function DeliveryOf({ delivery }: { delivery: DeliveryState }) {
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
export function PromiseOf({ state }: { state: "none" | "held" | "unfunded" }) {
  if (state === "held") return <StatusIndicator>Set aside</StatusIndicator>;
  if (state === "unfunded") return <StatusIndicator type="warning">Not funded</StatusIndicator>;
  return <StatusIndicator type="stopped">None</StatusIndicator>;
}

/** What to call somebody who may have no name yet. */
export function nameOf(user: Pick<User, "name" | "email">): string {
  return user.name || user.email;
}

/** What tells people and invitations apart in addresses and lists. */
export function idOf(user: Pick<User, "user_id" | "invitation_id">): string {
  return user.user_id ?? user.invitation_id ?? "";
}
