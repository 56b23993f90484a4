/** Reads the number that rates are looked up for. Loaded when one is typed, with the notation of numbers. */
import { getCountryCallingCode } from "libphonenumber-js/min";

import { guessCountry, parsePhone } from "../formats/phone";
import { isNumber } from "./lookup";

/**
 * The typed number, or the start of one, with country code; null if it isn't a number. A few digits are a country
 * code; more digits without one are a number of the home country.
 */
export function prefixOf(typed: string, home = guessCountry()): string | null {
  const text = typed.trim();
  const digits = text.replace(/\D/g, "");
  if (!isNumber(typed)) return null;
  const abroad = /^(?:\+|00|011)/.exec(text);
  if (abroad) return `+${digits.slice(abroad[0] === "+" ? 0 : abroad[0].length)}`;
  if (digits.length < 4 && !text.startsWith("(")) return `+${digits}`;
  return parsePhone(text, home) ?? `+${getCountryCallingCode(home)}${digits}`;
}
