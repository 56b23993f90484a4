/** Each line of the activity log as a sentence. */
import { expect, test, vi } from "vitest";

import { describeAction } from "./sentences";

vi.stubGlobal("navigator", { languages: ["en-US"] });

const OLIVIA = { user_id: "acc_1", name: "Olivia" };
const NUMBER = { kind: "number", id: "num_1", name: null, phone_number: "+14155550142" };

const describeNumber = (
  action: string,
  details: Record<string, unknown> = {},
  subject: Record<string, string | null> = NUMBER,
) => describeAction({ action, actor: OLIVIA, subject, details });

test("what is done with a number says which, from whom and for whom", () => {
  expect(describeNumber("number_bought", { to: "Mia", plan_id: "local_monthly" })).toBe(
    "bought (415) 555-0142 for Mia",
  );
  expect(describeNumber("number_bought", { plan_id: "local_monthly" })).toBe("bought (415) 555-0142");
  expect(describeNumber("number_moved", { from: "Mia", to: "Ben" })).toBe("moved (415) 555-0142 from Mia to Ben");
  expect(describeNumber("plan_changed", { plan_id: "local_yearly" })).toBe(
    "changed the plan for (415) 555-0142 to local yearly",
  );
});

test("a person whose name is gone is someone, and a number that is gone is a number", () => {
  expect(describeNumber("number_unassigned", { from: "" })).toBe("unassigned (415) 555-0142 from someone");
  expect(describeNumber("number_kept", {}, { ...NUMBER, phone_number: null })).toBe(
    "undid the cancellation of a number",
  );
});

test("what is done with money says how much, for whom, and when it was removed", () => {
  const team = { kind: "team", id: "team_1", name: "Smiths", phone_number: null };
  const mia = { kind: "member", id: "acc_2", name: "Mia", phone_number: "+14155550142" };
  const amount = { amount: "5.00", currency: "USD" };
  expect(describeNumber("credits_bought", { amount }, team)).toBe("bought $5.00 in credits");
  expect(describeNumber("credits_given", { amount }, mia)).toBe("gave Mia $5.00 in credits");
  expect(describeNumber("credits_taken_back", { amount }, mia)).toBe("took back $5.00 in credits from Mia");
  expect(describeNumber("spend_limit_changed", { amount }, mia)).toBe("set Mia's spend limit to $5.00 a month");
  expect(describeNumber("allowance_changed", { amount }, mia)).toBe("gave Mia an allowance of $5.00 a month");
  expect(describeNumber("allowance_changed", {}, mia)).toBe("stopped Mia's monthly allowance");
  expect(describeNumber("spend_limit_changed", {}, mia)).toBe("removed Mia's spend limit");
  expect(describeNumber("auto_top_up_changed", {}, team)).toBe("turned automatic top-up off");
  expect(describeNumber("invitation_sent", { credits: amount }, mia)).toBe("invited Mia with $5.00 in credits");
  expect(describeNumber("invitation_sent", { credits: { ...amount, amount: "0.00" } }, mia)).toBe("invited Mia");
  expect(describeNumber("number_labeled", { label: "" })).toBe("removed the label from (415) 555-0142");
});

test("where calls go is said by place and country", () => {
  const team = { kind: "team", id: "team_1", name: "Smiths", phone_number: null };
  const place = "United Kingdom, landline";
  expect(describeNumber("calls_forwarded", { place, mode: "always" })).toBe(
    "turned on forwarding from (415) 555-0142 to United Kingdom, landline, always",
  );
  expect(describeNumber("forwarding_stopped", {})).toBe("turned off forwarding from (415) 555-0142");
  expect(describeNumber("calling_countries_changed", { added: ["GB", "DE"], removed: ["CA"] }, team)).toBe(
    "allowed calls to United Kingdom, Germany and stopped calls to Canada",
  );
});

test("an action that this portal has no sentence for is still named", () => {
  expect(describeNumber("number_praised")).toBe("number praised (415) 555-0142");
});
