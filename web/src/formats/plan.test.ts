/** What kinds of numbers are called in Spanish. */
import { i18n } from "@lingui/core";
import { expect, it } from "vitest";

import { loadLightCatalogue } from "../language/languages";

it("a number's kind comes after it, in small letters", async () => {
  i18n.loadAndActivate({ locale: "es", locales: "es-US", messages: await loadLightCatalogue("es") });
  const { NUMBER_LABELS } = await import("./plan");
  expect(Object.values(NUMBER_LABELS)).toEqual(["Número local", "Número gratuito (800)"]);
});
