"""An admin asks for the very request that was above their limit; the owner approves it, and it is done once (T11)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.teams import MemberRemoved, MemberRoleChanged, TeamHandedOver
from kernel import aws, clock
from services.billing.domain.approval_request import LIFETIME
from tests.faults import Crash, crashing
from tests.in_process import Reply, mails
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, money
from tests.turns import Turns


@pytest.fixture(autouse=True)
def attached(harness: BillingHarness) -> None:
    """Attach the owner's wallet."""
    harness.attach()


def ask(harness: BillingHarness, amount: str = "300.00", key: str = "k1", as_: str = ADMIN, **request: Any) -> Reply:
    """Ask the owner to approve credits for the team, or what is given."""
    body = {"idempotency_key": key} | (request or {"credits": money(amount)})
    return harness.ask("POST /v1/approvals", as_, body=body)


def asked(harness: BillingHarness, amount: str = "300.00", key: str = "k1", **request: Any) -> str:
    """Ask, and return the id of the request for approval."""
    reply = ask(harness, amount, key, **request)
    assert reply.status == 201, reply
    harness.world.settle()
    return str(reply.body["approval_id"])


def approve(harness: BillingHarness, approval_id: str, amount: str = "300.00", as_: str = OWNER, **more: Any) -> Reply:
    """Approve at an amount."""
    reply = harness.ask("POST /v1/approvals/{id}/approve", as_, path={"id": approval_id}, body=money(amount), **more)
    harness.world.settle()
    return reply


def decline(harness: BillingHarness, approval_id: str, as_: str = OWNER) -> Reply:
    """Decline."""
    reply = harness.ask("POST /v1/approvals/{id}/decline", as_, path={"id": approval_id})
    harness.world.settle()
    return reply


def listed(harness: BillingHarness, as_: str = OWNER, **query: str) -> list[str]:
    """Return the statuses of the requests in the list."""
    return [it["status"] for it in harness.ask("GET /v1/approvals", as_, query=query).body["items"]]


def test_the_very_request_is_carried_out_once(harness: BillingHarness) -> None:
    """Approved, it is charged as the admin's, beside their limit; the admin's own key then answers that payment."""
    assert harness.buy("300.00", ADMIN, key="k1").body["code"] == "admin_limit"
    approval_id = asked(harness)
    assert listed(harness, status="pending") == ["pending"]
    done = approve(harness, approval_id)
    assert (done.status, done.body["status"]) == (200, "approved")
    assert harness.parts() == {"available": 300 * DOLLAR}
    (payment,) = harness.ask("GET /v1/payments").body["items"]
    assert (payment["requested_by"]["user_id"], payment["approved_by"]["user_id"]) == (ADMIN, OWNER)
    assert payment["payment_id"] == done.body["payment_id"]
    assert harness.buy("300.00", ADMIN, key="k1").body["payment_id"] == payment["payment_id"]
    assert len(harness.paypal.captures()) == 1
    limit = harness.ask("GET /v1/users/{user_id}/admin-limit", ADMIN, path={"user_id": "me"}).body
    assert limit["used"]["amount"] == "0.00"
    assert listed(harness, status="pending") == []
    assert listed(harness, as_=ADMIN) == ["approved"]
    harness.assert_books_right()


def test_ledger_log_and_receipt_say_both(harness: BillingHarness) -> None:
    """Who asked and who approved are on the entry, on the receipt, and in the log."""
    approve(harness, asked(harness))
    entry = harness.ask("GET /v1/ledger").body["items"][-1]
    assert (entry["by"]["user_id"], entry["about"]["approved_by"]) == (ADMIN, OWNER)
    actions = [(it["action"], it["by"]) for it in harness.events("TeamMoneyChanged")]
    assert {("approval_requested", ADMIN), ("approval_approved", OWNER), ("credits_bought", ADMIN)} <= set(actions)


def test_owner_and_admin_are_notified(harness: BillingHarness) -> None:
    """The owner reads who asks for what and how much, with a link; the admin what was decided."""
    first, second = asked(harness, key="k1"), asked(harness, key="k2")
    approve(harness, first)
    decline(harness, second)
    to_owner = mails(f"{OWNER}@example.com")[-3:]
    assert any("admin asks you to approve 300.00 USD" in mail and "/billing/approvals" in mail for mail in to_owner)
    to_admin = mails(f"{ADMIN}@example.com")[-2:]
    assert ["approved" in to_admin[0], "declined" in to_admin[1]] == [True, True]
    assert len(harness.paypal.captures()) == 1


