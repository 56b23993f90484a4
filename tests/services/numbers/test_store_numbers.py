"""A number that a subscription in an app store pays for: ordered without a wallet, managed in the store (B9, N2)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.billing import PaymentMethodChanged
from contracts.identity import AccountClosed, AccountRegistered
from contracts.plan_events import (
    BillingDaySet,
    PlanCancelled,
    PlanChanged,
    PlanEnded,
    PlanPastDue,
    PlanRefused,
    PlanRenewed,
    PlanResumed,
)
from contracts.store_subscriptions import StoreSubscriptionChanged
from kernel import clock
from tests.in_process import Reply
from tests.services.numbers.harness import MEMBER, MONTH, OWNER, NumbersHarness, activated, plan

PAUL, SUB = "acc_paul", "sto_1"
AT = datetime(2026, 12, 31, tzinfo=UTC)


def changed(account_id: str = PAUL, revision: int = 1, **more: Any) -> StoreSubscriptionChanged:
    """Return billing's event of what is known of a subscription."""
    about = {
        "subscription_id": SUB, "account_id": account_id, "store": "app_store", "is_test": False,
        "product_id": "phone.us.monthly", "plan_id": "local_monthly", "paid_through": clock.now() + MONTH,
        "periods": 1, "renews": True, "renews_at": None, "revision": revision,
    }  # fmt: skip
    return StoreSubscriptionChanged.model_validate(about | more)


@pytest.fixture
def pauls(harness: NumbersHarness) -> NumbersHarness:
    """Return the harness with Paul, who is on no team, has no wallet, and has bought in the App Store."""
    email = "paul@example.com"
    harness.deliver_event(AccountRegistered(account_id=PAUL, phone_number="+14155550177", name="Paul", email=email))
    harness.deliver_events(changed())
    return harness


def order(pauls: NumbersHarness, as_: str = PAUL, **more: Any) -> Reply:
    """Order a number with the subscription."""
    return pauls.wants(as_, **({"store_subscription_id": SUB, "plan_id": None} | more))


def active(pauls: NumbersHarness) -> str:
    """Return the id of a number that is ordered with the subscription, and delivered."""
    number_id: str = order(pauls).body["number_id"]
    about = activated(number_id, payer=PAUL).model_copy(update={"store": "app_store"})
    pauls.deliver_events(about)
    for delivery in pauls.carrier.listener.wait_for(lambda heard: len(heard) >= 1):
        pauls.deliver(delivery)
    pauls.world.settle()
    return number_id


def test_no_wallet_is_needed(pauls: NumbersHarness) -> None:
    """The plan is that of the product, and billing is asked to open it without a charge."""
    reply = order(pauls)
    assert (reply.status, reply.body["status"], reply.body["plan"]["plan_id"]) == (202, "ordering", "local_monthly")
    (wish,) = pauls.events("NumberRequested")
    assert (wish["store_subscription_id"], wish["plan_id"], wish["holder"]) == (SUB, "local_monthly", PAUL)


def test_it_is_quoted_as_free(pauls: NumbersHarness) -> None:
    """Nothing is charged; the quote says until when the store is paid, and nothing is ordered."""
    reply = order(pauls, query={"dry_run": "true"})
    assert (reply.status, reply.body["total_now"]["amount"]) == (200, "0.00")
    assert "paid in the App Store through" in reply.body["lines"][0]["what"]
    assert pauls.events("NumberRequested") == []


