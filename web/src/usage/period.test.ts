import { expect, test } from "vitest";

import { countDays, NO_FILTER, periodOf, previousPeriod, readFilter, readPeriod, toAddress, withEnd } from "./period";

const TODAY = "2026-11-20";

test("this month runs up to today, the last one to its end, and 30 days include today", () => {
  expect(periodOf("this-month", TODAY)).toEqual({ choice: "this-month", first: "2026-11-01", last: TODAY });
  expect(periodOf("last-month", TODAY)).toEqual({ choice: "last-month", first: "2026-10-01", last: "2026-10-31" });
  expect(countDays(periodOf("recent", TODAY))).toBe(30);
});

test("a month is compared with the same days of the month before, as far as it has them", () => {
  expect(previousPeriod(periodOf("this-month", TODAY))).toEqual({ first: "2026-10-01", last: "2026-10-20" });
  expect(previousPeriod(periodOf("this-month", "2026-03-31"))).toEqual({ first: "2026-02-01", last: "2026-02-28" });
  expect(previousPeriod(periodOf("last-month", TODAY))).toEqual({ first: "2026-09-01", last: "2026-09-30" });
  expect(previousPeriod(periodOf("recent", TODAY))).toEqual({ first: "2026-09-22", last: "2026-10-21" });
});

test("the days compared with are 13 months at most", () => {
  expect(previousPeriod({ choice: "custom", first: "2025-03-01", last: "2026-03-31" }).first).toBe("2024-02-01");
});

test("a custom period never exceeds 13 months: its other end follows", () => {
  const month = periodOf("this-month", TODAY);
  expect(withEnd(month, { first: "2024-11-01" })).toEqual({
    choice: "custom",
    first: "2024-11-01",
    last: "2025-11-30",
  });
  expect(withEnd({ ...month, first: "2024-01-01" }, { last: TODAY }).first).toBe("2025-10-21");
  expect(withEnd(month, { first: "2025-02-01" }).last).toBe("2026-02-28");
  expect(withEnd(month, { first: "2025-01-31" }).last).toBe("2026-02-27");
  expect(withEnd({ ...month, first: "2024-01-01" }, { last: "2026-02-28" }).first).toBe("2025-02-01");
  expect(withEnd({ ...month, first: "2024-01-01" }, { last: "2026-01-31" }).first).toBe("2025-01-01");
  expect(withEnd(month, { last: "2026-11-10" })).toEqual({ choice: "custom", first: "2026-11-01", last: "2026-11-10" });
});

test("period and filters survive in the address", () => {
  const filter = { user_id: "acc_1", kind: "text", country: "none", number_id: "num_1" };
  for (const choice of ["this-month", "last-month", "recent"] as const) {
    const address = new URLSearchParams(toAddress(periodOf(choice, TODAY), filter));
    expect(readPeriod(address, TODAY)).toEqual(periodOf(choice, TODAY));
    expect(readFilter(address, true)).toEqual(filter);
  }
  const custom = { choice: "custom", first: "2026-01-05", last: "2026-02-04" } as const;
  expect(readPeriod(new URLSearchParams(toAddress(custom, NO_FILTER)), TODAY)).toEqual(custom);
});

test("an address that makes no sense shows this month, and a member's names no one", () => {
  for (const address of [
    "from=2026-02-30x&to=2026-03-01",
    "from=2026-03-01&to=2026-02-01",
    "from=2020-01-01&to=2026-01-01",
    "from=2025-02-01&to=2026-03-01",
    "from=2026-02-31&to=2026-03-31",
    "from=2026-13-01&to=2026-13-02",
    "from=0026-01-01&to=0026-01-02",
  ])
    expect(readPeriod(new URLSearchParams(address), TODAY)).toEqual(periodOf("this-month", TODAY));
  expect(readFilter(new URLSearchParams("user=acc_1&kind=text"), false)).toEqual({ ...NO_FILTER, kind: "text" });
});

test("a filter in the address that names what cannot be is none", () => {
  for (const name of ["constructor", "zzzz9", "<b>", "", "no one"]) {
    const address = new URLSearchParams({ user: name, kind: name, country: name, number: name });
    expect(readFilter(address, true)).toEqual(NO_FILTER);
  }
});
