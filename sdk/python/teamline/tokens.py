"""Where the tokens of a session are kept: by one thread, several, or several processes at once."""

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Protocol

from filelock import FileLock


@dataclass(frozen=True)
class Tokens:
    """An access token, and the refresh token that gets the next one; an API key has none."""

    access_token: str
    refresh_token: str | None = None

    @property
    def refresh_key(self) -> str:
        """The Idempotency-Key of the refresh, the same in every process: so that a lost answer is given again."""
        return sha256(f"refresh {self.refresh_token}".encode()).hexdigest()[:32]


class TokenStore(Protocol):
    """Keeps the tokens of one session. While one holds `lock`, no other refreshes."""

    def read(self) -> Tokens | None:
        """Return the tokens, or None when no one is signed in."""

    def write(self, tokens: Tokens | None) -> None:
        """Keep these tokens instead."""

    def lock(self) -> AbstractContextManager[None]:
        """Wait until no other refreshes."""


class MemoryStore:
    """Keeps tokens in this process, for all its threads."""

    def __init__(self, tokens: Tokens | None = None) -> None:
        self._tokens = tokens
        self._lock = Lock()

    def read(self) -> Tokens | None:
        """Return the tokens, or None."""
        return self._tokens

    def write(self, tokens: Tokens | None) -> None:
        """Keep these tokens instead."""
        self._tokens = tokens

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Wait until no other thread refreshes."""
        with self._lock:
            yield


class FileStore:
    """Keeps tokens in a file that only its owner can read, for every process that names it."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path).expanduser()

    def read(self) -> Tokens | None:
        """Return the tokens, or None."""
        try:
            return Tokens(**json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def write(self, tokens: Tokens | None) -> None:
        """Replace the file in one step, so that no one reads half of it."""
        if tokens is None:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(tokens), file)
        new.replace(self._path)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Wait until no other process or thread refreshes."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._path}.lock"):
            yield
