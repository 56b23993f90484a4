import { describe, expect, it } from "vitest";

import type { Consequence } from "./queries";
import { sayAll, sayOfNumber } from "./sentences";

const NONE = { count: null, amount: null, number_id: null, phone_number: null, user_id: null } as const;
const REST = { paid_through: null, price: null, months: null, store: null, forwarded_to: null, until: null } as const;
const fact = (kind: Consequence["kind"], fate: Consequence["fate"], more: Partial<Consequence> = {}): Consequence => ({
  ...NONE,
  ...REST,
  kind,
  fate,
  ...more,
});
const usd = (amount: string) => ({ amount, currency: "USD" as const });
const you = { action: "leave", name: undefined, zone: "UTC" } as const;
const tom = { action: "remove", name: "Tom", zone: "UTC" } as const;

describe("sayAll", () => {
  it("speaks to who leaves, and of who is removed", () => {
    const items = [fact("credits_own", "person", { amount: usd("4.00") })];
    expect(sayAll(items, you)).toEqual(["You keep $4.00 in credits of your own."]);
    expect(sayAll(items, tom)).toEqual(["Tom keeps $4.00 in credits that they bought."]);
  });

  it("says last who can undo it until when", () => {
    const items = [fact("undo", "team", { until: "2026-12-07T12:00:00Z" }), fact("texts", "person")];
    expect(sayAll(items, tom).at(-1)).toContain("can undo this until Dec 7, 2026");
    expect(sayAll([fact("undo", "none")], you)).toEqual(["This can't be undone."]);
  });

  it("says how many are not named, or more than how many", () => {
    const more = (count: number, is_least: boolean) => sayAll([fact("more_numbers", "team", { count, is_least })], you);
    expect(more(1, false)).toEqual(["The same applies to 1 other number."]);
    expect(more(950, true)).toEqual(["The same applies to more than 950 other numbers."]);
  });

  it("leaves out what changes nothing", () => {
    expect(sayAll([fact("sessions", "stays", { count: 2 }), fact("personal_data", "stays")], you)).toEqual([]);
  });
});

describe("sayOfNumber", () => {
  const number = { paid_through: "2026-12-24T00:00:00Z", price: usd("1.00"), months: 1 };

  it("names the paid days and the price after them", () => {
    expect(sayOfNumber(fact("number", "person", number), "UTC")).toBe("Paid until Dec 24, 2026, then $1.00 a month.");
  });

  it("names who pays from then on", () => {
    const said = sayOfNumber(fact("number", "chosen", number), "UTC", "from Tom's PayPal account");
    expect(said).toBe("Paid until Dec 24, 2026, then $1.00 a month from Tom's PayPal account.");
  });

  it("says that a store goes on charging, whatever becomes of the number", () => {
    const inStore = { ...number, price: null, store: "app_store" };
    const renews = "Paid until Dec 24, 2026 in the App Store. It renews there until it's canceled there.";
    expect(sayOfNumber(fact("number", "stays", inStore), "UTC")).toBe(renews);
    expect(sayOfNumber(fact("number", "ends", inStore), "UTC")).toBe(renews);
    expect(sayOfNumber(fact("number", "stays", { ...inStore, months: null }), "UTC")).toBe(
      "Paid until Dec 24, 2026 in the App Store. It isn't renewed there.",
    );
  });

  it("names no price for what is lost", () => {
    expect(sayOfNumber(fact("number", "ends", number), "UTC")).toBe("Paid until Dec 24, 2026.");
  });
});
