import { expect, test } from "vitest";

import { describeAttempt, groupOf } from "./words";

const AT = "2026-11-30T12:00:00Z";

test("an attempt is described by the answer, or by what went wrong", () => {
  expect(describeAttempt({ at: AT, code: 204, fault: null, ms: 84 })).toBe("204 in 84 ms");
  expect(describeAttempt({ at: AT, code: null, fault: "timeout", ms: 15_000 })).toBe(
    "No response in time in 15,000 ms",
  );
  expect(describeAttempt({ at: AT, code: null, fault: "a new one", ms: 1 })).toBe("It failed in 1 ms");
});

test("types are grouped by what they are about", () => {
  expect(groupOf("port_in.completed")).toBe("Port in");
  expect(groupOf("number.assigned")).toBe("Number");
});
