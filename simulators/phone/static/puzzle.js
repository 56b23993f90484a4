// The puzzle that the API asks for before it sends a further code: a text whose SHA-256 begins with zero bits.

const AT_ONCE = 512;

// Return the proof: the puzzle, a colon, and the first number with which the hash begins with so many zero bits.
export async function solve({ puzzle, zero_bits }) {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const proofs = Array.from({ length: AT_ONCE }, (_, offset) => `${puzzle}:${first + offset}`);
    const hashes = await Promise.all(proofs.map((proof) => crypto.subtle.digest("SHA-256", encoder.encode(proof))));
    const solved = hashes.findIndex((hash) => new DataView(hash).getUint32(0) >>> (32 - zero_bits) === 0);
    if (solved >= 0) return proofs[solved];
  }
}