@pytest.mark.parametrize(
    ("known", "more", "status", "code", "field"),
    [
        ({}, {"plan_id": "local_yearly"}, 422, "plan_does_not_fit", "plan_id"),
        ({}, {"store_subscription_id": "sto_2"}, 422, "unknown_store_subscription", "store_subscription_id"),
        ({"is_test": True, "subscription_id": "sto_2"}, {"store_subscription_id": "sto_2"}, 422,
         "unknown_store_subscription", "store_subscription_id"),
        ({"plan_id": "toll_free_monthly"}, {}, 422, "plan_does_not_fit", "store_subscription_id"),
        ({"plan_id": ""}, {}, 422, "unknown_store_subscription", "store_subscription_id"),
        ({"number_id": "num_1"}, {}, 409, "store_subscription_in_use", None),
        ({"paid_through": None}, {}, 409, "store_subscription_unpaid", None),
        ({"paid_through": clock.now() - timedelta(days=1)}, {}, 409, "store_subscription_unpaid", None),
        ({}, {"user_id": "acc_other"}, 422, "user_not_on_team", "user_id"),
        ({}, {"payer": "team"}, 404, "no_team", None),
        ({}, {"store_subscription_id": None}, 422, "unknown_plan", "plan_id"),
    ],
)  # fmt: skip
def test_what_cannot_pay_is_refused(
    pauls: NumbersHarness, known: dict[str, Any], more: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    """Each with a problem of its own that names the field, where one is wrong; nothing is ordered."""
    pauls.deliver_events(changed(revision=2, **known))
    reply = order(pauls, **more)
    assert (reply.status, reply.body["code"]) == (status, code)
    assert [it["field"] for it in reply.body.get("errors", [])] == ([field] if field else [])
    assert pauls.events("NumberRequested") == []


def test_on_a_team_it_pays_for_nothing(pauls: NumbersHarness) -> None:
    """The team pays for its members' numbers."""
    pauls.deliver_events(changed(MEMBER))
    reply = order(pauls, MEMBER, payer="self")
    assert (reply.status, reply.body["code"]) == (409, "on_a_team")


def test_an_older_event_changes_nothing(pauls: NumbersHarness) -> None:
    """Of two events of a subscription the one with the higher revision holds."""
    pauls.deliver_events(changed(revision=3, number_id="num_1"), changed(revision=2))
    assert order(pauls).body["code"] == "store_subscription_in_use"


def test_a_closed_account_has_none(pauls: NumbersHarness) -> None:
    """What it paid for is forgotten, and an event that comes late is not kept."""
    pauls.deliver_events(AccountClosed(account_id=PAUL), changed(revision=9))
    assert not pauls.table.get(pk=f"STORESUBS#{PAUL}", sk=f"STORESUB#{SUB}")


def test_it_is_managed_in_the_store(pauls: NumbersHarness) -> None:
    """Canceling it, and restoring it while it runs, is refused with where to do so."""
    number_id = active(pauls)
    assert (pauls.see(number_id, PAUL)["store"], pauls.see(number_id, PAUL)["status"]) == ("app_store", "active")
    path = {"id": number_id}
    refused = pauls.ask("DELETE /v1/numbers/{id}", PAUL, path=path)
    pauls.deliver_events(PlanCancelled(**plan(number_id, PAUL, 2), store="app_store", paid_through=clock.now() + MONTH))
    restored = pauls.ask("POST /v1/numbers/{id}/restore", PAUL, path=path, body={})
    for reply in (refused, restored):
        assert (reply.status, reply.body["code"]) == (409, "paid_in_store")
        assert "apps.apple.com" in str(reply.body)


def test_a_plan_may_open_canceled_and_go_on_when_it_moves(pauls: NumbersHarness) -> None:
    """Whether it ends is said with the terms of the plan; an event that does not say so leaves it."""
    number_id: str = order(pauls).body["number_id"]
    pauls.deliver_events(activated(number_id, payer=PAUL).model_copy(update={"store": "app_store", "cancelled": True}))
    assert pauls.see(number_id, PAUL)["ends"]
    for revision, said, ends in ((2, None, True), (3, False, False), (4, True, True)):
        about = plan(number_id, PAUL, revision) | {"cancelled": said, "paid_through": clock.now() + MONTH}
        pauls.deliver_events(PlanRenewed(**about))
        assert pauls.see(number_id, PAUL)["ends"] == ends


def test_it_is_restored_with_a_subscription(pauls: NumbersHarness) -> None:
    """Out of its reserve, without a charge; while its plan runs the subscription is not needed."""
    number_id = active(pauls)
    path, body = {"id": number_id}, {"store_subscription_id": SUB}
    pauls.deliver_events(
        PlanEnded(**plan(number_id, PAUL, 2), store="app_store", paid_through=clock.now(), ended_at=clock.now())
    )
    quote = pauls.ask("POST /v1/numbers/{id}/restore", PAUL, path=path, body=body, query={"dry_run": "true"})
    assert (quote.status, quote.body["total_now"]["amount"]) == (200, "0.00")
    assert pauls.ask("POST /v1/numbers/{id}/restore", PAUL, path=path, body=body).status == 202
    (_, wish) = pauls.events("NumberRequested")
    assert (wish["restores"], wish["store_subscription_id"]) == (True, SUB)


def test_a_plan_that_runs_needs_no_subscription(pauls: NumbersHarness) -> None:
    """A number that is canceled, and paid to us, is kept by its own plan."""
    number_id: str = order(pauls).body["number_id"]
    pauls.deliver_events(activated(number_id, payer=PAUL))
    for delivery in pauls.carrier.listener.wait_for(lambda heard: len(heard) >= 1):
        pauls.deliver(delivery)
    pauls.world.settle()
    pauls.ask("DELETE /v1/numbers/{id}", PAUL, path={"id": number_id})
    body = {"store_subscription_id": SUB}
    reply = pauls.ask("POST /v1/numbers/{id}/restore", PAUL, path={"id": number_id}, body=body)
    assert (reply.status, reply.body["code"]) == (409, "plan_still_runs")


def test_a_refusal_of_billing_is_explained(pauls: NumbersHarness) -> None:
    """The order fails for a reason of the store's, and the notice promises no refund."""
    number_id: str = order(pauls).body["number_id"]
    pauls.deliver_events(PlanRefused(**plan(number_id, PAUL, 1), request_id=number_id, reason="store_in_use"))
    number = pauls.see(number_id, PAUL)
    assert (number["status"], number["reason_text"]) == (
        "failed",
        "The subscription already pays for another number.",
    )
    (notice,) = pauls.events("NumberNoticeDue")
    assert notice["kind"] == "order_failed_in_store"


def test_what_the_carrier_does_not_have_is_not_refunded(pauls: NumbersHarness) -> None:
    """The paid time can go to another number, and the notice says so."""
    pauls.carrier.behave(outcome="failure", delay_seconds=0)
    number_id: str = order(pauls).body["number_id"]
    pauls.deliver_events(activated(number_id, payer=PAUL).model_copy(update={"store": "app_store"}))
    pauls.carrier_done()
    pauls.run("recheck_orders", clock.now() + timedelta(minutes=5))
    assert [it["kind"] for it in pauls.events("NumberNoticeDue")] == ["order_failed_in_store"]
    assert len(pauls.events("NumberOrderFailed")) == 1


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"renews_at": AT}, ["The App Store charges you again on December 31, 2026 unless you cancel. On your iPhone"]),
        ({"renews": False}, ["The App Store doesn't renew it, so the plan ends on "]),
        (
            {"moved": True, "renews_at": AT},
            [
                "You've moved to the web. Connect PayPal, or the plan ends on ",
                "The App Store charges you again on December 31, 2026 unless you cancel. If it does, its time is added",
            ],
        ),
        ({"moved": True, "renews": False}, ["You've moved to the web. Connect PayPal, or the plan ends on "]),
    ],
)
def test_the_quote_says_what_follows(pauls: NumbersHarness, known: dict[str, Any], said: list[str]) -> None:
    """Who charges after the paid time, and how the store is stopped: 0 now is not all that there is to know (B15)."""
    pauls.deliver_events(changed(revision=2, **known))
    notes = order(pauls, query={"dry_run": "true"}).body["notes"][1:]
    assert [note.startswith(begins) for note, begins in zip(notes, said, strict=True)] == [True] * len(said), notes


