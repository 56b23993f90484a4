/** What several people's numbers become. */
import { expect, test } from "vitest";

import type { User } from "../api/team";
import { choicesOf } from "./bulk";

test("a choice goes with the person whose number it is", () => {
  const numbers = [{ number_id: "num_1" }, { number_id: "num_2" }] as User["numbers"];
  expect(choicesOf({ numbers }, { num_1: "hand_over", num_3: "keep" })).toEqual({ num_1: "hand_over" });
  expect(choicesOf({ numbers: [] }, { num_1: "hand_over" })).toEqual({});
});
