/** The puzzle that the API asks for before it sends a further code: a text whose SHA-256 begins with zero bits. */
const AT_ONCE = 512; // hashes that wait for the browser together

export interface Puzzle {
  puzzle: string;
  zero_bits: number;
}

/** Return the puzzle of a response, or null if the response asks for none. The response can still be read. */
export async function puzzleIn(response: Response): Promise<Puzzle | null> {
  if (response.status !== 429) return null;
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as (Partial<Puzzle> & { code?: string }) | null;
  if (body?.code !== "challenge_required" || !body.puzzle || !body.zero_bits) return null;
  return { puzzle: body.puzzle, zero_bits: body.zero_bits };
}

/** Return the proof: the puzzle, a colon, and the first number with which the hash begins with so many zero bits. */
export async function solve({ puzzle, zero_bits }: Puzzle): Promise<string> {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const proofs = Array.from({ length: AT_ONCE }, (_, offset) => `${puzzle}:${first + offset}`);
    const hashes = await Promise.all(proofs.map((proof) => crypto.subtle.digest("SHA-256", encoder.encode(proof))));
    const solved = proofs.find((_, number) => beginsWithZeros(hashes[number], zero_bits));
    if (solved) return solved;
  }
}

function beginsWithZeros(hash: ArrayBuffer | undefined, bits: number): boolean {
  return hash !== undefined && new DataView(hash).getUint32(0) >>> (32 - bits) === 0;
}
