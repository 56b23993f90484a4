/** Join words as a sentence does: `1, 3, 5 and 7`. */
export function joinWords(words: readonly (string | number)[], last: "and" | "or" = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
