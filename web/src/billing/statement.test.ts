import { expect, test } from "vitest";

import { type Folded, isOnlyHeldForCall, rowLabel } from "./statement";

const entry = { kind: "held", amount: { amount: "0.00" }, about: { call_id: "call_1" } };

test("what only sets credits aside for a call, or frees them, is no row, as in the statement", () => {
  expect(isOnlyHeldForCall(entry)).toBe(true);
  expect(isOnlyHeldForCall({ ...entry, kind: "released" })).toBe(true);
  expect(isOnlyHeldForCall({ ...entry, amount: { amount: "-0.30" } })).toBe(false);
  expect(isOnlyHeldForCall({ ...entry, kind: "spent" })).toBe(false);
  expect(isOnlyHeldForCall({ ...entry, about: {} })).toBe(false);
});

test("an invitation's row names the person, and says what became of it", () => {
  const row = (of: object) =>
    ({ kind: "held", about: { hold_id: "inv_1" }, to: null, joined: null, count: 1, ...of }) as unknown as Folded;
  const invited = new Map([["inv_1", "Ann"]]);
  expect(rowLabel(row({}), invited)).toBe("Set aside for the invitation to Ann");
  expect(rowLabel(row({ joined: { name: "Nora" } }), new Map())).toBe(
    "Set aside for the invitation to Nora, who joined",
  );
  expect(rowLabel(row({ kind: "released" }), new Map())).toBe("Released: an invitation ended");
  expect(rowLabel(row({ kind: "released", ended: true }), invited)).toBe(
    "Set aside for the invitation to Ann, then released",
  );
  expect(rowLabel(row({ kind: "allocation", about: {}, to: { name: "Bo" } }), invited)).toBe("Credits given: Bo");
});
