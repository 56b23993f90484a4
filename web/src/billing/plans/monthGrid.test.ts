import { expect, test } from "vitest";

import { monthsBetween } from "./monthGrid";

test("a month is whole weeks from Sunday on, with empty places before and after it", () => {
  const [december] = monthsBetween("2026-12-15", "2026-12-31", 3);
  expect(december?.weeks).toHaveLength(5);
  expect(december?.weeks[0]).toEqual([
    null,
    null,
    "2026-12-01",
    "2026-12-02",
    "2026-12-03",
    "2026-12-04",
    "2026-12-05",
  ]);
  expect(december?.weeks.at(-1)?.slice(-2)).toEqual([null, null]);
});

test("months go on over the year's end, up to the most", () => {
  const firsts = monthsBetween("2026-12-15", "2027-06-01", 3).map(({ first }) => first);
  expect(firsts).toEqual(["2026-12-01", "2027-01-01", "2027-02-01"]);
  expect(monthsBetween("2027-02-01", "2027-02-28", 3)[0]?.weeks.flat().filter(Boolean)).toHaveLength(28);
});
