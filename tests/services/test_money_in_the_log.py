"""What people do with a team's money is in its log, by whom; and what is forgotten with an account (T10, T11, I10)."""

import json
from typing import Any

import pytest

from tests.moto_tables import items_in
from tests.services.cast import Cast

_TOP_UP = {"threshold": "10.00", "amount": "25.00", "monthly_cap": "100.00"}
_NAME, _MAIL, _PHONE = "Zebulon Quixote", "zq@quixote.example", "4155550101"


@pytest.fixture
def cast(built_cast: Cast) -> Cast:
    """Return the cast; its admin has a name of their own."""
    built_cast.restore()
    ask(built_cast, "PATCH /v1/profile", "admin", body={"name": _NAME, "email": _MAIL})
    return built_cast


def ask(cast: Cast, key: str, caller: str, **request: Any) -> Any:
    """Send a request that succeeds, and deliver what follows from it."""
    reply = cast.world.call(key, as_=cast.ids[caller], **request)
    assert reply.status < 300, reply
    cast.world.settle()
    return reply.body


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


def log(cast: Cast, count: int) -> list[dict[str, Any]]:
    """Return the newest lines, oldest first."""
    return list(ask(cast, "GET /v1/team/activity", "owner", query={"limit": str(count)})["items"][::-1])


def test_payments_and_ledger_say_by_whom(cast: Cast) -> None:
    """An admin's purchase with the owner's wallet names the admin, on the payment, the receipt and the entry (T11)."""
    paid = ask(cast, "POST /v1/billing/credits", "admin", body={"amount": "5.00"})
    payment = ask(cast, "GET /v1/payments", "owner")["items"][0]
    by = {"user_id": cast.ids["admin"], "name": _NAME}
    assert (payment["payment_id"], payment["requested_by"]) == (paid["payment_id"], by)
    path = {"payment_id": paid["payment_id"]}
    assert ask(cast, "GET /v1/payments/{payment_id}", "owner", path=path)["requested_by"] == by
    receipt = ask(cast, "GET /v1/payments/{payment_id}/receipt", "owner", path=path)
    assert f"<dt>Requested by</dt><dd><bdi>{_NAME}</bdi></dd>" in receipt
    entries = ask(cast, "GET /v1/ledger", "owner")["items"]
    assert entries[-1]["by"] == by
    ask(cast, "POST /v1/team/leave", "admin")
    left = ask(cast, "GET /v1/payments", "owner")["items"][0]
    assert left["requested_by"] == {"user_id": cast.ids["admin"], "name": None}


def test_a_closed_account_leaves_only_ids(cast: Cast) -> None:
    """No item of teams, billing or numbers holds its name, phone or email; money and log keep the id (I10)."""
    mine = {"path": {"user_id": cast.ids["admin"]}}
    ask(cast, "POST /v1/billing/credits", "admin", body={"amount": "5.00"})
    ask(cast, "POST /v1/users/{user_id}/credits", "owner", body={"amount": "900.00"}, **mine)
    assert ask(cast, "GET /v1/payments", "owner")["items"][0]["what"] == f"Credits for {_NAME}"
    ask(cast, "DELETE /v1/profile", "admin")
    for service in ("teams", "billing", "numbers"):
        for item in items_in(cast.world.surroundings[service]["TABLE_NAME"]):
            if item["pk"].startswith("EVENT#"):
                continue  # a published event, which leaves the outbox after a week
            text = json.dumps(item, default=str).lower()
            found = [personal for personal in (_NAME, "quixote", _MAIL, _PHONE) if personal.lower() in text]
            assert found == [], (service, item["pk"], item["sk"])
    payment = ask(cast, "GET /v1/payments", "owner")["items"][0]
    assert payment["what"] == "Credits for a member"
    assert {line["actor"]["name"] for line in log(cast, 9) if line["actor"]["user_id"] == cast.ids["admin"]} == {
        "Closed account"
    }


