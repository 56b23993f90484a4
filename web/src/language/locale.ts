/** The language that was loaded, and how its readers write dates, sums and counts. */
import { i18n } from "@lingui/core";

/** The language of this page, `en` or `es`: loaded before any other module begins. */
export const LANGUAGE = i18n.locale;

/** The locale of all that is formatted. */
export const LOCALE = String(i18n.locales ?? LANGUAGE);
