import { expect, test } from "vitest";

import { findFree } from "./freeSubscriptions";

const NOW = new Date("2026-11-30T00:00:00Z").getTime();
const PLANS = [
  { plan_id: "local_monthly", kind: "local" as const },
  { plan_id: "toll_free_monthly", kind: "toll_free" as const },
];
const PAID = {
  is_test: false,
  number_id: null,
  paid_through: "2026-12-31T00:00:00Z",
  plan_id: "local_monthly",
};

test("a subscription that is paid and free pays for a number of its kind", () => {
  expect(findFree([PAID], PLANS, "local", NOW)).toEqual([PAID]);
  expect(findFree([PAID], PLANS, "toll_free", NOW)).toEqual([]);
});

test("one of the sandbox, in use, over, unpaid or off the list pays for none", () => {
  const others = [
    { ...PAID, is_test: true },
    { ...PAID, number_id: "num_1" },
    { ...PAID, paid_through: "2026-11-29T00:00:00Z" },
    { ...PAID, paid_through: null },
    { ...PAID, plan_id: null },
  ];
  expect(findFree(others, PLANS, "local", NOW)).toEqual([]);
});
