import { expect, test } from "vitest";

import { toMicros } from "../formats/money";
import { foldEntries } from "./fold";
import type { Entry } from "./queries";

const NORA = { user_id: "acc_n", name: "Nora" };
const dayOf = (at: string) => at.slice(0, 10);

/** A page of entries, newest first, from kinds, amounts and what they are about, oldest first. */
function page(...steps: [kind: string, amount: string, about?: Record<string, string>, more?: object][]): Entry[] {
  let balance = 0;
  const made = steps.map(([kind, amount, about = {}, more = {}], place) => {
    balance += Number(amount);
    const at = `2026-11-30T10:${String(place).padStart(2, "0")}:00Z`;
    const money = { amount: { amount }, balance: { amount: balance.toFixed(2) }, paid: { amount: "0.00" } };
    return { entry_id: `${place}`, kind, at, about, by: null, to: null, ...money, ...more };
  });
  return (made as unknown as Entry[]).reverse();
}

const kinds = (entries: Entry[]) => foldEntries(entries, dayOf).map(({ kind }) => kind);

test("an invitation whose credits went to who joined is one row, with that person", () => {
  const entries = page(
    ["purchase", "20.00"],
    ["held", "-5.00", { hold_id: "inv_1" }],
    ["settled", "0.00", { hold_id: "inv_1" }, { to: NORA }],
  );
  const rows = foldEntries(entries, dayOf);
  expect(rows.map(({ kind, joined }) => [kind, joined?.name])).toEqual([
    ["held", "Nora"],
    ["purchase", undefined],
  ]);
});

test("where the invitation is on another page, its end has a row of its own", () => {
  expect(kinds(page(["settled", "0.00", { hold_id: "inv_1" }]))).toEqual(["settled"]);
});

test("what was set aside and freed at once is one row of nothing; with something in between both stay", () => {
  const [held, freed] = [
    ["held", "-5.00", { hold_id: "i" }],
    ["released", "5.00", { hold_id: "i" }],
  ] as const;
  const [only] = foldEntries(page([...held], [...freed]), dayOf);
  expect(only).toMatchObject({ kind: "released", ended: true, amount: { amount: "0.00" } });
  expect(kinds(page([...held], ["purchase", "1.00"], [...freed]))).toEqual(["released", "purchase", "held"]);
});

test("the calls and texts of a day are one row, a payment for plans stays, and each balance follows from the one before", () => {
  const entries = page(
    ["purchase", "20.00"],
    ["spent", "-0.10"],
    ["spent", "-0.25"],
    ["plans", "0.00", {}, { paid: { amount: "1.00" } }],
    ["spent", "-0.05"],
    ["held", "0.00", { call_id: "c" }],
  );
  const rows = foldEntries(entries, dayOf);
  expect(rows.map(({ kind, count }) => [kind, count])).toEqual([
    ["spent", 1],
    ["plans", 1],
    ["spent", 2],
    ["purchase", 1],
  ]);
  rows.forEach((row, place) => {
    const before = rows[place + 1]?.balance ?? { amount: "0.00" };
    expect(toMicros(row.balance) - toMicros(before)).toBe(toMicros(row.amount));
  });
});
