/** The days that usage is shown of, and what it is filtered by. Both are kept in the address. */
import { t } from "@lingui/core/macro";

import { addDays, formatDate } from "../formats/time";

export type Choice = "this-month" | "last-month" | "recent" | "custom";

export interface Period {
  choice: Choice;
  first: string;
  last: string;
}

export interface UsageFilter {
  user_id: string | null;
  kind: string | null;
  country: string | null;
  number_id: string | null;
}

/** The days of the small charts, and of a choice of the page. */
export const RECENT_DAYS = 30;
export const NO_FILTER: UsageFilter = { user_id: null, kind: null, country: null, number_id: null };
const NAMES = { user_id: "user", kind: "kind", country: "country", number_id: "number" } as const;
const [MOST_MONTHS, MOST_DAYS] = [13, 397]; // so many months have no more days
const NAMED = { "this-month": {}, "last-month": { period: "last-month" }, recent: { period: "recent" } };
const DAY = /^2[01]\d\d-\d\d-\d\d$/;
export const KINDS = ["call", "forwarding", "call_received", "voicemail", "text", "text_received", "plan"] as const;
const FORMS = {
  user_id: /^(acc_\w{1,76}|former|none)$/,
  kind: new RegExp(`^(${KINDS.join("|")})$`),
  country: /^([A-Z]{2}|none)$/,
  number_id: /^num_\w{1,76}$/,
};

/** The first day of a date's month, or of one some months away. */
export function monthStart(day: string, months = 0): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

export function monthEnd(day: string): string {
  return addDays(monthStart(day, 1), -1);
}

/** The last of the days that can be shown from a first one: 13 months, as the API counts them. */
function longestFrom(first: string): string {
  const month = monthStart(first, MOST_MONTHS);
  const [same, end] = [`${month.slice(0, 8)}${first.slice(8)}`, monthEnd(month)];
  return addDays(same < end ? same : end, -1);
}

/** The first of the days that can be shown up to a last one. */
function longestUpTo(last: string): string {
  let first = addDays(last, 1 - MOST_DAYS);
  while (longestFrom(first) < last) first = addDays(first, 1);
  return first;
}

/** How many days a period has. */
export function countDays({ first, last }: Pick<Period, "first" | "last">): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
}

/** The period of a choice as of today; a custom one begins as the last 30 days. */
export function periodOf(choice: Choice, today: string): Period {
  if (choice === "this-month") return { choice, first: monthStart(today), last: today };
  if (choice === "last-month") return { choice, first: monthStart(today, -1), last: addDays(monthStart(today), -1) };
  return { choice, first: addDays(today, 1 - RECENT_DAYS), last: today };
}

/** A period with another first or last day; the other end follows if it would be too long. */
export function withEnd({ first, last }: Period, changed: Partial<Pick<Period, "first" | "last">>): Period {
  if (changed.first) {
    const most = longestFrom(changed.first);
    return { choice: "custom", first: changed.first, last: last > most ? most : last };
  }
  const end = changed.last ?? last;
  const least = longestUpTo(end);
  return { choice: "custom", first: first < least ? least : first, last: end };
}

/** The days that a period is compared with: the same days a month before, or as many days before. */
export function previousPeriod({ choice, first, last }: Period): Pick<Period, "first" | "last"> {
  if (choice === "last-month") return { first: monthStart(first, -1), last: addDays(first, -1) };
  if (choice === "this-month") {
    const start = monthStart(first, -1);
    const same = addDays(start, countDays({ first, last }) - 1);
    return { first: start, last: same < first ? same : addDays(first, -1) };
  }
  const [start, end] = [addDays(first, -countDays({ first, last })), addDays(first, -1)];
  const least = longestUpTo(end);
  return { first: start < least ? least : start, last: end };
}

/** `Nov 1 to 14, 2026` is not a date everywhere: both are written in full. */
export function describePeriod({ first, last }: Pick<Period, "first" | "last">): string {
  return first === last ? formatDate(first) : t`${formatDate(first)} to ${formatDate(last)}`;
}

function isDay(text: string): boolean {
  const at = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text); // 31 February is none
}

export function readPeriod(address: URLSearchParams, today: string): Period {
  const [first, last] = [address.get("from") ?? "", address.get("to") ?? ""];
  if (isDay(first) && isDay(last) && first <= last && last <= longestFrom(first))
    return { choice: "custom", first, last };
  const named = address.get("period");
  return periodOf(named === "last-month" || named === "recent" ? named : "this-month", today);
}

/** The filter in the address, of what can be; a person is filtered by those who run a team. */
export function readFilter(address: URLSearchParams, managesTeam: boolean): UsageFilter {
  const read = (field: keyof UsageFilter) => FORMS[field].exec(address.get(NAMES[field]) ?? "")?.[0] ?? null;
  return {
    user_id: managesTeam ? read("user_id") : null,
    kind: read("kind"),
    country: read("country"),
    number_id: read("number_id"),
  };
}

export function toAddress({ choice, first, last }: Period, filter: UsageFilter): Record<string, string> {
  return { ...(choice === "custom" ? { from: first, to: last } : NAMED[choice]), ...addressOf(filter) };
}

function addressOf(filter: UsageFilter): Record<string, string> {
  const fields = Object.keys(NAMES) as (keyof UsageFilter)[];
  return Object.fromEntries(fields.flatMap((field) => (filter[field] ? [[NAMES[field], filter[field]]] : [])));
}

export function isFiltered(filter: UsageFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}
