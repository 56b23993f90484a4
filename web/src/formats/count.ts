/** Counts and shares as the reader writes them. */
import { LOCALE } from "../language/locale";

const COUNT = new Intl.NumberFormat(LOCALE);

/** `1,234` */
export function formatCount(count: number): string {
  return COUNT.format(count);
}
