import { expect, test } from "vitest";

import { isOnlyHeldForCall } from "./statement";

const entry = { kind: "held", amount: { amount: "0.00" }, about: { call_id: "call_1" } };

test("what only sets credits aside for a call, or frees them, is no row, as in the statement", () => {
  expect(isOnlyHeldForCall(entry)).toBe(true);
  expect(isOnlyHeldForCall({ ...entry, kind: "released" })).toBe(true);
  expect(isOnlyHeldForCall({ ...entry, amount: { amount: "-0.30" } })).toBe(false);
  expect(isOnlyHeldForCall({ ...entry, kind: "spent" })).toBe(false);
  expect(isOnlyHeldForCall({ ...entry, about: {} })).toBe(false);
});
