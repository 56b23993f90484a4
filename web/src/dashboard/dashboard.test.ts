// @vitest-environment jsdom
import { expect, test } from "vitest";

import { comingNext } from "./coming";
import { invitationMatters, mailMatters } from "./mailMatters";
import { worstFirst } from "./matters";
import { moneyMatters, type MoneyFacts } from "./moneyMatters";
import { needsOf, type NeedFacts } from "./needs";
import { numberMatters } from "./numberMatters";
import { wholeDays } from "./queries";
import { firstSteps, showsSteps } from "./steps";

const NOW = Date.parse("2026-11-30T12:00:00Z");
const usd = (amount: string) => ({ amount, currency: "USD" as const });
const PAYPAL = { payer_email: "o@example.com", status: "active" as const, step_up_above: usd("100.00") };
const BILLING = {
  auto_top_up: null,
  balance: usd("40.00"),
  held: usd("0.00"),
  owed: usd("0.00"),
  payer: "team",
  payment_method: PAYPAL,
  topped_up: usd("0.00"),
};
const money = (facts: object) =>
  moneyMatters({
    billing: BILLING,
    payments: [],
    plans: [],
    isUsed: true,
    pastDue: 0,
    lowBalance: "5.00",
    ...facts,
  } as unknown as MoneyFacts).map(({ key, title }) => [key, title]);

test("a balance that is low is a matter with its figure, from the limit of the automatic top-up on if there is one", () => {
  expect(money({})).toEqual([]);
  expect(money({ billing: { ...BILLING, balance: usd("1.40") } })).toEqual([["balance", "The balance is low: $1.40"]]);
  expect(money({ billing: { ...BILLING, balance: usd("0.00") } })).toEqual([["balance", "The balance is empty"]]);
  expect(money({ billing: { ...BILLING, balance: usd("1.40") }, isUsed: false })).toEqual([]);
  const top = { threshold: usd("50.00"), amount: usd("25.00"), monthly_cap: usd("100.00") };
  expect(money({ billing: { ...BILLING, auto_top_up: top } })).toEqual([["balance", "The balance is low: $40.00"]]);
});

test("PayPal is missing where plans run, and what it holds back or declines is said with the reason", () => {
  const plans = [{ status: "active", store: null }];
  expect(money({ plans, billing: { ...BILLING, payment_method: null } })[0]).toEqual([
    "paypal",
    "We can't renew your plans",
  ]);
  expect(
    money({ plans: [{ status: "active", store: "app_store" }], billing: { ...BILLING, payment_method: null } }),
  ).toEqual([]);
  const pending = { status: "pending", amount: usd("50.00"), reason_text: "It comes from a bank account." };
  expect(money({ payments: [pending] })).toEqual([["pending-payment", "A payment of $50.00 is pending"]]);
  const failed = { status: "failed", amount: usd("9.00"), reason_text: null };
  expect(money({ payments: [failed] })).toEqual([["failed-payment", "The last payment failed"]]);
  expect(money({ payments: [failed], pastDue: 1 })).toEqual([]); // the line of the numbers says so
});

const number = (of: object) => ({ phone_number: "+14155550100", number_id: "num_1", reserved_until: null, ...of });
const numbers = (facts: object) =>
  numberMatters({ suspended: [], releasing: [], failed: [], ports: [], zone: "UTC", now: NOW, ...facts });

test("numbers that are unpaid, undelivered or soon released are matters, each with the page that mends it", () => {
  expect(numbers({ suspended: [number({})] })[0]).toMatchObject({ level: "error", to: "/numbers/num_1" });
  const released = numbers({ releasing: [number({ reserved_until: "2026-12-20T00:00:00Z" })] });
  expect(released[0]?.title).toContain("will be released on Dec 20, 2026");
  const failed = [number({ created_at: "2026-11-29T00:00:00Z" }), number({ created_at: "2026-11-01T00:00:00Z" })];
  expect(numbers({ failed }).map(({ level }) => level)).toEqual(["warning"]);
});

test("a port-in is a matter only while the person can do something about it", () => {
  const port = (of: object) => ({
    port_id: "p",
    phone_number: "+14155550100",
    problems: [],
    status: "in_review",
    ...of,
  });
  const yours = { is_ours: false, message: "The account number doesn't match." };
  const of = (ports: object[]) => numbers({ ports }).map(({ about }) => about);
  expect(of([port({}), port({ status: "scheduled" })])).toEqual([]);
  expect(of([port({ status: "needs_info", problems: [yours] })])).toEqual([yours.message]);
  expect(of([port({ status: "needs_info", problems: [{ ...yours, is_ours: true }] })])).toEqual([]);
  expect(of([port({ status: "draft" })])).toHaveLength(1);
});

