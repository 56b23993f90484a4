/** What is said of a text. */
import { expect, test } from "vitest";

import { describeStatus, explain, summarize, whyNoAnswer } from "./words";
import type { Message } from "./types";

const SENT = { status: "sent", returned: false } as const;

test.each([
  [SENT, "Sent"],
  [{ ...SENT, status: "refused" } as const, "Not sent"],
  [{ ...SENT, status: "failed", returned: true } as const, "Not sent · refunded"],
])("a status is said in words, never as a code", (message, said) => {
  expect(describeStatus(message)).toBe(said);
});

test.each([
  ["in", "Hello", 0, "Hello"],
  ["out", "Hello", 0, "You: Hello"],
  ["in", "", 1, "1 file"],
  ["in", "", 3, "3 files"],
])("a text without words is summed up by its files", (direction, text, pictures, said) => {
  expect(summarize({ direction, text, pictures } as Message)).toBe(said);
});

test.each([
  [["+14155550123"], true],
  [["72345"], false],
  [["+14155550123", "+14155550124"], false],
])("short senders and groups can't be answered", (party, can) => {
  expect(whyNoAnswer({ party }) === null).toBe(can);
});

test("a reason is the API's sentence, and a keyword has one of its own", () => {
  expect(explain({ reason_text: "They opted out.", keyword: null })).toBe("They opted out.");
  expect(explain({ reason_text: null, keyword: "stop" })).toContain("START");
  expect(explain({ reason_text: null, keyword: null })).toBe(null);
});
