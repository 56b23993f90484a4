/** The strip of a calendar: how wide each span is, in whole percent of all days that both calendars show. */
import type { Span } from "./queries";

const DAY = 86_400_000;
const OPEN_DAYS = 30; // a span without an end goes on: so much of it is drawn

export interface Stretch {
  paidBy: Span["paid_by"];
  start: number;
  width: number;
}

export function lastDayOf(calendars: Span[][]): number {
  return Math.max(...calendars.flat().map(endOf));
}

export function stretchesOf(spans: Span[], from: number, to: number): Stretch[] {
  const all = Math.max(to - from, DAY);
  return spans.map((span) => {
    const start = Math.max(Date.parse(span.starts_at), from);
    return {
      paidBy: span.paid_by,
      start: ((start - from) / all) * 100,
      width: Math.max(((Math.min(endOf(span), to) - start) / all) * 100, 0),
    };
  });
}

function endOf(span: Span): number {
  return span.ends_at ? Date.parse(span.ends_at) : Date.parse(span.starts_at) + OPEN_DAYS * DAY;
}
