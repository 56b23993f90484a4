/** A problem, next to what caused it, with what to do about it. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";

import type { Problem } from "../api/problem";

/** The refusal of a form. What is about one field is shown at that field, not here. */
export function ProblemAlert({ problem, fields = [] }: { problem: Problem | null; fields?: string[] }) {
  if (!problem || fields.some((field) => problem.messageFor(field))) return null;
  return (
    <Alert type="error">
      {problem.message}
      {problem.retryAfter && problem.status === 429 ? ` Try again in ${formatWait(problem.retryAfter)}.` : null}
      <RequestReference problem={problem} />
    </Alert>
  );
}

/** A list or a screen could not be read. */
export function LoadError({ problem, onRetry, what }: { problem: Problem; onRetry: () => void; what: string }) {
  if (problem.status === 403)
    return <AccessDenied reason={problem.code === "forbidden" ? undefined : problem.message} />;
  return (
    <Alert type="error" header={`We could not load ${what}`} action={<Button onClick={onRetry}>Try again</Button>}>
      {problem.message}
      <RequestReference problem={problem} />
    </Alert>
  );
}

/** The caller's role does not allow this screen. */
export function AccessDenied({ reason }: { reason?: string | undefined }) {
  return (
    <Alert type="warning" header="You cannot see this">
      {reason ?? "It is for the team's owner and its admins. Ask one of them if you need it."}
    </Alert>
  );
}

function RequestReference({ problem }: { problem: Problem }) {
  if (!problem.requestId || !problem.outcomeUnknown) return null;
  return <Box variant="small">Reference for our support: {problem.requestId}</Box>;
}

function formatWait(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
