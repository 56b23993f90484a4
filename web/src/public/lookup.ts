/** Searches the rates by the name of a destination. */
import { placeName } from "./places";
import type { Rate } from "./rates";

const POPULAR_COUNTRIES = ["US", "CA", "MX", "GB", "DE", "IN", "PH", "AU"];

/** Whether what is typed may be a number, which `prefix.ts` reads. */
export function isNumber(typed: string): boolean {
  return /^[+\d(][\d\s().-]*$/.test(typed.trim()) && /\d/.test(typed);
}

/** The rates whose destination, in the reader's language or in English, has a word that starts with what is typed. */
export function ratesNamed(typed: string, rates: Rate[]): Rate[] {
  const wanted = wordsOf(typed.trim());
  return rates.filter((rate) => [placeName(rate), rate.place].some((name) => wordsOf(name).includes(wanted)));
}

/** Small letters without accents, a space before each word: ` mexico`. */
function wordsOf(text: string): string {
  const letters = text.normalize("NFD").replace(/\p{M}+/gu, "");
  return ` ${letters.toLowerCase().replace(/[^\p{L}\d]+/gu, " ")}`;
}

/** The destinations that most people call, shown before anything is typed. */
export function popularRates(rates: Rate[]): Rate[] {
  return POPULAR_COUNTRIES.flatMap((country) => rates.filter((rate) => rate.country === country && rate.served));
}
