import { describe, expect, it } from "vitest";

import { searchNumbers } from "./searchNumbers";

const front = { phone_number: "+13035550123", label: "Front desk" };
const finds = (q: string, number = front) => searchNumbers(q)?.(number);

describe("a search of numbers", () => {
  it("finds digits however they are written", () => {
    for (const q of ["303", "(303) 555", "303-555-0123", "+1 303.555.0123", "0123"]) expect(finds(q)).toBe(true);
    expect(finds("304")).toBe(false);
  });

  it("finds a part of the label in any case", () => {
    expect(finds("DESK")).toBe(true);
    expect(finds("back")).toBe(false);
    expect(finds("line 2", { ...front, label: "Line 2" })).toBe(true);
    expect(finds("line 303")).toBe(false);
  });

  it("finds nothing by signs without digits, and takes nothing typed for no search", () => {
    expect(finds("()-")).toBe(false);
    expect(searchNumbers("  ")).toBeNull();
  });
});