test("mail that doesn't arrive is a matter, for the person and for invitations; the worst comes first", () => {
  const profile = { email: "o@example.com", email_confirmed: true, email_state: "ok" };
  const mail = (of: object) => mailMatters({ ...profile, ...of } as Parameters<typeof mailMatters>[0]);
  expect(mail({})).toEqual([]);
  expect(mail({ email_confirmed: false })[0]?.level).toBe("info");
  expect(mail({ email_state: "bounced" })[0]?.level).toBe("warning");
  const lost = { delivery: { text: { state: "failed" }, email: { state: "failed" } }, credits: { state: "unfunded" } };
  const found = invitationMatters([lost] as unknown as Parameters<typeof invitationMatters>[0]);
  expect(found.map(({ key }) => key)).toEqual(["unfunded", "undelivered"]);
  const levels = worstFirst([...mail({ email_confirmed: false }), ...found, ...numbers({ suspended: [number({})] })]);
  expect(levels.map(({ level }) => level)).toEqual(["error", "warning", "warning", "info"]);
});

const charge = (when: string, amount: string, to = "+14155550100") => ({
  when,
  amount: usd(amount),
  what: `US local number, monthly: ${to}`,
});
const coming = (facts: object) =>
  comingNext({
    ...{ charges: [], plans: [], ports: [], invited: [], stores: [], zone: "UTC", now: NOW },
    ...facts,
  });

test("the next invoice has its day and the sum of that day's charges; what comes later follows by day", () => {
  const charges = [
    charge("2026-12-04T08:00:00Z", "2.00"),
    charge("2026-12-04T08:00:00Z", "3.00", "+14155550101"),
    charge("2026-12-20T08:00:00Z", "4.00"),
  ];
  const ports = [
    { status: "scheduled", scheduled_for: "2026-12-10T15:00:00Z", phone_number: "+12065550100", port_id: "p" },
  ];
  const found = coming({ charges, ports });
  expect(found.map(({ day, title, amount }) => [day, title, amount?.amount])).toEqual([
    ["2026-12-04", "Next invoice", "5.00"],
    ["2026-12-10", "(206) 555-0100 moves to Teamline", undefined],
    ["2026-12-20", "Renewals", "4.00"],
  ]);
});

test("invitations of a day are one line, and what lies beyond 31 days or in the past is none", () => {
  const invited = ["Ann", "Bo", "Cy"].map((name) => ({ name, status: "invited", expires_at: "2026-12-05T00:00:00Z" }));
  expect(coming({ invited }).map(({ title }) => title)).toEqual(["3 invitations expire"]);
  expect(coming({ charges: [charge("2027-03-01T00:00:00Z", "9.00")] })).toEqual([]);
  expect(coming({ invited: [{ ...invited[0], expires_at: "2026-11-01T00:00:00Z" }] })).toEqual([]);
});

test("a day whose charges go on on the next page isn't summed up yet", () => {
  const charges = [charge("2026-12-04T08:00:00Z", "2.00"), charge("2026-12-20T08:00:00Z", "4.00")] as Parameters<
    typeof wholeDays
  >[0];
  expect(wholeDays(charges, true, "UTC")).toHaveLength(1);
  expect(wholeDays(charges, false, "UTC")).toHaveLength(2);
});

test("approvals come first, then people at their limit, then those without credits", () => {
  const people = ["a", "b", "c", "d"].map((user_id) => ({ user_id, name: user_id, status: "active", numbers: [{}] }));
  people.push({ user_id: "e", name: "e", status: "active", numbers: [] }); // without a number: needs no credits
  const of = (level: string, more = {}) => ({ level, balance: usd("0.40"), spend_limit: null, ...more });
  const credits = new Map(
    Object.entries({
      a: of("low"),
      b: of("empty"),
      c: of("enough", { spend_limit: usd("5.00"), spent_this_month: usd("5.00") }),
      d: of("enough"),
      e: of("empty"),
    }),
  );
  const needs = needsOf({ approvals: 2, people, credits } as unknown as NeedFacts);
  expect(needs.map(({ title }) => title)).toEqual([
    "2 purchases wait for your approval",
    "c has reached the spend limit",
    "b has no credits left",
    "a is low on credits: $0.40",
  ]);
});

test("the first steps tick themselves, and a team at work isn't told how to begin", () => {
  const team = (people: number, opened_at: string) =>
    ({ opened_at, counts: { people, invited: 0 } }) as Parameters<typeof showsSteps>[0];
  const ticked = (of: Parameters<typeof firstSteps>[0]) => firstSteps(of).map(({ done }) => done);
  const wallet = { ...BILLING, balance: usd("0.00") } as NonNullable<Parameters<typeof firstSteps>[0]["billing"]>;
  expect(ticked({ team: null, billing: undefined, hasNumber: false })).toEqual([false, false, false, false, false]);
  const alone = team(1, "2026-11-29T00:00:00Z");
  expect(ticked({ team: alone, billing: wallet, hasNumber: true })).toEqual([true, true, true, false, false]);
  const steps = firstSteps({ team: alone, billing: wallet, hasNumber: false });
  expect(showsSteps(alone, steps, NOW)).toBe(true);
  expect(showsSteps(team(3, "2026-11-29T00:00:00Z"), steps, NOW)).toBe(true);
  expect(showsSteps(team(3, "2026-01-01T00:00:00Z"), steps, NOW)).toBe(false);
});
