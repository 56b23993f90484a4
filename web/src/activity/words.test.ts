/** Each line of the activity log as a sentence. */
import { expect, test, vi } from "vitest";

import { sentence } from "./words";

vi.stubGlobal("navigator", { languages: ["en-US"] });

const OLIVIA = { user_id: "acc_1", name: "Olivia" };
const NUMBER = { kind: "number", id: "num_1", name: null, phone_number: "+14155550142" };

const said = (action: string, details: Record<string, unknown> = {}, subject: Record<string, string | null> = NUMBER) =>
  sentence({ action, actor: OLIVIA, subject, details });

test("what is done with a number says which, from whom and for whom", () => {
  expect(said("number_bought", { to: "Mia", plan_id: "local_monthly" })).toBe("bought (415) 555-0142 for Mia");
  expect(said("number_bought", { plan_id: "local_monthly" })).toBe("bought (415) 555-0142");
  expect(said("number_moved", { from: "Mia", to: "Ben" })).toBe("moved (415) 555-0142 from Mia to Ben");
  expect(said("plan_changed", { plan_id: "local_yearly" })).toBe("put (415) 555-0142 on another plan: local yearly");
});

test("who is not known by name any more is somebody, and a number that is not known a number", () => {
  expect(said("number_unassigned", { from: "" })).toBe("took (415) 555-0142 from somebody");
  expect(said("number_kept", {}, { ...NUMBER, phone_number: null })).toBe("kept a number after all");
});

test("an action that this portal has no words for is still told", () => {
  expect(said("number_praised")).toBe("number praised (415) 555-0142");
});
