/** Search criteria for a number: as typed, as kept in the address, and as sent to the API. */
import { t } from "@lingui/core/macro";

import { AREA_CODE_PATTERN, DIGITS_PATTERN } from "../api/facts";
import type { NumberKind } from "../api/plans";
import type { Criteria } from "./types";

export type CriteriaFaults = Partial<Record<keyof Criteria, string>>;

/** What a search begins with: as the API takes what is left out. */
const NO_CRITERIA: Criteria = {
  kind: "local",
  area_code: "",
  city: "",
  state: "",
  contains: "",
  texts: true,
  emergency: false,
};
const KEYS = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** Convert a word to digits on a phone's keys: `TAXI` is 8294. Other characters are left out. */
export function keypadDigits(typed: string): string {
  return [...typed.toUpperCase()]
    .map((sign) => (/\d/.test(sign) ? sign : String(KEYS.findIndex((letters) => letters.includes(sign)))))
    .filter((sign) => /^\d$/.test(sign))
    .join("");
}

/** Find what is wrong with the typed criteria. */
export function validateCriteria({ area_code, contains }: Criteria): CriteriaFaults {
  return {
    ...(area_code && !AREA_CODE_PATTERN.test(area_code) && { area_code: t`Enter three digits, such as 415.` }),
    ...(contains && !DIGITS_PATTERN.test(keypadDigits(contains)) && { contains: t`Enter up to 10 digits or letters.` }),
  };
}

/** The query for the API; a toll-free number has no place, and calls no emergency services. */
export function toQuery(wanted: Criteria): Partial<Criteria> & { kind: NumberKind } {
  const { kind, area_code, city, state, contains, texts, emergency } = wanted;
  return {
    kind,
    ...(area_code && { area_code }),
    ...(contains && { contains: keypadDigits(contains) }),
    ...(kind === "local" && city && { city: city.trim() }),
    ...(kind === "local" && state && { state }),
    ...(texts !== NO_CRITERIA.texts && { texts }),
    ...(kind === "local" && emergency && { emergency }),
  };
}

/** Read the criteria from the address. */
export function readCriteria(address: URLSearchParams): Criteria {
  const read = (name: keyof Criteria) => address.get(name) ?? "";
  return {
    kind: read("kind") === "toll_free" ? "toll_free" : "local",
    area_code: read("area_code"),
    city: read("city"),
    state: read("state"),
    contains: read("contains"),
    texts: read("texts") !== "no",
    emergency: read("emergency") === "yes",
  };
}

/** The criteria for the address, without those that have their default value. */
export function toAddress(wanted: Criteria): Record<string, string> {
  const chosen = Object.entries(wanted).filter(([name, value]) => value !== NO_CRITERIA[name as keyof Criteria]);
  return Object.fromEntries(chosen.map(([name, value]) => [name, inAddress(value as Criteria[keyof Criteria])]));
}

function inAddress(value: Criteria[keyof Criteria]): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : value;
}
