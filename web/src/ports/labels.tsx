/** How the states of a number on its way are called, each with icon, colour and word, and what happens next. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import type { PortIn, PortInDocument, PortInStatusCode } from "./queries";

const STATUSES: Record<PortInStatusCode, [StatusIndicatorProps.Type, string]> = {
  draft: ["pending", "Draft"],
  submitted: ["in-progress", "Sent"],
  in_review: ["in-progress", "In review"],
  needs_info: ["warning", "Needs information"],
  scheduled: ["info", "Scheduled"],
  completed: ["success", "Completed"],
  cancelled: ["stopped", "Cancelled"],
};

export const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, [, label]]) => ({
  value: value as PortInStatusCode,
  label,
}));

export function PortInStatus({ port: { status, cancelling } }: { port: Pick<PortIn, "status" | "cancelling"> }) {
  const [type, word] = cancelling ? (["in-progress", "Being cancelled"] as const) : STATUSES[status];
  return <Indicator type={type} word={word} />;
}

/** What was once so: nothing of it is going on any more. */
export function PastPortInStatus({ status }: { status: PortInStatusCode }) {
  const [type, word] = STATUSES[status];
  return <Indicator type={type === "in-progress" || type === "pending" ? "success" : type} word={word} />;
}

function Indicator({ type, word }: { type: StatusIndicatorProps.Type; word: string }) {
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

export const STAGE_LABELS: Record<PortInStatusCode, string> = {
  draft: "Form and papers",
  submitted: "Sent to our carrier",
  in_review: "With your old carrier",
  needs_info: "With your old carrier",
  scheduled: "Day agreed",
  completed: "Moved to Teamline",
  cancelled: "Cancelled",
};

interface NextStep {
  what: string;
  howLong: string;
}

/** What happens next, and how long that usually takes. */
export const NEXT_STEPS: Record<PortInStatusCode, NextStep> = {
  draft: {
    what: "Upload the two papers, look at everything once more, and send it.",
    howLong: "A draft is kept for 30 days.",
  },
  submitted: {
    what: "Our carrier checks the form and hands it to your old carrier.",
    howLong: "Usually within one working day.",
  },
  in_review: {
    what: "Your old carrier compares the form with what it has on file, and names a day or an objection.",
    howLong: "Usually 2 to 7 working days; mobile numbers are often quicker.",
  },
  needs_info: {
    what: "Mend what is named above and send it again. Until then nothing happens.",
    howLong: "After that, usually 1 to 3 working days.",
  },
  scheduled: {
    what: "On that day the number moves by itself; calls and texts may pause for some minutes. Then its plan is charged, and it works here.",
    howLong: "Usually done by the end of that working day.",
  },
  completed: {
    what: "The number works at Teamline. You can now end what is left of the contract with your old carrier.",
    howLong: "",
  },
  cancelled: {
    what: "The number stays with your old carrier, and nothing is charged. You can begin again at any time.",
    howLong: "",
  },
};

interface DocumentLabels {
  name: string;
  what: string;
}

export const DOCUMENTS: Record<PortInDocument["kind"], DocumentLabels> = {
  authorization: {
    name: "Signed authorisation",
    what: "The letter that allows us to fetch the number. We have filled it in: print it, have the authorised person sign and date it, and take a photo or a scan of the whole page.",
  },
  bill: {
    name: "Copy of the bill",
    what: "The latest bill of your old carrier, not older than 30 days, with the name, the service address and the account number on it. All pages.",
  },
};
