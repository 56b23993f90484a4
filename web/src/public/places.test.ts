/** A Spanish reader finds and reads destinations in Spanish, though the API names them in English. */
import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";

import { loadLightCatalogue } from "../language/languages";
import type { Rate } from "./rates";

let lookup: typeof import("./lookup");
let places: typeof import("./places");

beforeAll(async () => {
  i18n.loadAndActivate({ locale: "es", locales: "es-US", messages: await loadLightCatalogue("es") });
  [lookup, places] = await Promise.all([import("./lookup"), import("./places")]);
});

const rate = (place: string, country: string) => ({ place, country }) as Rate;
const DECK = [
  rate("United States", "US"),
  rate("Mexico", "MX"),
  rate("Germany, landline", "DE"),
  rate("Germany, mobile", "DE"),
];

describe("in Spanish", () => {
  it.each([
    ["Mexico", "MX", "México"],
    ["Germany, landline", "DE", "Alemania, fijo"],
    ["Germany, premium and personal", "DE", "Alemania, premium y personales"],
    ["United States and Canada, toll-free", null, "Estados Unidos y Canadá, gratuito"],
    ["Guernsey, Jersey and Isle of Man, mobile", "", "Guernesey, Jersey e Isla de Man, móvil"],
    ["Satellite networks", "", "Redes satelitales"],
    ["Germany, of a new kind", "DE", "Alemania, of a new kind"],
    ["Not in any list", "", "Not in any list"],
  ])("%s of %s is %s", (place, country, name) => expect(places.placeName({ place, country })).toBe(name));

  it.each([
    ["México", ["Mexico"]],
    ["mexico", ["Mexico"]],
    ["Alemania mov", ["Germany, mobile"]],
    ["unidos", ["United States"]],
    ["Germany, m", ["Germany, mobile"]],
  ])("%s finds %s", (typed, found) => expect(lookup.ratesNamed(typed, DECK).map(({ place }) => place)).toEqual(found));
});
