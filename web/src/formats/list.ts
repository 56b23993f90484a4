/** Words in a row. */
import { LANGUAGE, LOCALE } from "../language/locale";

/** The house writes no comma before the last word, as English does outside of the US. */
const STYLE = LANGUAGE === "en" ? "en-GB" : LOCALE;
const LISTS = {
  and: new Intl.ListFormat(STYLE, { type: "conjunction" }),
  or: new Intl.ListFormat(STYLE, { type: "disjunction" }),
};

/** Join words as a sentence does: `1, 3, 5 and 7`. */
export function joinWords(words: readonly (string | number)[], last: "and" | "or" = "and"): string {
  return LISTS[last].format(words.map(String));
}
