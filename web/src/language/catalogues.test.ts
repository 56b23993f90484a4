/** Every catalogue has each message of the code, no other, none empty, with the same values and tags. */
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";

import { LANGUAGES, SOURCE } from "./languages";

const EXTRACTION_MS = 60_000;
const [catalogue] = await getCatalogs(getConfig());
const inCode = (await catalogue?.collect()) ?? {};

describe.each(LANGUAGES.filter((language) => language !== SOURCE))("the catalogue of %s", async (language) => {
  const translated = (await catalogue?.read(language)) ?? {};

  it(
    "has the messages of the code, and no others: run `make languages` after a change",
    { timeout: EXTRACTION_MS },
    () => {
      expect(Object.keys(inCode).length).toBeGreaterThan(0);
      expect(Object.keys(translated).sort()).toEqual(Object.keys(inCode).sort());
    },
  );

  it("has a translation for each", () => {
    expect(englishOf(({ translation }) => !translation)).toEqual([]);
  });

  it("has the values and tags of the English", () => {
    expect(englishOf(({ message = "", translation = "" }) => partsOf(message) !== partsOf(translation))).toEqual([]);
  });

  function englishOf(isWrong: (entry: { message?: string; translation?: string }) => boolean): unknown[] {
    return Object.values(translated).flatMap((entry) => (isWrong(entry) ? [entry.message] : []));
  }
});

/** The values, counted things and tags of a message, in any order; how often a language needs each is its own matter. */
function partsOf(message: string): string {
  const parts = new Set(message.match(/<\/?\d+\/?>/g));
  collect(compileMessageOrThrow(message), parts);
  return [...parts].sort().join(" ");
}

function collect(tokens: unknown, parts: Set<string>): void {
  if (!Array.isArray(tokens)) return;
  for (const token of tokens as unknown[]) {
    if (!Array.isArray(token)) continue;
    const [name, kind, cases] = token as [string, string?, Record<string, unknown>?];
    parts.add(kind ? `${name}:${kind}` : name);
    for (const inner of Object.values(cases ?? {})) collect(inner, parts);
  }
}
