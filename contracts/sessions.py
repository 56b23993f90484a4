"""Folds what identity publishes of ended sessions into what a service knows of an account (I8). Pure.

Events arrive late, twice and in any order. The highest generation counts, and a session that has ended never lives
again, so the order does not matter. An ended session is kept for as long as an access token of it can live.
"""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from contracts.identity import SessionsEnded

MAX_ENDED = 200  # more than anyone can sign in and out of while a token lives

T = TypeVar("T")


def is_signed_out(account: Any, session_id: str, generation: int) -> bool:
    """Return whether an access token's session has ended, or is of a password that was replaced since."""
    return generation < account.valid_from or session_id in account.ended_sessions


def with_sessions_ended(account: T, event: "SessionsEnded", now: datetime) -> T:
    """Return the account after the event; sessions of which no token can live any more are forgotten."""
    known: Any = account
    ended = {name: until for name, until in known.ended_sessions.items() if until > now}
    if event.session_id and event.until and event.until > now:
        ended[event.session_id] = event.until
    newest = sorted(ended, key=ended.__getitem__)[-MAX_ENDED:]
    valid_from = max(known.valid_from, event.valid_from)
    changed: T = replace(known, valid_from=valid_from, ended_sessions={name: ended[name] for name in newest})
    return changed