def test_where_calls_go_is_in_the_log(cast: Cast) -> None:
    """Forwarding by its place, never by the number that calls go to, and the countries that can be called (N6)."""
    number = {"path": {"id": cast.ids["number"]}}
    ask(cast, "PUT /v1/calling/countries", "owner", body={"countries": ["US", "GB"]})
    body = {"to": "+442079460018", "mode": "always"}
    ask(cast, "PUT /v1/numbers/{id}/forwarding", "admin", body=body, **number)
    ask(cast, "DELETE /v1/numbers/{id}/forwarding", "other", **number)
    lines = log(cast, 3)
    assert [(line["actor"]["user_id"], line["action"], line["details"]) for line in lines] == [
        (cast.ids["owner"], "calling_countries_changed", {"added": ["GB"], "removed": ["CA"]}),
        (cast.ids["admin"], "calls_forwarded", {"place": "United Kingdom, landline", "mode": "always"}),
        (cast.ids["other"], "forwarding_stopped", {}),
    ]


def test_everything_done_with_the_teams_money_is_in_the_log(cast: Cast) -> None:
    """Who, what, for whom, how much, from where; amounts are Money (T10).

    It is the last test of the module: the wallet is gone after it, at PayPal too.
    """
    other = {"path": {"user_id": cast.ids["other"]}}
    limited = {"path": {"user_id": cast.ids["admin"]}}
    ask(cast, "PUT /v1/users/{user_id}/admin-limit", "owner", body={"amount": "1000.00"}, **limited)
    ask(cast, "POST /v1/billing/credits", "admin", body={"amount": "5.00"}, address="198.51.100.7")
    ask(cast, "POST /v1/users/{user_id}/credits", "admin", body={"amount": "2.00"}, **other)
    ask(cast, "POST /v1/users/{user_id}/credits", "admin", body={"amount": "900.00"}, **other)
    ask(cast, "DELETE /v1/users/{user_id}/credits", "owner", **other)
    ask(cast, "PUT /v1/users/{user_id}/spend-limit", "admin", body={"amount": "20.00"}, **other)
    ask(cast, "PUT /v1/users/{user_id}/spend-limit", "admin", body={"amount": None}, **other)
    ask(cast, "PUT /v1/billing/auto-top-up", "owner", body=_TOP_UP)
    ask(cast, "PUT /v1/billing/auto-top-up", "owner", raw="null")
    number = {"path": {"id": cast.ids["number"]}}
    ask(cast, "PATCH /v1/numbers/{id}", "admin", body={"label": "Front desk"}, **number)
    ask(cast, "DELETE /v1/billing/payment-method", "owner", query={"confirm": "true"})
    lines = log(cast, 13)
    admin, owner = cast.ids["admin"], cast.ids["owner"]
    charged = lines[3]["details"]["amount"]
    assert [(line["actor"]["user_id"], line["action"], line["details"]) for line in lines] == [
        (owner, "admin_limit_changed", {"amount": money("1000.00")}),
        (admin, "credits_bought", {"amount": money("5.00")}),
        (admin, "credits_given", {"amount": money("2.00")}),
        (admin, "credits_bought", {"amount": charged}),
        (admin, "credits_given", {"amount": money("900.00")}),
        (owner, "credits_taken_back", {"amount": money("902.00")}),
        (admin, "spend_limit_changed", {"amount": money("20.00")}),
        (admin, "spend_limit_changed", {}),
        (owner, "auto_top_up_changed", {name: money(amount) for name, amount in _TOP_UP.items()}),
        (owner, "auto_top_up_changed", {}),
        (admin, "number_labeled", {"label": "Front desk"}),
        (owner, "wallet_removed", {}),
        (owner, "number_cancelled", {}),
    ]
    assert lines[1]["address"] == "198.51.100.7"
    assert {line["actor"]["name"] for line in lines if line["actor"]["user_id"] == admin} == {_NAME}
    assert lines[2]["subject"]["id"] == cast.ids["other"]
    assert lines[2]["subject"]["phone_number"] == "+14155550104"
