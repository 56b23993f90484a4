/** Countries by their ISO codes, with their names in the reader's language. */
import { getCountries } from "libphonenumber-js/min";

import { LOCALE } from "../language/locale";

const NAMES = new Intl.DisplayNames(LOCALE, { type: "region" });

export function countryName(code: string): string {
  return code ? (NAMES.of(code) ?? code) : "";
}

/** Every country, the US first, then by name. */
export function countryOptions(): { value: string; label: string }[] {
  const others = getCountries()
    .filter((code) => code !== "US" && code !== "AC" && code !== "TA" && code !== "XK")
    .map((value) => ({ value: String(value), label: countryName(value) }))
    .sort((one, other) => one.label.localeCompare(other.label, LOCALE));
  return [{ value: "US", label: countryName("US") }, ...others];
}
