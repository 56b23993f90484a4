"""The puzzle that the API asks for before it sends a further code: a text whose SHA-256 begins with zero bits."""

from hashlib import sha256
from itertools import count

HEADER = "Teamline-Proof"


def solve(puzzle: str, zero_bits: int) -> str:
    """Return the puzzle, a colon, and the first number with which the hash begins with so many zero bits."""
    proofs = (f"{puzzle}:{number}" for number in count())
    return next(one for one in proofs if int.from_bytes(sha256(one.encode()).digest()[:8]) >> (64 - zero_bits) == 0)
