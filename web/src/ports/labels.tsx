/** Labels of a port-in's status, with icon and color, what happens next, and its documents. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { plural, t } from "@lingui/core/macro";

import { DOCUMENT_MAX_AGE_DAYS, DRAFT_DAYS } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { isHeldUp, movingNumbers } from "./progress";
import type { PortIn, PortInDocument, PortInStatusCode } from "./queries";

const STATUSES: Record<PortInStatusCode, [StatusIndicatorProps.Type, string]> = {
  draft: ["pending", t`Draft`],
  submitted: ["in-progress", t`Submitted`],
  in_review: ["in-progress", t`In review`],
  needs_info: ["warning", t`Needs information`],
  scheduled: ["info", t`Scheduled`],
  completed: ["success", t`Completed`],
  cancelled: ["stopped", t`Canceled`],
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
  if (port.cancelling) return t`Canceling`;
  return isHeldUp(port) ? t`Held up` : STATUS_NAMES[port.status];
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
  draft: t`Form and documents`,
  submitted: t`Submitted to our carrier`,
  in_review: t`With your old carrier`,
  needs_info: t`With your old carrier`,
  scheduled: t`Date confirmed`,
  completed: t`Moved to Teamline`,
  cancelled: t`Canceled`,
};

/** The number of a port-in, and how many others move with it. */
export function nameNumbers(port: Pick<PortIn, "phone_number" | "numbers">): string {
  const others = movingNumbers(port).length - 1;
  const number = formatPhone(port.phone_number);
  if (others < 1) return number;
  return t`${number} and ${plural(others, { one: "# other number", other: "# other numbers" })}`;
}

interface NextStep {
  what: string;
  howLong: string;
}

/** What happens next, and how long that usually takes. */
export const NEXT_STEPS: Record<PortInStatusCode, NextStep> = {
  draft: {
    what: t`Confirm the number with a code, upload the documents, review everything and submit.`,
    howLong: t`We keep a draft for ${DRAFT_DAYS} days.`,
  },
  submitted: {
    what: t`Our carrier checks the form and passes it on to your old carrier.`,
    howLong: t`Usually within one business day.`,
  },
  in_review: {
    what: t`Your old carrier compares the form with its records, then sets a date or asks for changes.`,
    howLong: t`Usually 2 to 7 business days. Mobile numbers are often faster.`,
  },
  needs_info: {
    what: t`Fix the items above and resubmit. Nothing happens until then.`,
    howLong: t`Usually 1 to 3 business days after you resubmit.`,
  },
  scheduled: {
    what: t`The number moves automatically on that date. Calls and texts may pause for a few minutes. Then we charge its plan, and it works here.`,
    howLong: t`Usually done by the end of that business day.`,
  },
  completed: {
    what: t`The number works on Teamline. You can now end the contract with your old carrier.`,
    howLong: "",
  },
  cancelled: {
    what: t`The number stays with your old carrier, and you weren't charged. You can start again at any time.`,
    howLong: "",
  },
};

/** What happens next where only the carriers can go on. */
export const HELD_UP_STEP: NextStep = {
  what: t`We ask our carrier again every day. You don't need to do anything.`,
  howLong: t`Usually a few business days.`,
};

interface DocumentLabels {
  name: string;
  what: string;
}

export const DOCUMENTS: Record<PortInDocument["kind"], DocumentLabels> = {
  authorization: {
    name: t`Signed authorization`,
    what: t`The letter that lets us move the number. We've filled it in for you. The authorized person can sign it here, on the screen. Or print it, sign it by hand, and upload a scan or photo of the whole page.`,
  },
  bill: {
    name: t`Copy of the bill`,
    what: t`Your old carrier's latest bill, no more than ${DOCUMENT_MAX_AGE_DAYS} days old, showing the name, service address and account number. Include all pages.`,
  },
};
