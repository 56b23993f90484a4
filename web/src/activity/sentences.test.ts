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
    "changed the plan of (415) 555-0142 to local yearly",
  );
});

test("a person whose name is gone is someone, and a number that is gone is a number", () => {
  expect(describeNumber("number_unassigned", { from: "" })).toBe("unassigned (415) 555-0142 from someone");
  expect(describeNumber("number_kept", {}, { ...NUMBER, phone_number: null })).toBe(
    "undid the cancellation of a number",
  );
});

test("an action that this portal has no sentence for is still named", () => {
  expect(describeNumber("number_praised")).toBe("number praised (415) 555-0142");
});
