/** Labels of a port-in's status, with icon and color, what happens next, and its documents. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import { DOCUMENT_MAX_AGE_DAYS, DRAFT_DAYS } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { isHeldUp, movingNumbers } from "./progress";
import type { PortIn, PortInDocument, PortInStatusCode } from "./queries";

const STATUSES: Record<PortInStatusCode, [StatusIndicatorProps.Type, string]> = {
  draft: ["pending", "Draft"],
  submitted: ["in-progress", "Submitted"],
  in_review: ["in-progress", "In review"],
  needs_info: ["warning", "Needs information"],
  scheduled: ["info", "Scheduled"],
  completed: ["success", "Completed"],
  cancelled: ["stopped", "Canceled"],
};

export const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, [, label]]) => ({
  value: value as PortInStatusCode,
  label,
}));

/** The names of the statuses. */
export const STATUS_NAMES = Object.fromEntries(
  Object.entries(STATUSES).map(([status, [, name]]) => [status, name]),
) as Record<PortInStatusCode, string>;

type Current = Pick<PortIn, "status" | "cancelling" | "problems">;

/** The name of the status now, with what its code doesn't say. */
export function nameStatus(port: Current): string {
  if (port.cancelling) return "Canceling";
  return isHeldUp(port) ? "Held up" : STATUS_NAMES[port.status];
}

export function PortInStatus({ port }: { port: Current }) {
  const type = port.cancelling || isHeldUp(port) ? "in-progress" : STATUSES[port.status][0];
  return (
    <StatusIndicator type={type} wrapText={false}>
      {nameStatus(port)}
    </StatusIndicator>
  );
}

export const STAGE_LABELS: Record<PortInStatusCode, string> = {
  draft: "Form and documents",
  submitted: "Submitted to our carrier",
  in_review: "With your old carrier",
  needs_info: "With your old carrier",
  scheduled: "Date confirmed",
  completed: "Moved to Teamline",
  cancelled: "Canceled",
};

/** The number of a port-in, and how many others move with it. */
export function nameNumbers(port: Pick<PortIn, "phone_number" | "numbers">): string {
  const others = movingNumbers(port).length - 1;
  const number = formatPhone(port.phone_number);
  if (others < 1) return number;
  return `${number} and ${others === 1 ? "1 other number" : `${others} other numbers`}`;
}

interface NextStep {
  what: string;
  howLong: string;
}

/** What happens next, and how long that usually takes. */
export const NEXT_STEPS: Record<PortInStatusCode, NextStep> = {
  draft: {
    what: "Confirm the number with a code, upload the documents, review everything and submit.",
    howLong: `We keep a draft for ${DRAFT_DAYS} days.`,
  },
  submitted: {
    what: "Our carrier checks the form and passes it on to your old carrier.",
    howLong: "Usually within one business day.",
  },
  in_review: {
    what: "Your old carrier compares the form with its records, then sets a date or asks for changes.",
    howLong: "Usually 2 to 7 business days. Mobile numbers are often faster.",
  },
  needs_info: {
    what: "Fix the items above and resubmit. Nothing happens until then.",
    howLong: "Usually 1 to 3 business days after you resubmit.",
  },
  scheduled: {
    what: "The number moves automatically on that date. Calls and texts may pause for a few minutes. Then we charge its plan, and it works here.",
    howLong: "Usually done by the end of that business day.",
  },
  completed: {
    what: "The number works on Teamline. You can now end the contract with your old carrier.",
    howLong: "",
  },
  cancelled: {
    what: "The number stays with your old carrier, and you weren't charged. You can start again at any time.",
    howLong: "",
  },
};

/** What happens next where only the carriers can go on. */
export const HELD_UP_STEP: NextStep = {
  what: "We ask our carrier again every day. You don't need to do anything.",
  howLong: "Usually a few business days.",
};

interface DocumentLabels {
  name: string;
  what: string;
}

export const DOCUMENTS: Record<PortInDocument["kind"], DocumentLabels> = {
  authorization: {
    name: "Signed authorization",
    what: "The letter that lets us move the number. We've filled it in for you. The authorized person can sign it here, on the screen. Or print it, sign it by hand, and upload a scan or photo of the whole page.",
  },
  bill: {
    name: "Copy of the bill",
    what: `Your old carrier's latest bill, no more than ${DOCUMENT_MAX_AGE_DAYS} days old, showing the name, service address and account number. Include all pages.`,
  },
};
