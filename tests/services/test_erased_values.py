"""Every value that a person has given is looked for in every table once their account is closed (I10)."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from contracts.exports import SERVICES
from tests.in_process import Reply
from tests.moto_tables import items_in
from tests.paypal import RunningPayPal
from tests.services.cast import PORTAL, Cast, phone_of
from tests.services.rows import PORT

_DETAILS = {
    "company": "Strangers & Daughters",
    "address_lines": ["77 Nowhere Lane"],
    "city": "Truckee",
    "state": "CA",
    "postal_code": "96161",
    "country": "US",
    "tax_id": "98-7654329",
    "invoice_email": "books@strangers.example",
}
_HOLDER = {
    "name": "Strange Ventures",
    "authorized_person": "Ada Strange",
    "address": {"street": "12 Elm Court", "city": "Oakhurst", "state": "CA", "postal_code": "93644"},
}
_VALUES = (
    *("Strangers & Daughters", "77 Nowhere Lane", "Truckee", "96161", "98-7654329", "books@strangers.example"),
    *("Strange Ventures", "Ada Strange", "12 Elm Court", "Oakhurst", "93644"),
    *("stranger@example.com", phone_of("stranger"), "Strangers Plumbing"),
)

_ADDRESS = "203.0.113.7"  # of every request
_KEPT = {  # what is left, and the kind of the proof that says why
    ("billing", "INVOICE INVOICE", "buyer"): "invoices",
    ("billing", "INVOICE INVOICE", "payer_email"): "invoices",
    ("billing", "PAYMENT PAYMENT", "payer_email"): "payments",
    ("teams", "TEAM ACTIVITY", "details"): "activity",
}


def _call(cast: Cast, key: str, *, status: int, **about: Any) -> Reply:
    reply = cast.world.call(key, as_=cast.ids["stranger"], **about)
    assert reply.status == status, reply
    cast.world.settle()
    return reply


def _give_everything(cast: Cast, paypal: RunningPayPal) -> str:
    """Have the stranger, who owns a team without others, enter whatever can be entered, for the team and themselves.

    Return the email of their PayPal account.
    """
    _call(cast, "PATCH /v1/team", status=200, body={"name": "Strangers Plumbing"})
    for payer in ("team", "self"):
        _call(cast, "PUT /v1/billing/details", status=200, body=_DETAILS | {"payer": payer})
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "team"}
    setup = _call(cast, "POST /v1/billing/payment-method", status=201, body=urls).body["setup_id"]
    approved = paypal.approve(setup)
    confirm = "POST /v1/billing/payment-method/{setup_id}/confirm"
    attached = _call(cast, confirm, status=200, path={"setup_id": setup}, body=approved)
    for payer in ("team", "self"):
        bought = {"amount": {"amount": "20.00"}, "payer": payer}
        _call(cast, "POST /v1/billing/credits", status=201, body=bought)
        port = PORT | {"payer": payer, "holder": _HOLDER, "carrier": {"account_number": "AC-778899", "pin": "4711"}}
        number = {"phone_number": "+14155551240" if payer == "team" else "+14155551241"}
        _call(cast, "POST /v1/port-ins", status=201, body=port | number)
    return str(attached.body["payer_email"])


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value of an item with the attribute that it is in."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(member, path or str(name))
    elif isinstance(value, list | tuple | set | frozenset):
        for member in value:
            yield from _leaves(member, path)
    else:
        yield path, value


def _found(cast: Cast, values: Iterable[str]) -> set[tuple[str, str, str]]:
    """Return where in what lasts, and in items about the stranger, any of these values is: service, kind, attribute."""
    found, about = set(), cast.ids["stranger"]
    for service in SERVICES:
        for item in items_in(cast.world.surroundings[service]["TABLE_NAME"]):
            if "ttl" in item:
                continue
            kind = f"{item['pk'].split('#')[0]} {item['sk'].split('#')[0]}"
            for name, value in _leaves(item):
                if any(word in str(value) for word in values if word != _ADDRESS or about in str(item)):
                    found.add((service, kind, name))
    return found


@pytest.mark.parametrize("dissolves_first", [False, True])
def test_each_value_is_erased_or_named_with_its_reason(
    cast: Cast, one_paypal: RunningPayPal, dissolves_first: bool
) -> None:
    """By value, in every table: what is found is in an attribute that the proof names, with why it is kept.

    The account owns a team, which ends with it, or was dissolved before.
    """
    values = (*_VALUES, _give_everything(cast, one_paypal), _ADDRESS)
    assert [word for word in values if not _found(cast, [word])] == []
    if dissolves_first:
        _call(cast, "DELETE /v1/team", status=204)
    closed = _call(cast, "DELETE /v1/profile", status=204)
    token = str(closed.headers["teamline-erasure"])
    proof = cast.world.call("GET /v1/erasures/{token}", path={"token": token}).body
    assert proof["completed_at"], proof
    named = {part["service"]: {it["kind"]: it["why"] for it in part["kept"]} for part in proof["parts"]}
    left = _found(cast, values)
    assert left == set(_KEPT)
    assert {place for place in left if _KEPT[place] not in named[place[0]]} == set()
