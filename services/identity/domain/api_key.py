"""API keys, by which a team's own systems act for its owner (decision 093). Pure: no clock, no AWS."""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from string import ascii_letters, digits
from zlib import crc32

from contracts.key_scopes import Scope
from services.identity.domain.problems import NoSuchApiKey, TooManyApiKeys

PREFIX = "tlk_"
MOST_KEYS = 20  # of an account
LONGEST_DAYS = 365
LONGEST_OVERLAP_HOURS = 168  # in which the secret of before still works
MOST_RANGES = 20
MOST_PACE, PACE = 1_000, 300  # requests a minute: at most, and unless the owner says so
LAST_USE_KEPT = timedelta(days=400)

_SIGNS = digits + ascii_letters
_RANDOM, _CHECK = 40, 6  # characters
_SECRET = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_RANDOM + _CHECK}}}", re.ASCII)


def generate_secret() -> str:
    """Return a new secret: 238 random bits and their checksum, by which a scanner knows it from other text."""
    return with_checksum("".join(secrets.choice(_SIGNS) for _ in range(_RANDOM)))


def with_checksum(random: str) -> str:
    """Return a secret of these random characters: CRC32 of them in base 62, as GitHub's tokens have it."""
    left, check = crc32(random.encode()), ""
    for _ in range(_CHECK):
        left, sign = divmod(left, len(_SIGNS))
        check = _SIGNS[sign] + check
    return f"{PREFIX}{random}{check}"


def is_secret(text: str) -> bool:
    """Return whether a text can be a secret: its form and its checksum are right."""
    return bool(_SECRET.fullmatch(text)) and with_checksum(text[len(PREFIX) : -_CHECK]) == text


@dataclass(frozen=True)
class ApiKey:
    """A key and what it opens; `hashed` is the hash of its secret, whose last characters are `ending`.

    Until `former_until` the secret of before, of the hash `former_hashed`, works as well; no older one does.
    """

    id: str
    name: str
    scopes: tuple[Scope, ...]
    ranges: tuple[str, ...]
    pace: int
    hashed: str
    ending: str
    created_at: datetime
    expires_at: datetime
    former_until: datetime | None = None
    former_hashed: str | None = None

    @property
    def secrets(self) -> list[str]:
        """The hashes of its present secret and of the one before."""
        return [self.hashed, *([self.former_hashed] if self.former_hashed else [])]


@dataclass(frozen=True)
class ApiKeys:
    """The keys that an owner has made for a team; they are dead once the account does not own it any more."""

    account_id: str
    team_id: str
    keys: tuple[ApiKey, ...] = ()
    version: int = 0

    def find(self, key_id: str) -> ApiKey:
        """Return a key. Raises NoSuchApiKey."""
        found = next((key for key in self.keys if key.id == key_id), None)
        if found is None:
            raise NoSuchApiKey
        return found

    def with_key(self, key: ApiKey) -> "ApiKeys":
        """Return them with one more. Raises TooManyApiKeys."""
        if len(self.keys) >= MOST_KEYS:
            raise TooManyApiKeys
        return replace(self, keys=(*self.keys, key))

    def with_changed(self, changed: ApiKey) -> "ApiKeys":
        """Return them with one that was changed."""
        return replace(self, keys=tuple(changed if key.id == changed.id else key for key in self.keys))

    def without(self, key: ApiKey) -> "ApiKeys":
        """Return them without one that is revoked."""
        return replace(self, keys=tuple(it for it in self.keys if it.id != key.id))


@dataclass(frozen=True)
class KeySecret:
    """What the hash of a secret leads to: whose key it is of, and until when this secret works."""

    account_id: str
    key_id: str
    until: datetime
