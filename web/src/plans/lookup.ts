/** What somebody looks for among the rates: a number, or the name of a place. */
import { getCountryCallingCode } from "libphonenumber-js/min";

import { likelyCountry, parsePhone } from "../formats/phone";
import type { Rate } from "./queries";

const USUAL = ["US", "CA", "MX", "GB", "DE", "IN", "PH", "AU"];

/**
 * The number that was typed, or its beginning, with country code; null if it is no number. A few digits are a country
 * code, more without one are a number of home.
 */
export function prefixOf(typed: string, home = likelyCountry()): string | null {
  const text = typed.trim();
  const digits = text.replace(/\D/g, "");
  if (!/^[+\d(][\d\s().-]*$/.test(text) || digits === "") return null;
  const abroad = /^(?:\+|00|011)/.exec(text);
  if (abroad) return `+${digits.slice(abroad[0] === "+" ? 0 : abroad[0].length)}`;
  if (digits.length < 4 && !text.startsWith("(")) return `+${digits}`;
  return parsePhone(text, home) ?? `+${getCountryCallingCode(home)}${digits}`;
}

/** The places whose name has a word that begins so. */
export function placesNamed(typed: string, rates: Rate[]): Rate[] {
  const wanted = typed.trim().toLowerCase();
  return rates.filter(({ place }) =>
    ` ${place.toLowerCase().replace(/[^\p{L}\d]+/gu, " ")}`.includes(` ${wanted.replace(/[^\p{L}\d]+/gu, " ")}`),
  );
}

/** What most people ask for, before anything is typed. */
export function usualPlaces(rates: Rate[]): Rate[] {
  return USUAL.flatMap((country) => rates.filter((rate) => rate.country === country && rate.served));
}
