/** Search criteria are read as people type them, and survive in the address. */
import { describe, expect, it } from "vitest";

import { keypadDigits, readCriteria, toAddress, toQuery, validateCriteria } from "./searchCriteria";
import type { Criteria } from "./types";

const wanted = (more: Partial<Criteria> = {}): Criteria => ({
  kind: "local",
  area_code: "",
  city: "",
  state: "",
  contains: "",
  texts: true,
  emergency: false,
  ...more,
});

describe("digits that it contains", () => {
  it.each([
    ["2468", "2468"],
    ["TAXI", "8294"],
    ["1-800-flowers", "18003569377"],
    ["24 68", "2468"],
    ["!?", ""],
  ])("%s are %s", (typed, digits) => expect(keypadDigits(typed)).toBe(digits));
});

describe("search criteria", () => {
  it.each([
    [{ area_code: "41" }, ["area_code"]],
    [{ area_code: "115" }, ["area_code"]],
    [{ contains: "!" }, ["contains"]],
    [{ contains: "12345678901" }, ["contains"]],
    [{ area_code: "415", contains: "TAXI" }, []],
  ])("%o has faults in %s", (more, fields) => expect(Object.keys(validateCriteria(wanted(more)))).toEqual(fields));

  it("become a query with digits, without a place for a toll-free number", () => {
    const more = { city: " Boston ", state: "MA", contains: "taxi" };
    expect(toQuery(wanted(more))).toEqual({ kind: "local", city: "Boston", state: "MA", contains: "8294" });
    expect(toQuery(wanted({ ...more, kind: "toll_free" }))).toEqual({ kind: "toll_free", contains: "8294" });
  });

  it("are the same after a reload", () => {
    const criteria = wanted({ kind: "toll_free", area_code: "800", contains: "TAXI" });
    expect(readCriteria(new URLSearchParams(toAddress(criteria)))).toEqual(criteria);
    expect(toAddress(wanted())).toEqual({});
    const needs = wanted({ texts: false, emergency: true });
    expect(readCriteria(new URLSearchParams(toAddress(needs)))).toEqual(needs);
    expect(toAddress(needs)).toEqual({ texts: "no", emergency: "yes" });
  });

  it("ask for texts unless they are not needed, and for emergency calls only if they are", () => {
    expect(toQuery(wanted())).toEqual({ kind: "local" });
    const needs = { texts: false, emergency: true };
    expect(toQuery(wanted(needs))).toEqual({ kind: "local", ...needs });
    expect(toQuery(wanted({ ...needs, kind: "toll_free" }))).toEqual({ kind: "toll_free", texts: false });
  });
});
