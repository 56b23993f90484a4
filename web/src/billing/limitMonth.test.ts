import { expect, test } from "vitest";

import { formatMoment } from "../formats/time";
import { limitStartsAgain } from "./limitMonth";

test("a limit starts again with the month of UTC, said in the reader's zone", () => {
  const again = limitStartsAgain(Date.parse("2026-11-30T23:59:59Z"));
  expect(again).toBe("2026-12-01T00:00:00.000Z");
  expect(formatMoment(again, "America/New_York", "en-US")).toContain("Nov 30, 2026");
  expect(limitStartsAgain(Date.parse("2026-12-01T00:00:00Z"))).toBe("2027-01-01T00:00:00.000Z");
});
