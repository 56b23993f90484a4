/** Rates are looked for by name or by number, however it is written. */
import { describe, expect, it } from "vitest";

import { popularRates, ratesNamed } from "./lookup";
import { prefixOf } from "./prefix";
import type { Rate } from "./rates";

const rate = (place: string, country: string, served = true): Rate => ({
  place,
  country,
  prefixes: [],
  served,
  call_per_minute: null,
  rounding: null,
  text: null,
});
const DECK = [
  rate("United States", "US"),
  rate("Germany, landline", "DE"),
  rate("Germany, mobile", "DE"),
  rate("Germany, premium and personal", "DE", false),
  rate("United Kingdom, mobile", "GB"),
  rate("Guinea-Bissau", "GW"),
  rate("Côte d’Ivoire", "CI"),
];
const names = (rates: Rate[]) => rates.map(({ place }) => place);

describe("what is typed", () => {
  it.each([
    ["+44 7", "+447"],
    ["+49 (171) 123", "+49171123"],
    ["(415) 555-0100", "+14155550100"],
    ["415 555 0100", "+14155550100"],
    ["(415", "+1415"],
    ["415 55", "+141555"],
    ["0044 20", "+4420"],
    ["011 49 30", "+4930"],
    ["49", "+49"],
    ["Germany", null],
    ["+", null],
    ["", null],
  ])("%s asks for %s", (typed, prefix) => expect(prefixOf(typed, "US")).toBe(prefix));

  it.each([
    ["germ", ["Germany, landline", "Germany, mobile", "Germany, premium and personal"]],
    ["United k", ["United Kingdom, mobile"]],
    ["bissau", ["Guinea-Bissau"]],
    ["cote d", ["Côte d’Ivoire"]],
    ["many", []],
    ["germany mob", ["Germany, mobile"]],
  ])("%s is %s", (typed, places) => expect(names(ratesNamed(typed, DECK))).toEqual(places));
});

it("the most called countries come first, and only connected ones", () =>
  expect(names(popularRates(DECK))).toEqual([
    "United States",
    "United Kingdom, mobile",
    "Germany, landline",
    "Germany, mobile",
  ]));