def test_asking_again_answers_the_same(harness: BillingHarness) -> None:
    """One key is one request, whatever became of it; with another body it is refused."""
    approval_id = asked(harness)
    assert ask(harness).body["approval_id"] == approval_id
    assert ask(harness, "301.00").body["code"] == "idempotency_key_reused"
    decline(harness, approval_id)
    assert ask(harness).body["status"] == "declined"
    assert len([it for it in harness.events("TeamMoneyChanged") if "approval" in it["action"]]) == 2


def test_what_needs_no_approval_is_refused(harness: BillingHarness) -> None:
    """Within the limit, with one's own wallet, or as the owner, there is nothing to ask."""
    assert ask(harness, "200.00").body["code"] == "no_approval_needed"
    assert ask(harness, credits=money("300.00") | {"payer": "self"}).body["code"] == "no_approval_needed"
    assert ask(harness, as_=OWNER).body["code"] == "no_approval_needed"
    assert ask(harness, as_=MEMBER).status == 403
    assert ask(harness, as_=STRANGER).status == 404
    both = {"credits": money("300.00"), "number": {"phone_number": "+14155551000", "plan_id": "local_monthly"}}
    assert ask(harness, **both).body["code"] == "one_request_needed"
    assert harness.ask("POST /v1/approvals", ADMIN, body={"idempotency_key": "k"}).body["code"] == "one_request_needed"


def test_an_allocation_is_given_as_it_was_asked(harness: BillingHarness) -> None:
    """What the balance lacks is charged, and the member has the whole."""
    harness.buy("50.00")
    refused = harness.give("300.00", as_=ADMIN, key="k1")
    assert refused.body["code"] == "admin_limit"
    approval_id = asked(harness, allocation=money("300.00") | {"user_id": MEMBER})
    (shown,) = harness.ask("GET /v1/approvals").body["items"]
    assert (shown["what"], shown["amount"]["amount"]) == ("Credits for member", "250.00")
    assert approve(harness, approval_id, "250.00").status == 200
    assert harness.parts(MEMBER) == {"given:team_1": 300 * DOLLAR}
    assert harness.give("300.00", as_=ADMIN, key="k1").status == 201
    assert harness.parts(MEMBER) == {"given:team_1": 300 * DOLLAR}
    harness.assert_books_right()


def test_another_price_is_not_what_was_approved(harness: BillingHarness) -> None:
    """The amount that the owner saw is what is charged: if it has changed, nothing is."""
    assert approve(harness, asked(harness, key="k1"), "299.00").body["code"] == "price_changed"
    approval_id = asked(harness, key="k2", allocation=money("300.00") | {"user_id": MEMBER})
    harness.buy("40.00")
    refused = approve(harness, approval_id)
    assert (refused.status, refused.body["code"], refused.body["amount"]["amount"]) == (409, "price_changed", "260.00")
    assert len(harness.paypal.captures()) == 1


@pytest.mark.parametrize("role", ["member", None])
def test_an_admin_who_is_none_any_more_gets_nothing(harness: BillingHarness, role: str | None) -> None:
    """Who was demoted or has left has no request that could be approved."""
    approval_id = asked(harness)
    if role:
        harness.deliver_events(MemberRoleChanged(team_id=TEAM, account_id=ADMIN, role="member", revision=2))
    else:
        gone = MemberRemoved(team_id=TEAM, account_id=ADMIN, reason="left", numbers="keep", revision=2)
        harness.deliver_events(gone)
    assert approve(harness, approval_id).body["code"] == "approval_outdated"
    assert harness.paypal.captures() == []


def test_a_member_who_has_left_gets_nothing(harness: BillingHarness) -> None:
    """An allocation for a person who has left cannot be approved."""
    approval_id = asked(harness, allocation=money("300.00") | {"user_id": MEMBER})
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    assert approve(harness, approval_id).body["code"] == "approval_outdated"


def test_what_the_admin_has_bought_meanwhile_is_not_bought_again(harness: BillingHarness) -> None:
    """The admin sends the request again within a higher limit: approving it is refused, and it was charged once."""
    approval_id = asked(harness)
    path = {"user_id": ADMIN}
    assert harness.ask("PUT /v1/users/{user_id}/admin-limit", path=path, body=money("500.00")).status == 200
    assert harness.buy("300.00", ADMIN, key="k1").status == 201
    assert approve(harness, approval_id).body["code"] == "approval_outdated"
    assert len(harness.paypal.captures()) == 1


