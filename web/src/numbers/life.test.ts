// @vitest-environment jsdom
import { expect, test } from "vitest";

import { newestFirst } from "../charts";
import { lifeOf } from "./life";

const NUMBER = {
  number_id: "num_1",
  phone_number: "+14155550100",
  status: "active",
  created_at: "2026-01-01T00:00:00Z",
  paid_through: "2026-12-01T00:00:00Z",
  ends: false,
  reserved_until: null,
  reason_text: null,
};
type Life = Parameters<typeof lifeOf>;
const act = (at: string, action: string, phone_number = NUMBER.phone_number) => ({
  at,
  action,
  actor: { name: "Mia" },
  subject: { kind: "number", phone_number },
  details: {},
});
const life = (number: object, activity: object[] = [], portOut: object | null = null) =>
  newestFirst(lifeOf({ ...NUMBER, ...number } as unknown as Life[0], { activity, portOut } as unknown as Life[1]));

test("a number's life has what was done to it and its next date, the newest first", () => {
  const moments = life({}, [
    act("2026-01-01T00:00:01Z", "number_bought"),
    act("2026-02-01T00:00:00Z", "number_kept", "+1999"),
  ]);
  expect(moments.map(({ state, title }) => [state, title])).toEqual([
    ["ahead", "Renews"],
    ["done", "Mia bought (415) 555-0100"],
  ]);
});

test("without the line of its purchase it begins with its order", () => {
  expect(life({}).map(({ key }) => key)).toEqual(["due", "created"]);
});

test("what is suspended, leaving or soon released says so", () => {
  expect(life({ status: "suspended", reason_text: "Not paid." })[0]).toMatchObject({
    state: "trouble",
    about: "Not paid.",
  });
  expect(life({ reserved_until: "2027-01-01T00:00:00Z" })[0]).toMatchObject({ state: "ahead", title: "Released" });
  const asked = { created_at: "2026-03-01T00:00:00Z", ended_at: null, carrier_name: "Other", objected_at: null };
  expect(life({}, [], asked)[1]).toMatchObject({ state: "trouble", title: "Other asked to move this number" });
});
