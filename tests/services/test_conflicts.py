"""Every change with a conflict, or a lost answer, at each of its transactions: the same result as without (E2)."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest

from infra.doors import Doors
from kernel import clock
from tests.carrier import one_carrier
from tests.in_process import Reply
from tests.moto_tables import items_to_change
from tests.paypal import one_paypal
from tests.services.cast import Cast
from tests.services.conflicts import Change, Made, content
from tests.services.rights import Play
from tests.services.rows import Row
from tests.services.test_rights import CHANGING, PLAYERS, play_of, plays

_KEYED = {route.key for name in ("identity", "teams", "billing", "numbers")
          for api in Doors.of(name).apis.values() for route in api.routes if route.keyed}  # fmt: skip
_ANNOUNCED = (
    "EVENT#",
    "ACTIVITY#",
    "PROOF#",
    "DENIAL#",
)  # by a request without a key, which is a second one when it is repeated

# Each of its tries publishes that PayPal is asked, before PayPal is asked.
_ANNOUNCING = {"POST /v1/billing/payment-method/{setup_id}/confirm"}

__all__ = ["one_carrier", "one_paypal", "plays"]


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pauses between two tries, which are drawn, be none."""
    monkeypatch.setattr(random, "uniform", lambda low, high: 0.0)


def request_of(play: Play, caller: str, row: Row) -> Change:
    """Return the request as an app sends it: under one key until it is answered."""
    cast = play.cast
    delivered, charges, key = set(cast.world.delivered), 0, ""
    announced = () if row.key in _KEYED - _ANNOUNCING else _ANNOUNCED

    def restore() -> None:
        nonlocal charges, key
        play.put_back(play.before)
        cast.world.delivered = set(delivered)
        charges, key = play.count_charges(), uuid4().hex

    def send() -> bool:
        reply = cast.send(caller, row, key=key)
        let_time_pass(cast)
        return _is_answered(reply)

    def made() -> Made:
        cast.world.settle()
        return content(cast.world.tables, but=announced), play.count_charges() - charges

    return Change(restore, send, made)


def let_time_pass(cast: Cast) -> None:
    """Have the requests that asked PayPal given up, so that a repeated one asks what became of them.

    A report that was being mailed is not any more.
    """
    for item in items_to_change(cast.world.surroundings["billing"]["TABLE_NAME"]):
        if item.range_key.value == "PAYMENT":
            created = clock.from_text(item.attrs["created_at"].value)
            item.attrs["created_at"].value = clock.to_text(created - timedelta(minutes=5))
        if "begun_at" in item.attrs:
            item.attrs["begun_at"].value = clock.to_text(clock.now() - timedelta(minutes=5))


def _is_answered(reply: Reply) -> bool:
    assert reply.status != 500, reply
    assert reply.status != 503 or reply.headers.get("retry-after"), reply
    return reply.status < 500 and "retry-after" not in reply.headers


# What a provider has done is not put back between two plays; these are killed at each call, and repeated, elsewhere.
_REMEMBERED_BY_A_PROVIDER = {
    "POST /v1/numbers",  # tests/services/numbers/test_crashes.py
    "POST /v1/port-ins/{id}/comments",  # tests/services/numbers/test_port_comments.py
    "POST /v1/port-ins/{id}/submit",  # tests/services/numbers/test_port_faults.py
    "POST /v1/profile/login-id",  # tests/services/identity/test_crashes.py; its look-up is under way for a while
}
# An answer with a secret is never stored, so a repeated request makes another one: its owner sees both.
_SHOWN_ONCE = {
    "POST /v1/team/api-keys",
    "POST /v1/team/api-keys/{id}/rotate",
    "POST /v1/team/webhooks",
    "POST /v1/team/webhooks/{id}/secret",
}
PLAYED = [row for row in CHANGING if row.key not in _REMEMBERED_BY_A_PROVIDER | _SHOWN_ONCE]


@pytest.mark.parametrize("row", PLAYED, ids=str)
def test_a_request_is_done_once_whatever_happens_to_its_transactions(plays: dict[str, Play], row: Row) -> None:
    """Conflicts that pass are hidden; those that last are a 503, and the repeated request is done once."""
    play = play_of(plays, row)
    caller = next(caller for caller in PLAYERS if play.succeeds(caller, row))
    change = request_of(play, caller, row)
    found = list(change.differences())
    assert not found, "\n".join(found)
