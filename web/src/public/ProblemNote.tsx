/** @jsxImportSource preact */
/** Problems, shown next to what caused them. */
import { t } from "@lingui/core/macro";
import type { ComponentChildren } from "preact";

import type { Problem } from "../api/problem";

/** The problem of a form. A problem of one of `fields` is shown at that field, not here. */
export function ProblemNote({ problem, fields = [] }: { problem: Problem | null; fields?: string[] }) {
  if (!problem || fields.some((field) => problem.messageFor(field))) return null;
  const wait = problem.status === 429 && problem.retryAfter;
  return (
    <Note problem={problem}>
      {problem.message}
      {wait ? ` ${t`Try again in ${formatWait(wait)}.`}` : null}
    </Note>
  );
}

/** Shown when part of a page could not be loaded. */
export function LoadError({ problem, onRetry, what }: { problem: Problem; onRetry: () => void; what: string }) {
  return (
    <Note problem={problem}>
      <strong>{t`We couldn't load ${what}`}</strong>
      <span>{problem.message}</span>
      <button type="button" class="button" onClick={onRetry}>{t`Try again`}</button>
    </Note>
  );
}

function Note({ problem, children }: { problem: Problem; children: ComponentChildren }) {
  return (
    <div class="note" role="group">
      {children}
      {problem.requestId && problem.outcomeUnknown && <small>{t`Reference for support: ${problem.requestId}`}</small>}
    </div>
  );
}

function formatWait(seconds: number): string {
  return seconds < 90 ? t`${seconds} seconds` : t`${Math.ceil(seconds / 60)} minutes`;
}
