/** Searches the rates by number or by the name of a destination. */
import { getCountryCallingCode } from "libphonenumber-js/min";

import { guessCountry, parsePhone } from "../formats/phone";
import type { Rate } from "./queries";

const POPULAR_COUNTRIES = ["US", "CA", "MX", "GB", "DE", "IN", "PH", "AU"];

/**
 * The typed number, or the start of one, with country code; null if it isn't a number. A few digits are a country
 * code; more digits without one are a number of the home country.
 */
export function prefixOf(typed: string, home = guessCountry()): string | null {
  const text = typed.trim();
  const digits = text.replace(/\D/g, "");
  if (!/^[+\d(][\d\s().-]*$/.test(text) || digits === "") return null;
  const abroad = /^(?:\+|00|011)/.exec(text);
  if (abroad) return `+${digits.slice(abroad[0] === "+" ? 0 : abroad[0].length)}`;
  if (digits.length < 4 && !text.startsWith("(")) return `+${digits}`;
  return parsePhone(text, home) ?? `+${getCountryCallingCode(home)}${digits}`;
}

/** The rates whose destination has a word that starts with what is typed. */
export function ratesNamed(typed: string, rates: Rate[]): Rate[] {
  const wanted = typed.trim().toLowerCase();
  return rates.filter(({ place }) =>
    ` ${place.toLowerCase().replace(/[^\p{L}\d]+/gu, " ")}`.includes(` ${wanted.replace(/[^\p{L}\d]+/gu, " ")}`),
  );
}

/** The destinations that most people call, shown before anything is typed. */
export function popularRates(rates: Rate[]): Rate[] {
  return POPULAR_COUNTRIES.flatMap((country) => rates.filter((rate) => rate.country === country && rate.served));
}
