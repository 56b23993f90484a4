/** The destinations of the rates in the reader's language. The API names them in English. */
import { t } from "@lingui/core/macro";

import { SOURCE } from "../language/languages";
import { LANGUAGE, LOCALE } from "../language/locale";
import type { Rate } from "./rates";

const COUNTRIES = new Intl.DisplayNames(LOCALE, { type: "region" });

/** What a rate is for, after the last comma. */
const KINDS: Record<string, string> = {
  landline: t`landline`,
  mobile: t`mobile`,
  "toll-free": t`toll-free`,
  "premium and personal": t`premium and personal`,
};

/** Destinations that belong to no single country. */
const SHARED: Record<string, string> = {
  "United States and Canada": t`United States and Canada`,
  "Guernsey, Jersey and Isle of Man": t`Guernsey, Jersey and Isle of Man`,
  "Satellite networks": t`Satellite networks`,
  "International premium and personal": t`International premium and personal`,
};

/** `Alemania, móvil` for `Germany, mobile`. English is as the API has it. */
export function placeName({ country, place }: Pick<Rate, "country" | "place">): string {
  if (LANGUAGE === SOURCE) return place;
  const [, name = place, kind] = /^(.+), ([^,]+)$/.exec(place) ?? [];
  return kind ? `${nameOf(country, name)}, ${KINDS[kind] ?? kind}` : nameOf(country, name);
}

function nameOf(country: string | null, name: string): string {
  return (country && COUNTRIES.of(country)) || (SHARED[name] ?? name);
}
