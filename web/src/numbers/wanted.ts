/** Which number somebody looks for, as it is typed, as it stands in the address, and as the API is asked. */
import type { Kind } from "./queries";

export interface Wanted {
  kind: Kind;
  area_code: string;
  city: string;
  state: string;
  contains: string;
}

export type Faults = Partial<Record<keyof Wanted, string>>;

const ANYTHING: Wanted = { kind: "local", area_code: "", city: "", state: "", contains: "" };
const KEYS = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** The digits of a word on a phone's keys: `TAXI` is 8294. What is neither digit nor letter is left out. */
export function digitsOf(typed: string): string {
  return [...typed.toUpperCase()]
    .map((sign) => (/\d/.test(sign) ? sign : String(KEYS.findIndex((letters) => letters.includes(sign)))))
    .filter((sign) => /^\d$/.test(sign))
    .join("");
}

/** What is wrong with what was typed. */
export function faultsOf({ area_code, contains }: Wanted): Faults {
  return {
    ...(area_code && !/^[2-9]\d{2}$/.test(area_code) && { area_code: "Three digits, such as 415." }),
    ...(contains && !/^\d{1,10}$/.test(digitsOf(contains)) && { contains: "Up to ten digits or letters." }),
  };
}

/** What the API is asked; a toll-free number is of no place. */
export function asked(wanted: Wanted): Partial<Wanted> & { kind: Kind } {
  const { kind, area_code, city, state, contains } = wanted;
  return {
    kind,
    ...(area_code && { area_code }),
    ...(contains && { contains: digitsOf(contains) }),
    ...(kind === "local" && city && { city: city.trim() }),
    ...(kind === "local" && state && { state }),
  };
}

/** From the address. */
export function readWanted(address: URLSearchParams): Wanted {
  const said = (name: keyof Wanted) => address.get(name) ?? "";
  return {
    kind: said("kind") === "toll_free" ? "toll_free" : "local",
    area_code: said("area_code"),
    city: said("city"),
    state: said("state"),
    contains: said("contains"),
  };
}

/** For the address: what is not as it always is. */
export function written(wanted: Wanted): Record<string, string> {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== ANYTHING[name as keyof Wanted]));
}
