/** Dates and times in the reader's time zone, which is always named. */

import { LOCALE } from "../language/locale";
import { cached } from "./cached";

/** The browser's time zone, used until the profile names another. */
export const BROWSER_TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const dateFormat = cached((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const relativeFormat = cached(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

const IN_FIGURES = { year: "numeric", month: "2-digit", day: "2-digit" } as const;

/** `Nov 23, 2026, 9:05 AM EST` */
export function formatMoment(moment: string, zone: string, locale = LOCALE): string {
  return dateFormat(locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  }).format(new Date(moment));
}

/** `Nov 23, 2026`, the date in this zone. */
export function formatDay(moment: string, zone: string, locale = LOCALE): string {
  return dateFormat(locale, { dateStyle: "medium", timeZone: zone }).format(new Date(moment));
}

/** `in 3 days`, `2 hours ago`; the largest unit that fits. */
export function formatRelative(moment: string, now: number = Date.now(), locale = LOCALE): string {
  const seconds = Math.round((new Date(moment).getTime() - now) / 1000);
  const size = Math.abs(seconds);
  const format = relativeFormat(locale, { numeric: "auto" });
  if (size < 45) return format.format(0, "second");
  if (size < 45 * 60) return format.format(Math.round(seconds / 60), "minute");
  if (size < 22 * 3600) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}

/** `2026-11-23`, the date in this zone, as date fields write it. */
export function dayInZone(zone: string, moment: string | number | Date = Date.now()): string {
  return dateFormat("en-CA", { timeZone: zone, ...IN_FIGURES }).format(new Date(moment));
}

/** `Nov 23, 2026` for `2026-11-23`, in any zone. */
export function formatDate(day: string, locale = LOCALE): string {
  return formatDay(`${day}T12:00:00Z`, "UTC", locale);
}

/** Some parts of a date, in any zone: `Nov 23` with month and day. */
export function formatParts(day: string, parts: Intl.DateTimeFormatOptions, locale = LOCALE): string {
  return dateFormat(locale, { ...parts, timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
}

/** `Nov 23` for `2026-11-23`. */
export function formatShortDay(day: string): string {
  return formatParts(day, { month: "short", day: "numeric" });
}

/** Add days to a date; a negative number subtracts. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The moment at which a date begins in this zone, as the API expects it. */
export function startOfDay(day: string, zone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = midnight - utcOffset(midnight, zone);
  return new Date(midnight - utcOffset(guess, zone)).toISOString();
}

/** The last second of a date in this zone. */
export function endOfDay(day: string, zone: string): string {
  return new Date(Date.parse(startOfDay(addDays(day, 1), zone)) - 1000).toISOString();
}

/** `0:42`, `12:05`, `1:02:03`: how long a call was. */
export function formatLength(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (part: number) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** The offset of a zone from UTC at a moment, in milliseconds. */
function utcOffset(moment: number, zone: string): number {
  const format = dateFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Every zone that the browser knows, and the given ones. */
export function timeZones(...also: string[]): string[] {
  return [...new Set([...also, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}
