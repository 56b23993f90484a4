"""The events by which every service learns which sessions have ended (I8)."""

from datetime import datetime, timedelta

from contracts.identity import SessionsEnded
from services.identity.domain.account import Account
from services.identity.domain.session import ACCESS_TOKEN_LIFETIME

_MARGIN = timedelta(minutes=2)  # a token that was being signed at that moment, and clocks that differ


def session_ended_event(account_id: str, session_id: str, now: datetime) -> SessionsEnded:
    """Build the event that one session has ended; no token of it lives after `until`."""
    return SessionsEnded(account_id=account_id, session_id=session_id, until=now + ACCESS_TOKEN_LIFETIME + _MARGIN)


def all_sessions_ended_event(account: Account) -> SessionsEnded:
    """Build the event that every session of a lower generation than the account's has ended."""
    return SessionsEnded(account_id=account.id, valid_from=account.generation)
