import { expect, test } from "vitest";

import { openLink, readCode } from "./invitationCode";

test("the code is behind the #", () => {
  expect(readCode("#code=7K3QD-X0M2B")).toBe("7K3QD-X0M2B");
  expect(readCode("#code=7k3qd-x0m2b")).toBe("7K3QD-X0M2B");
});

test("anything else is no code, so that no stranger's words are shown", () => {
  for (const hash of ["", "#", "#code=", "#code=PAY-12345", "#code=<b>hello</b>", "#code=7K3QD-X0M2U"]) {
    expect(readCode(hash)).toBeNull();
  }
});

test("the link opens the app with the code", () => {
  expect(openLink("teamline://business/transfer", "7K3QD-X0M2B")).toBe("teamline://business/transfer?code=7K3QD-X0M2B");
});
