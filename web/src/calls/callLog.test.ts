/** The log's words say who took a call, and its days are those of the reader. */
import { describe, expect, it } from "vitest";

import { describeOutcome, isMissed, NO_FILTER, readFilter, toAddress, toQuery } from "./callLog";
import type { Call } from "./types";

const CALL: Call = {
  call_id: "call_1",
  number_id: "num_1",
  phone_number: "+14155551000",
  other_number: "+14155552000",
  direction: "in",
  user_id: "acc_1",
  at: "2026-11-24T10:00:00Z",
  answered_by: "app",
  seconds: 62,
  price: { amount: "0.02", currency: "USD" },
  reason: null,
  reason_text: null,
};

describe("the outcome of a call", () => {
  it.each<[Partial<Call>, string]>([
    [{}, "Answered in the app"],
    [{ answered_by: "forwarding" }, "Answered at the forwarding number"],
    [{ answered_by: "person", direction: "out" }, "Answered"],
    [{ answered_by: "voicemail", reason_text: "No one answered." }, "Voicemail. No one answered."],
    [{ answered_by: "none", reason_text: "The caller hung up first." }, "Missed. The caller hung up first."],
    [
      { answered_by: "none", direction: "out", reason_text: "The phone was busy." },
      "Not answered. The phone was busy.",
    ],
    [{ answered_by: "none" }, "Missed."],
  ])("of %o is %s", (more, words) => expect(describeOutcome({ ...CALL, ...more })).toBe(words));

  it("is missed only if it came in, no one took it and the caller isn't blocked", () => {
    const none = { ...CALL, answered_by: "none" as const };
    expect(isMissed(none)).toBe(true);
    expect(isMissed({ ...none, reason: "blocked" })).toBe(false);
    expect(isMissed({ ...none, direction: "out" })).toBe(false);
    expect(isMissed(CALL)).toBe(false);
  });
});

describe("the filter", () => {
  it("asks for whole days in the reader's zone, also when the clocks change", () =>
    expect(toQuery({ ...NO_FILTER, first: "2026-11-01", last: "2026-11-01" }, "America/New_York")).toEqual({
      from: "2026-11-01T04:00:00.000Z",
      to: "2026-11-02T04:59:59.999Z",
    }));

  it("is the same after a reload", () => {
    const filter = { number_id: "num_1", user_id: "acc_1", first: "2026-11-01", last: "2026-11-02" };
    const address = Object.entries(toAddress(filter)).flatMap(([name, value]) => (value ? [[name, value]] : []));
    expect(readFilter(new URLSearchParams(address), true)).toEqual(filter);
    expect(Object.values(toAddress(NO_FILTER)).every((value) => value === null)).toBe(true);
  });

  it("has no person for a member, and no day that is none", () =>
    expect(readFilter(new URLSearchParams("user=acc_1&from=yesterday"), false)).toEqual(NO_FILTER));
});
