/** What is said of a text. */
import { expect, test } from "vitest";

import { describeStatus, summarize, whyNoAnswer } from "./words";
import type { Message } from "./types";

const SENT = { status: "sent", reason: null, returned: false } as const;

test.each([
  [SENT, "Sent"],
  [{ ...SENT, status: "refused", reason: "insufficient_credits" } as const, "Not sent: you don't have enough credits"],
  [{ ...SENT, status: "failed", reason: "40300", returned: true } as const, "Not sent · refunded"],
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
