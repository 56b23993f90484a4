/** Moments in the viewer's time zone, which is always named. */

/** The zone of the browser, until the profile says another. */
export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `Nov 23, 2026, 9:05 AM EST` */
export function formatMoment(moment: string, zone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  }).format(new Date(moment));
}

/** `Nov 23, 2026`, the day that it is in this zone. */
export function formatDay(moment: string, zone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: zone }).format(new Date(moment));
}

/** `in 3 days`, `2 hours ago`; the largest unit that fits. */
export function formatDistance(moment: string, now: number = Date.now(), locale?: string): string {
  const seconds = Math.round((new Date(moment).getTime() - now) / 1000);
  const size = Math.abs(seconds);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (size < 45) return format.format(0, "second");
  if (size < 45 * 60) return format.format(Math.round(seconds / 60), "minute");
  if (size < 22 * 3600) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}

/** Every zone that the browser knows, the given one among them. */
export function zones(...also: string[]): string[] {
  return [...new Set([...also, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}
