/** The puzzle that the API asks for before it sends a further code: a text whose SHA-256 begins with zero bits. */
export const HEADER = "teamline-proof";

/** Return the puzzle, a colon, and the first number with which the hash begins with so many zero bits. */
export async function solve(puzzle: string, zeroBits: number): Promise<string> {
  const encoder = new TextEncoder();
  for (let number = 0; ; number += 1) {
    const proof = `${puzzle}:${number}`;
    const hash = await crypto.subtle.digest("SHA-256", encoder.encode(proof));
    if (new DataView(hash).getUint32(0) >>> (32 - zeroBits) === 0) return proof;
  }
}