def test_after_the_move_the_quote_has_our_renewal(pauls: NumbersHarness) -> None:
    """With a wallet the plan's price is charged when the store's time is over, as billing charges it."""
    end = clock.now() + MONTH
    pauls.deliver_events(changed(revision=2, moved=True, renews=False, paid_through=end))
    pauls.deliver_event(PaymentMethodChanged(account_id=PAUL, works=True, revision=1))
    quote = order(pauls, query={"dry_run": "true"}).body
    first, renewal = quote["lines"]
    assert (first["amount"]["amount"], renewal["amount"]["amount"], renewal["payer"]) == ("0.00", "1.00", "self")
    assert (datetime.fromisoformat(renewal["when"]), quote["total_now"]["amount"]) == (end, "0.00")
    assert len(quote["notes"]) == 1


def test_our_first_charge_is_quoted_up_to_the_billing_day(pauls: NumbersHarness) -> None:
    """As billing charges it: a part of a month costs its part, unless the number keeps a day of its own (B15)."""
    end = datetime(2027, 3, 1, tzinfo=UTC)
    pauls.deliver_events(changed(revision=2, moved=True, renews=False, paid_through=end))
    pauls.deliver_events(PaymentMethodChanged(account_id=PAUL, works=True, revision=1))
    pauls.deliver_events(BillingDaySet(payer=PAUL, at=datetime(2026, 1, 16, tzinfo=UTC)))
    for day, amount in (("shared", "0.54"), ("own", "1.00")):
        quote = order(pauls, query={"dry_run": "true"}, billing_day=day).body
        assert quote["lines"][1]["amount"]["amount"] == amount


