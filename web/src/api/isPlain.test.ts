import { describe, expect, it } from "vitest";

import { isPlain } from "./isPlain";

describe("the copy of an answer", () => {
  it("is kept of what JSON gives back as it was", () => {
    expect(isPlain({ items: [{ name: "Ann", credits: null, at: "2026-11-30" }], next: undefined })).toBe(true);
  });

  it("is not kept of what JSON makes something else of", () => {
    for (const changed of [new Map(), { names: new Map() }, [new Date(0)], { amount: 1n }, new Set()])
      expect(isPlain(changed)).toBe(false);
  });
});
