/** Phone numbers as people read and write them; the API uses E.164. */
import { AsYouType, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

import { asciiDigits } from "./digits";

const REGION = /-([A-Z]{2})$/;

/** Guess the country whose notation the reader uses, from the browser's languages. */
export function guessCountry(languages: readonly string[] = navigator.languages): CountryCode {
  const regions = languages.flatMap((language) => REGION.exec(language)?.[1] ?? []);
  return (regions[0] as CountryCode | undefined) ?? "US";
}

/** `(415) 555-0100` for a number at home, `+44 20 7946 0123` for one abroad. */
export function formatPhone(number: string, home: CountryCode = guessCountry()): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === home ? parsed.formatNational() : parsed.formatInternational();
}

/** Format each E.164 number in a text: `US local number, monthly: (415) 555-0100`. */
export function formatNumbersIn(text: string, home: CountryCode = guessCountry()): string {
  return text.replace(/\+\d{8,15}\b/g, (number) => formatPhone(number, home));
}

/** The area code of a number of the North American plan; undefined for others. */
export function areaCode(number: string): string | undefined {
  return /^\+1(\d{3})\d{7}$/.exec(number)?.[1];
}

/** Invisible signs that come along with a copied number. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const MEXICAN_MOBILE = /^\+521(\d{10})$/;

/** Convert typed text to E.164; null if it can't be a phone number: letters are no digits. The API decides the rest. */
export function parsePhone(typed: string, home: CountryCode = guessCountry()): string | null {
  const plain = asciiDigits(typed.replace(UNSEEN, "").trim())
    .replace(/^tel:/, "")
    .replace(/^0\s*0/, "+");
  const parsed = parsePhoneNumberFromString(plain, { defaultCountry: home, extract: false });
  if (!parsed || parsed.ext) return null;
  const mexican = MEXICAN_MOBILE.exec(parsed.number);
  return mexican ? `+52${mexican[1] ?? ""}` : parsed.isPossible() ? parsed.number : null;
}

/** Group the digits typed so far. */
export function formatAsTyped(typed: string, home: CountryCode = guessCountry()): string {
  return /[^\d\s()+.-]/.test(typed) ? typed : new AsYouType(home).input(typed);
}
