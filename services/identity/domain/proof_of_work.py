"""Puzzles that a caller's device solves before a further code is sent, when an attack is likely (I4). Pure.

A puzzle is stateless: its expiry and difficulty are signed together with the number and network that it is for. The
proof is the puzzle, a colon and any text for which the SHA-256 of the whole begins with that many zero bits.
"""

import hashlib
from datetime import datetime, timedelta

from kernel import clock
from services.identity.domain import codes

EASY_BITS, HARD_BITS = 14, 17  # about 16,000 and 131,000 hashes: 0.2 and 1.5 s in a phone's browser
_LIFETIME = timedelta(minutes=5)
_LONGEST = 200


def make_puzzle(key: str, subject: str, bits: int, now: datetime) -> str:
    """Return a puzzle for a subject, valid for five minutes."""
    return _signed(key, subject, bits, clock.to_epoch(now + _LIFETIME))


def is_proof(proof: str, key: str, subject: str, bits: int, now: datetime) -> bool:
    """Return whether a text proves at least this much work for this subject, on a puzzle that has not expired."""
    puzzle, _, _ = proof.partition(":")
    expires, _, rest = puzzle.partition(".")
    difficulty = rest.partition(".")[0]
    if len(proof) > _LONGEST or not (_is_number(expires) and _is_number(difficulty)):
        return False
    if int(difficulty) < bits or int(expires) < clock.to_epoch(now):
        return False
    if not codes.hashes_match(puzzle, _signed(key, subject, int(difficulty), int(expires))):
        return False
    return zero_bits(proof) >= int(difficulty)


def zero_bits(proof: str) -> int:
    """Return how many zero bits the SHA-256 of a text begins with."""
    return 256 - int.from_bytes(hashlib.sha256(proof.encode()).digest()).bit_length()


def _signed(key: str, subject: str, bits: int, expires: int) -> str:
    return f"{expires}.{bits}.{codes.keyed_hash(key, 'puzzle', subject, str(bits), str(expires))[:32]}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 12
