"""Ended sessions are folded in any order, and forgotten once no token of them can live (I8)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import permutations

from contracts.identity import SessionsEnded
from contracts.sessions import MAX_ENDED, is_signed_out, with_sessions_ended

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOON = NOW + timedelta(minutes=12)


@dataclass(frozen=True)
class Account:
    valid_from: int = 0
    ended_sessions: dict[str, datetime] = field(default_factory=dict)


def ended(session_id: str, until: datetime = SOON) -> SessionsEnded:
    return SessionsEnded(account_id="acc_1", session_id=session_id, until=until)


def all_before(generation: int) -> SessionsEnded:
    return SessionsEnded(account_id="acc_1", valid_from=generation)


def fold(*events: SessionsEnded, now: datetime = NOW) -> Account:
    account = Account()
    for event in events:
        account = with_sessions_ended(account, event, now)
    return account


def test_the_order_of_events_does_not_matter() -> None:
    """A reset, a later one and a sign-out say the same in each order, and twice what they say once."""
    events = (all_before(2), all_before(3), ended("ses_1"))
    assert {str(fold(*order)) for order in permutations(events)} == {str(fold(*events, *events))}
    account = fold(*events)
    assert is_signed_out(account, "ses_2", 2)
    assert is_signed_out(account, "ses_1", 3)
    assert not is_signed_out(account, "ses_2", 3)


def test_an_ended_session_is_kept_while_a_token_of_it_may_live() -> None:
    """One that is over is forgotten at the next event; one that arrives so late is not kept at all."""
    account = with_sessions_ended(fold(ended("ses_1")), ended("ses_2", SOON + timedelta(hours=1)), SOON)
    assert list(account.ended_sessions) == ["ses_2"]
    assert fold(ended("ses_1"), now=SOON) == Account()


def test_what_is_kept_is_bounded() -> None:
    """Of very many the newest are kept, so that the record of a person stays small."""
    many = [ended(f"ses_{place}", SOON + timedelta(seconds=place)) for place in range(MAX_ENDED + 5)]
    kept = fold(*many).ended_sessions
    assert len(kept) == MAX_ENDED
    assert "ses_4" not in kept
    assert f"ses_{MAX_ENDED + 4}" in kept
