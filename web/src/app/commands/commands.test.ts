import { describe, expect, it } from "vitest";

import { ACTIONS, fitOf, GO_TO, KEYS, PLACES } from "./commands";

describe("the command menu", () => {
  it("finds what has every typed word, the beginning of a name first", () => {
    expect(fitOf("Ann Lee acc_1", "ann l")).toBe(1);
    expect(fitOf("Activity", "audit", ["audit", "log"])).toBe(0.5);
    expect(fitOf("Joanna", "ann")).toBe(0.25);
    expect(fitOf("Change your sign-in", "yuki", ["passkey", "authenticator"])).toBe(0);
  });

  it("finds digits however they are written", () => {
    for (const typed of ["303 555", "(303) 555-01", "3035550123", "+1 303"])
      expect(fitOf("(303) 555-0123", typed, ["+13035550123"])).toBe(1);
    expect(fitOf("(303) 555-0123", "304", ["+13035550123"])).toBe(0);
  });

  it("has ten things to do, and each place once", () => {
    expect(ACTIONS).toHaveLength(10);
    expect(new Set(PLACES.map(({ to }) => to)).size).toBe(PLACES.length);
  });

  it("lists each key that goes to a place", () => {
    const listed = KEYS.filter(([[first]]) => first === "G").map(([[, key]]) => key?.toLowerCase());
    expect(listed).toEqual(Object.keys(GO_TO));
  });
});
