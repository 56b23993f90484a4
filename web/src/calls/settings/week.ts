/** Business hours as they are edited: spans of the day by weekday, checked before they are sent (N9). */
import { t } from "@lingui/core/macro";

import type { Hours } from "./queries";

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export type Weekday = (typeof WEEKDAYS)[number];
export interface Span {
  from: string;
  until: string;
}
export type Week = Record<Weekday, Span[]>;

const MIDNIGHT = "00:00";
const END_OF_DAY = "24:00";
const WORKDAYS = WEEKDAYS.slice(0, 5);
const OFFICE: Span = { from: "09:00", until: "17:00" };

/** What is suggested for a number without hours: office hours from Monday to Friday. */
export function usualWeek(): Week {
  return weekOf((day) => (WORKDAYS.includes(day) ? [OFFICE] : []));
}

/** The week as it is edited; without any hours, what is usual. */
export function readWeek({ open }: Pick<Hours, "open">): Week {
  const week = weekOf((day) => open[day] ?? []);
  return isAlwaysClosed(week) ? usualWeek() : week;
}

export function isAlwaysClosed(week: Week): boolean {
  return WEEKDAYS.every((day) => week[day].length === 0);
}

/** The week as the API expects it: a time field has no 24:00, so that midnight at the end is entered as 00:00. */
export function toOpen(week: Week): Week {
  return weekOf((day) => week[day].map(({ from, until }) => ({ from, until: toEnd(until) })));
}

/** What a time field shows for the end of a span. */
export function shownEnd(until: string): string {
  return until === END_OF_DAY ? MIDNIGHT : until;
}

function toEnd(until: string): string {
  return until === MIDNIGHT ? END_OF_DAY : until;
}

/** What is wrong with the spans of a day; undefined if nothing is. */
export function faultOf(spans: Span[]): string | undefined {
  if (spans.some(({ from, until }) => !from || !until)) return t`Enter both times.`;
  const ordered = spans.map(({ from, until }) => ({ from, until: toEnd(until) }));
  if (ordered.some(({ from, until }) => until <= from))
    return t`This ends before it starts. To go past midnight, end at 12:00 AM and add the rest to the next day.`;
  ordered.sort((one, other) => one.from.localeCompare(other.from));
  const overlap = ordered.some(({ until }, index) => (ordered[index + 1]?.from ?? END_OF_DAY) < until);
  return overlap ? t`Two of these times overlap.` : undefined;
}

/** One more span of a day, after those it has. */
export function withAnother(spans: Span[]): Span[] {
  const last = spans.at(-1);
  return [...spans, last ? { from: "", until: "" } : OFFICE];
}

/** Give Tuesday to Friday the hours of Monday. */
export function copyMonday(week: Week): Week {
  return weekOf((day) => (WORKDAYS.includes(day) ? week.monday.map((span) => ({ ...span })) : week[day]));
}

function weekOf(spansOf: (day: Weekday) => Span[]): Week {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, spansOf(day)])) as Week;
}
