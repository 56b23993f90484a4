/** Periods of the statement. */

/** The start of the current hour, some days ago; rounded so that queries within an hour share a cache entry. */
export function startOfPeriod(days: number, now: number = Date.now()): string {
  const hour = 3_600_000;
  return new Date(Math.floor(now / hour) * hour - days * 24 * hour).toISOString();
}
