"""Passwords: which ones are good enough, and argon2id hashes of them (I7)."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from services.identity.domain.problems import WeakPassword

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_LENGTH, MAX_LENGTH = 8, 128
_OWN_DIGITS, _OWN_LETTERS, _OWN_NAME = 7, 6, 4  # so much of one's number, email or name is too much

_WORDS = """password passwort passw0rd p@ssword p@ssw0rd qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbnm qazwsx
    1q2w3e4r 1qaz2wsx q1w2e3r4 zaq12wsx abcdefgh abcd1234 abc12345 a1b2c3d4 iloveyou letmein welcome admin
    administrator changeme default secret master superman batman dragon monkey football baseball basketball soccer
    hockey princess sunshine shadow michael jennifer jordan charlie michelle daniel andrew joshua ashley freedom
    whatever trustno1 starwars computer internet samsung google facebook linkedin myspace hello helloworld test
    testtest testing guest login teamline teamlineteamline access flower summer winter spring autumn january
    november december cheese killer pepper ginger matrix mustang corvette ferrari porsche liverpool arsenal
    chelsea barcelona blink182 pokemon naruto minecraft fuckyou asshole babygirl lovely loveme letmein1
    correcthorsebatterystaple"""
_COMMON = frozenset(_WORDS.split())
_RUNS = ("0123456789012345678901234567890", "9876543210987654321098765432109", "abcdefghijklmnopqrstuvwxyz")

# The hash of an unknown password with the same parameters: an unknown number takes as long as a known one.
_DUMMY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$U1NTU1NTU1NTU1NTU1NTUw$tkZ1P2fu99sxK1NMituznS+HlOs4cu6PGmlmPse28R8"


def refuse_common(password: str, *, field: str) -> None:
    """Raise WeakPassword for a password that is common, or among those that leaked most often."""
    from services.identity.domain.breached import is_breached

    plain = _normalize(password).casefold()
    bare = plain.strip("0123456789!?.$#*@ _-")
    if plain in _COMMON or bare in _COMMON or len(set(plain)) < 3 or any(plain in run for run in _RUNS):
        raise WeakPassword("This password is too common. Choose another.", field=field)
    if is_breached(plain):
        raise WeakPassword("This password is in lists of stolen passwords. Choose another.", field=field)


def refuse_weak(password: str, *, field: str, phone_number: str, email: str, name: str) -> None:
    """Raise WeakPassword for a password that is common, or holds the account's own number, email or name."""
    refuse_common(password, field=field)
    plain = _without_marks(password)
    digits = "".join(sign for sign in plain if sign.isdecimal())
    if phone_number[-_OWN_DIGITS:] in digits:
        raise WeakPassword("Don't use your phone number in your password.", field=field)
    local_part = email.partition("@")[0].casefold()
    if plain in {email.casefold(), local_part} or (len(local_part) >= _OWN_LETTERS and local_part in plain):
        raise WeakPassword("Don't use your email in your password.", field=field)
    words = _without_marks(name).split()
    if any(len(word) >= _OWN_NAME and word in plain for word in (*words, "".join(words))):
        raise WeakPassword("Don't use your name in your password.", field=field)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its salt and parameters."""
    return _hasher().hash(_normalize(password))


def verify_password(password: str, hashed: str | None) -> bool:
    """Return whether this is the password with that hash. Without a hash it is not, after the same time."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed or _DUMMY_HASH, _normalize(password)) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(hashed: str) -> bool:
    """Return whether a hash was made with parameters other than today's."""
    return _hasher().check_needs_rehash(hashed)


def _without_marks(text: str) -> str:
    """Return a text in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _normalize(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