def test_it_expires(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """After seven days it can be neither approved nor declined, and waits no more."""
    approval_id = asked(harness)
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + LIFETIME + timedelta(seconds=1))
    assert (listed(harness), listed(harness, status="pending")) == (["expired"], [])
    assert approve(harness, approval_id).body["code"] == "approval_expired"
    assert decline(harness, approval_id).status == 410


def test_only_the_owner_decides(harness: BillingHarness) -> None:
    """Admins cannot approve each other; a new owner can, and the former one cannot."""
    approval_id = asked(harness)
    assert [approve(harness, approval_id, as_=who).status for who in (ADMIN, MEMBER, STRANGER)] == [403, 403, 404]
    assert approve(harness, "apr_unknown").status == 404
    handed_over = TeamHandedOver(team_id=TEAM, from_account_id=OWNER, to_account_id=MEMBER, revision=2)
    roles = [(OWNER, "admin"), (MEMBER, "owner")]
    harness.deliver_events(
        handed_over,
        *(MemberRoleChanged(team_id=TEAM, account_id=who, role=role, revision=2) for who, role in roles),  # type: ignore[arg-type]
    )
    assert approve(harness, approval_id).status == 403
    assert approve(harness, approval_id, as_=MEMBER).status == 402
    harness.attach(MEMBER)
    assert approve(harness, approval_id, as_=MEMBER).status == 200


def test_a_decision_is_made_once(harness: BillingHarness) -> None:
    """Approving twice charges once; what is declined cannot be approved, nor the other way round."""
    first, second = asked(harness, key="k1"), asked(harness, key="k2")
    assert [approve(harness, first).status for _ in range(2)] == [200, 200]
    assert decline(harness, first).body["code"] == "approval_decided"
    assert [decline(harness, second).status for _ in range(2)] == [200, 200]
    assert approve(harness, second).body["code"] == "approval_decided"
    assert len(harness.paypal.captures()) == 1


@pytest.mark.parametrize("seed", range(8))
def test_approving_and_declining_at_once(harness: BillingHarness, seed: int) -> None:
    """Of two decisions at the same moment one is made, and money follows it."""
    approval_id = asked(harness)
    path = {"id": approval_id}
    with harness.world.inside("billing"):
        replies = Turns(seed).play(
            lambda: harness.ask("POST /v1/approvals/{id}/approve", OWNER, path=path, body=money("300.00")),
            lambda: harness.ask("POST /v1/approvals/{id}/decline", OWNER, path=path),
        )
    harness.world.settle()
    assert sorted(reply.status for reply in replies) == [200, 409]
    assert len(harness.paypal.captures()) == (replies[0].status == 200)
    harness.assert_books_right()


def test_paypal_declines_what_was_approved(harness: BillingHarness) -> None:
    """The owner, who waits for no answer, is notified of it."""
    harness.paypal.control("behaviour", charge="declined")
    approve(harness, asked(harness))
    assert [it["kind"] for it in harness.events("NoticeDue")][-1] == "payment_failed"
    assert harness.parts() == {}


def test_paypal_is_away_when_it_is_approved(harness: BillingHarness) -> None:
    """The charge is made once PayPal is there again."""
    approval_id = asked(harness)
    with harness.paypal_away():
        reply = harness.ask("POST /v1/approvals/{id}/approve", path={"id": approval_id}, body=money("300.00"))
        assert reply.status == 200
    harness.world.settle()
    assert harness.parts() == {"available": 300 * DOLLAR}


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_at_any_call_approves_all_or_nothing(harness: BillingHarness, after: bool) -> None:
    """Killed anywhere and sent again, it is approved and charged once."""
    call = 1
    while call < 40:
        key = f"k{call}"
        approval_id = asked(harness, key=key)
        try:
            with crashing(aws.client("dynamodb"), at_call=call, after=after) as calls:
                harness.ask(
                    "POST /v1/approvals/{id}/approve",
                    path={"id": approval_id},
                    body=money("300.00"),
                    headers={"idempotency-key": key},
                )
        except Crash:
            pass
        else:
            if len(calls.made) < call:
                break
        assert approve(harness, approval_id, headers={"idempotency-key": key}).status == 200
        assert len(harness.paypal.captures()) == call
        call += 1
    assert call > 3
    harness.assert_books_right()


def test_an_admin_asks_twenty_times_a_day(harness: BillingHarness) -> None:
    """Each is a mail to the owner."""
    assert [ask(harness, key=f"k{number}").status for number in range(21)] == [201] * 20 + [429]
