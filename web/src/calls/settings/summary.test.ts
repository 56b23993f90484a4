/** The settings of a number's calls are said in a few words, each with its price. */
import { describe, expect, it } from "vitest";

import { describeBlocked, describeForwarding, describePrice, describeRing } from "./summary";
import type { Forwarding } from "./types";

const HOME: Forwarding = {
  to: "+14155550100",
  mode: "always",
  ring_seconds: 25,
  shows: "number",
  rate_per_minute: { amount: "0.012", currency: "USD" },
  rounding: "minute",
  place: "United States",
};

describe("forwarding", () => {
  it.each([
    [null, "Off"],
    [HOME, /^To \(415\) 555-0100, always · \$0\.012 a minute$/],
    [{ ...HOME, mode: "unanswered" as const }, /, when unanswered for 25 seconds · \$0\.012 a minute$/],
  ])("%o is %s", (forwarding, words) => expect(describeForwarding(forwarding, "US")).toMatch(words));

  it("says where a minute costs what, and how minutes are counted", () => {
    expect(describePrice(HOME)).toBe("United States: $0.012 a minute. Billed per minute, rounded up.");
    expect(describePrice({ ...HOME, rounding: "second" })).toMatch(/Billed per second\.$/);
  });
});

it.each([
  [0, "Only its user's app", "None"],
  [1, "Its user's app and 1 other", "1 number"],
  [3, "Its user's app and 3 others", "3 numbers"],
])("%i others ring, or are blocked", (count, rings, blocked) => {
  expect(describeRing(count)).toBe(rings);
  expect(describeBlocked(count)).toBe(blocked);
});
