/** A puzzle is found in its response only, and solved so that the API accepts the proof. */
import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import { puzzleIn, solve } from "./proofOfWork";

function refusal(body: object, status = 429): Response {
  return new Response(JSON.stringify(body), { status });
}

describe("the puzzle before a code", () => {
  it("is read from the refusal that asks for it, which stays readable", async () => {
    const response = refusal({ code: "challenge_required", puzzle: "1.14.ab", zero_bits: 14 });
    expect(await puzzleIn(response)).toEqual({ puzzle: "1.14.ab", zero_bits: 14 });
    expect(await response.json()).toHaveProperty("code", "challenge_required");
  });

  it("is in no other response", async () => {
    expect(await puzzleIn(refusal({ code: "too_many_codes" }))).toBeNull();
    expect(await puzzleIn(refusal({ code: "challenge_required", puzzle: "p", zero_bits: 9 }, 503))).toBeNull();
    expect(await puzzleIn(new Response("<html>", { status: 429 }))).toBeNull();
  });

  it("is solved by a text whose hash begins with so many zero bits", async () => {
    const proof = await solve({ puzzle: "1.10.ab", zero_bits: 10 });
    expect(proof).toMatch(/^1\.10\.ab:\d+$/);
    expect(createHash("sha256").update(proof).digest().readUInt16BE(0) >>> 6).toBe(0);
  });
});