def test_an_owner_uses_it_for_a_number_of_their_own(pauls: NumbersHarness) -> None:
    """What they have bought in a store is theirs, and no team's: it pays for their own number, never for the team's."""
    pauls.deliver_events(changed(OWNER))
    reply = order(pauls, OWNER)
    assert reply.status == 202
    assert [(it["holder"], it["user_id"]) for it in pauls.events("NumberRequested")] == [(OWNER, OWNER)]
    team = order(pauls, OWNER, payer="team")
    assert (team.status, team.body["code"]) == (409, "on_a_team")
    assert team.body["detail"] == "A store subscription pays only for a number of your own, not for the team's."


@pytest.mark.parametrize("event", [PlanPastDue, PlanChanged])
@pytest.mark.parametrize("cancelled", [True, False])
def test_a_plan_past_due_says_whether_it_ends(pauls: NumbersHarness, event: type[Any], cancelled: bool) -> None:
    """Its number shows it, also if the store has turned the renewal off or on since."""
    number_id = active(pauls)
    late = {"reason": "store_renewal_failed", "next_try_at": clock.now()} if event is PlanPastDue else {}
    before = PlanResumed if cancelled else PlanCancelled
    pauls.deliver_events(
        before(**plan(number_id, PAUL, 5), paid_through=clock.now()),
        event(**plan(number_id, PAUL, 6), paid_through=clock.now(), cancelled=cancelled, **late),
    )
    assert pauls.see(number_id, PAUL)["ends"] is cancelled


@pytest.mark.parametrize("renews", [True, False])
def test_what_becomes_of_it_names_its_store_and_no_price_of_ours(pauls: NumbersHarness, renews: bool) -> None:
    """Before an account is closed: we charge nothing for it, and the store goes on until its customer cancels there."""
    number_id = active(pauls)
    pauls.deliver_events(
        (PlanResumed if renews else PlanCancelled)(
            **(plan(number_id, PAUL, 5) | {"store": "app_store"}), paid_through=clock.now()
        )
    )
    path = "GET /v1/numbers/consequences"
    (shown,) = [it for it in pauls.ask(path, PAUL, query={"action": "close"}).body["items"] if it["kind"] == "number"]
    assert (shown["store"], shown["price"], shown["months"]) == ("app_store", None, 1 if renews else None)
