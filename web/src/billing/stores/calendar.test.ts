import { expect, test } from "vitest";

import { lastDayOf, stretchesOf } from "./calendar";
import type { Span } from "./queries";

const span = (starts_at: string, ends_at: string | null, paid_by: Span["paid_by"]): Span => ({
  starts_at,
  ends_at,
  paid_by,
  price: null,
});
const STORE = span("2027-01-01T00:00:00Z", "2027-01-31T00:00:00Z", "store");
const WEB = span("2027-01-31T00:00:00Z", "2027-03-02T00:00:00Z", "web");
const START = Date.parse(STORE.starts_at);

test("spans are drawn end to end, as wide as they are long", () => {
  const drawn = stretchesOf([STORE, WEB], START, lastDayOf([[STORE], [STORE, WEB]]));
  expect(drawn.map(({ start, width }) => [start, width])).toEqual([
    [0, 50],
    [50, 50],
  ]);
});

test("a span without an end is drawn for a month", () => {
  const open = span("2027-01-31T00:00:00Z", null, "no_one");
  expect(lastDayOf([[STORE, open]])).toBe(Date.parse("2027-03-02T00:00:00Z"));
});
