/** Spend limits are of calendar months in UTC, which begin at another hour, and often on another day, elsewhere (B12). */

/** The moment at which the limits of this month start again. */
export function limitStartsAgain(now: number = Date.now()): string {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString();
}
