/** A wish for a number is read as people type it, and survives in the address. */
import { describe, expect, it } from "vitest";

import { asked, digitsOf, faultsOf, readWanted, written, type Wanted } from "./wanted";

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  kind: "local",
  area_code: "",
  city: "",
  state: "",
  contains: "",
  ...more,
});

describe("digits that it contains", () => {
  it.each([
    ["2468", "2468"],
    ["TAXI", "8294"],
    ["1-800-flowers", "18003569377"],
    ["24 68", "2468"],
    ["!?", ""],
  ])("%s are %s", (typed, digits) => expect(digitsOf(typed)).toBe(digits));
});

describe("a wish", () => {
  it.each([
    [{ area_code: "41" }, ["area_code"]],
    [{ area_code: "115" }, ["area_code"]],
    [{ contains: "!" }, ["contains"]],
    [{ contains: "12345678901" }, ["contains"]],
    [{ area_code: "415", contains: "TAXI" }, []],
  ])("%o has faults in %s", (more, fields) => expect(Object.keys(faultsOf(wanted(more)))).toEqual(fields));

  it("is asked with digits, and a toll-free one without a place", () => {
    const more = { city: " Boston ", state: "MA", contains: "taxi" };
    expect(asked(wanted(more))).toEqual({ kind: "local", city: "Boston", state: "MA", contains: "8294" });
    expect(asked(wanted({ ...more, kind: "toll_free" }))).toEqual({ kind: "toll_free", contains: "8294" });
  });

  it("is the same after a reload", () => {
    const wish = wanted({ kind: "toll_free", area_code: "800", contains: "TAXI" });
    expect(readWanted(new URLSearchParams(written(wish)))).toEqual(wish);
    expect(written(wanted())).toEqual({});
  });
});
