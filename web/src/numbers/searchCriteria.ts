/** Which number somebody looks for, as it is typed, as it stands in the address, and as the API is asked. */
import { AREA_CODE_PATTERN, DIGITS_PATTERN } from "../api/facts";
import type { NumberKind } from "../api/plans";
import type { Criteria } from "./types";

export type CriteriaFaults = Partial<Record<keyof Criteria, string>>;

const NO_CRITERIA: Criteria = { kind: "local", area_code: "", city: "", state: "", contains: "" };
const KEYS = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** The digits of a word on a phone's keys: `TAXI` is 8294. What is neither digit nor letter is left out. */
export function keypadDigits(typed: string): string {
  return [...typed.toUpperCase()]
    .map((sign) => (/\d/.test(sign) ? sign : String(KEYS.findIndex((letters) => letters.includes(sign)))))
    .filter((sign) => /^\d$/.test(sign))
    .join("");
}

/** What is wrong with what was typed. */
export function validateCriteria({ area_code, contains }: Criteria): CriteriaFaults {
  return {
    ...(area_code && !AREA_CODE_PATTERN.test(area_code) && { area_code: "Three digits, such as 415." }),
    ...(contains && !DIGITS_PATTERN.test(keypadDigits(contains)) && { contains: "Up to ten digits or letters." }),
  };
}

/** What the API is asked; a toll-free number is of no place. */
export function toQuery(wanted: Criteria): Partial<Criteria> & { kind: NumberKind } {
  const { kind, area_code, city, state, contains } = wanted;
  return {
    kind,
    ...(area_code && { area_code }),
    ...(contains && { contains: keypadDigits(contains) }),
    ...(kind === "local" && city && { city: city.trim() }),
    ...(kind === "local" && state && { state }),
  };
}

/** From the address. */
export function readCriteria(address: URLSearchParams): Criteria {
  const said = (name: keyof Criteria) => address.get(name) ?? "";
  return {
    kind: said("kind") === "toll_free" ? "toll_free" : "local",
    area_code: said("area_code"),
    city: said("city"),
    state: said("state"),
    contains: said("contains"),
  };
}

/** For the address: what is not as it always is. */
export function toAddress(wanted: Criteria): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== NO_CRITERIA[name as keyof Criteria]),
  );
}
