/** Problems, shown next to what caused them. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import type { Problem } from "../api/problem";

/** The problem of a form. A problem of one of `fields` is shown at that field, not here. */
export function ProblemAlert({ problem, fields = [] }: { problem: Problem | null; fields?: string[] }) {
  if (!problem || fields.some((field) => problem.messageFor(field))) return null;
  return (
    <Alert type="error">
      {problem.message}
      {problem.retryAfter && problem.status === 429 ? ` ${t`Try again in ${formatWait(problem.retryAfter)}.`}` : null}
      <RequestReference problem={problem} />
    </Alert>
  );
}

/** Shown when a list or a screen could not be loaded. */
export function LoadError({ problem, onRetry, what }: { problem: Problem; onRetry: () => void; what: string }) {
  if (problem.status === 403)
    return <AccessDenied reason={problem.code === "forbidden" ? undefined : problem.message} />;
  return (
    <Alert type="error" header={t`We couldn't load ${what}`} action={<Button onClick={onRetry}>{t`Try again`}</Button>}>
      {problem.message}
      <RequestReference problem={problem} />
    </Alert>
  );
}

/** Shown when the person's role doesn't allow this screen. */
export function AccessDenied({ reason }: { reason?: string | undefined }) {
  return (
    <Alert type="warning" header={t`You don't have access`}>
      {reason ?? t`Only the team's owner and admins can see this. Ask one of them if you need it.`}
    </Alert>
  );
}

function RequestReference({ problem }: { problem: Problem }) {
  if (!problem.requestId || !problem.outcomeUnknown) return null;
  return <Box variant="small">{t`Reference for support: ${problem.requestId}`}</Box>;
}

function formatWait(seconds: number): string {
  return seconds < 90 ? t`${seconds} seconds` : t`${Math.ceil(seconds / 60)} minutes`;
}
