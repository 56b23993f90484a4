"""PayPal's books beside ours: compared from the watermark on, in parts, whatever fails between them (B17)."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.reconciled import night
from contracts.bookkeeping import ReconciliationDue, ReconciliationPartDue
from kernel import clock
from kernel.dynamodb.transact_items import update
from services.billing.domain.reconciliation import OVERLAP, PartKind, Stage, plan
from simulators.paypal import reporting
from tests.in_process import door
from tests.services.billing.harness import DOLLAR, BillingHarness
from tests.services.billing.test_crashes import killed_at


def test_reconciliation_makes_up_for_webhooks_that_never_came(impatient: BillingHarness) -> None:
    """A capture and a refund without webhooks are lines of the report, and are booked (B17)."""
    harness = impatient
    harness.attach()
    harness.paypal.control("delivery", drop=True)
    harness.paypal.control("behaviour", charge="timeout", times=99, seconds=1.5)
    harness.buy("10.00")
    harness.paypal.control("behaviour", charge="completed")
    capture_id = harness.paypal.captures()[0]["capture_id"]
    harness.paypal.control("events", type="refunded", capture_id=capture_id, amount="4.00")
    harness.run("reconcile", later())
    assert harness.parts() == {"available": 6 * DOLLAR}
    assert lines(harness) == {"capture_not_booked", "refund_not_booked"}
    harness.assert_books_right()


def test_equal_books_have_no_line(harness: BillingHarness) -> None:
    """Nothing differs, and the report says so, and up to when PayPal was compared."""
    harness.attach()
    harness.buy("10.00")
    harness.run("reconcile", later())
    assert lines(harness) == set()
    (run,) = report(harness)["runs"]
    assert run["stage"] == "ended"
    assert run["events"] == {"captures": 1}
    assert run["payments"] == {"payments": 1}
    assert report(harness)["compared_until"] == run["end"]


def test_a_capture_without_a_payment_is_a_line(harness: BillingHarness) -> None:
    """Money at PayPal that no payment of ours explains is reported, and credited to no wallet."""
    harness.attach()
    harness.buy("10.00")
    harness.forget_payment(harness.items("PAYMENT")[0]["payment_id"])
    harness.run("reconcile", later())
    (line,) = report(harness, day=f"{clock.now():%Y-%m-%d}")["lines"]
    assert (line["what"], line["ours"], line["theirs"]) == ("unknown_capture", "0.00 USD", "10.00 USD")
    assert harness.parts() == {"available": 10 * DOLLAR}


def test_a_payment_that_paypal_lacks_is_a_line(harness: BillingHarness) -> None:
    """What we have booked and PayPal neither lists nor knows is reported; what it knows is not."""
    harness.attach()
    for amount in ("10.00", "20.00"):
        harness.buy(amount)
    state = harness.paypal.simulator.state
    state.events.clear()
    (lost, kept) = state.captures
    del state.captures[lost]
    harness.run("reconcile", later())
    (line,) = harness.items("LINE#")
    assert (line["what"], line["cause"]) == ("unknown_to_paypal", f"capture:{lost}")
    assert report(harness)["runs"][0]["payments"] == {"differences": 1, "not_listed": 2, "payments": 2}
    assert kept


def test_a_second_run_overwrites_nothing(harness: BillingHarness) -> None:
    """What was found is there once, and a difference that stays is no new line and no new alarm."""
    harness.attach()
    harness.buy("10.00")
    harness.forget_payment(harness.items("PAYMENT")[0]["payment_id"])
    move(harness, "T0400", "-5.00")
    harness.run("reconcile", later())
    first = {kind: harness.items(kind) for kind in ("LINE#", "JOURNAL", "ENTRY", "PAYMENT")}
    harness.run("reconcile", later())
    assert {kind: harness.items(kind) for kind in first} == first
    newest, oldest = report(harness)["runs"]
    assert (oldest["events"]["differences"], newest["events"].get("differences")) == (1, None)


def test_missed_nights_are_caught_up(harness: BillingHarness) -> None:
    """Six nights without a run: the next one compares all that PayPal listed since the watermark, in some runs."""
    harness.attach()
    harness.paypal.control("delivery", drop=True)
    harness.run("reconcile", later())
    harness.buy("20.00")
    long_ago = clock.now() - timedelta(days=6)
    harness.paypal.simulator.state.at = lambda: long_ago
    harness.paypal.control("events", type="refunded", amount="4.00")
    harness.paypal.simulator.state.at = clock.now
    set_watermark(harness, clock.now() - timedelta(days=7))
    harness.run("reconcile", later())
    assert harness.parts() == {"available": 16 * DOLLAR}
    runs = [run for run in report(harness)["runs"] if run["start"] < clock.to_text(clock.now() - timedelta(days=5))]
    assert len(report(harness)["runs"]) == 3
    assert all(run["stage"] == "ended" for run in runs)
    assert report(harness)["compared_until"] > clock.to_text(clock.now() - timedelta(minutes=5))
    harness.assert_as_at_paypal()


def test_payouts_and_fees_are_booked_once(harness: BillingHarness) -> None:
    """Payouts, returned ones, deposits and fees move clearing, bank and fees, however often they are listed."""
    harness.attach()
    harness.buy("50.00")
    for code, amount, fee in (("T0400", "-30.00", "-0.50"), ("T0106", "-20.00", "0"), ("T0300", "7.00", "0")):
        move(harness, code, amount, fee)
    move(harness, "T1101", "30.00")
    fee = next(it for it in harness.paypal.movements() if it["code"] == "T0106")["transaction_id"]
    move(harness, "T1108", "20.00", reference=fee)
    move(harness, "T1108", "1.20", reference=harness.paypal.captures()[0]["capture_id"])
    for _ in range(2):
        harness.run("reconcile", later())
        harness.assert_as_at_paypal()
    posted = [tuple(line) for item in harness.items("JOURNAL") for line in item["lines"]]
    assert sum(amount for account, _, amount in posted if account == "bank") == 7 * DOLLAR
    assert (
        sum(amount for account, part, amount in posted if account == "paypal_fees" and part[:4] != "pay_")
        == -DOLLAR / 2
    )
    assert lines(harness) == set()
    sums = report(harness)["runs"][0]["transactions"]
    assert (sums["T04"], sums["T04:money"], sums["T04:fee"]) == (1, "-30.00 USD", "-0.50 USD")


def test_other_movements_are_for_the_operator(harness: BillingHarness) -> None:
    """What is neither a payout nor a fee nor of a payment is a line, to be booked by hand, and so is a long wait."""
    for code, amount in (("T0200", "-3.00"), ("T0001", "-4.00"), ("T0000", "5.00")):
        move(harness, code, amount)
    for code, status in (("T0400", "P"), ("T0400", "D"), ("T1110", "S"), ("T1503", "S")):
        move(harness, code, "-6.00", status=status)
    move(harness, "T0400", "-7.00", status="P", age=timedelta(days=2, hours=12))
    harness.run("reconcile", later())
    found = sorted((line["what"], line["theirs"] // DOLLAR) for line in harness.items("LINE#"))
    assert found == [*(("movement_not_booked", it) for it in (-4, -3, 5)), ("movement_pending", -7)]
    assert harness.items("JOURNAL") == []


def test_a_payout_that_changes_is_a_line(harness: BillingHarness) -> None:
    """What is booked stays, and the operator learns of the difference."""
    move(harness, "T0400", "-3.00")
    harness.run("reconcile", later())
    (movement,) = harness.paypal.simulator.state.movements
    movement.amount = Decimal("-4.00")
    harness.run("reconcile", later())
    (line,) = harness.items("LINE#")
    assert (line["what"], line["ours"], line["theirs"]) == ("movement_differs", -3 * DOLLAR, -4 * DOLLAR)
    assert len(harness.items("JOURNAL")) == 1


def test_a_window_with_too_many_transactions_is_halved(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PayPal refuses to list more than it can; all are booked, in smaller windows."""
    monkeypatch.setattr(reporting, "_MOST", 3)
    for number in range(9):
        move(harness, "T0400", f"-{number + 1}.00", age=timedelta(hours=8, minutes=7 * number))
    harness.run("reconcile", later())
    harness.assert_as_at_paypal()
    assert len(harness.items("JOURNAL")) == 9


def test_more_than_a_step_may_do_is_done_in_steps(harness: BillingHarness) -> None:
    """A page with more differences than one step may mend is gone on with where it was left."""
    for number in range(45):
        move(harness, "T0400" if number % 2 else "T0200", f"-{number + 1}.00")
    harness.run("reconcile", later())
    assert len(harness.items("JOURNAL")) == 22
    assert len(harness.items("LINE#")) == 23
    harness.assert_books_right()


def test_tasks_that_come_twice_and_out_of_order_do_no_harm(harness: BillingHarness) -> None:
    """Each task of a run is delivered again, with new ids and shuffled: nothing is booked or written twice."""
    story(harness)
    harness.run("reconcile", later())
    first = {kind: harness.items(kind) for kind in ("LINE#", "JOURNAL", "WATERMARK", "LISTED")}
    tasks = [it for it in harness.world.outbox() if it.type.startswith("Reconciliation")]
    random.Random(1).shuffle(tasks)
    for task in tasks:
        event = {"ReconciliationDue": ReconciliationDue, "ReconciliationPartDue": ReconciliationPartDue}[task.type]
        harness.deliver_event(event.model_validate(task.data))
    harness.world.settle()
    assert {kind: harness.items(kind) for kind in first} == first
    harness.assert_as_at_paypal()


def test_a_part_that_fails_keeps_the_watermark_back(harness: BillingHarness) -> None:
    """While PayPal refuses a list its task fails, and stays in the queue; the watermark moves once it is done."""
    story(harness)
    harness.world.run_job("billing", "reconcile", clock.to_text(later()))
    tasks = [it for it in harness.world.outbox(harness.world.delivered) if it.type == "ReconciliationPartDue"]
    last = tasks[-1]
    with harness.paypal_away():
        forget_lists()
        assert harness.deliver_event(ReconciliationPartDue.model_validate(last.data), last.id)["batchItemFailures"]
    forget_lists()
    harness.world.delivered.add(last.id)
    harness.world.settle()
    assert report(harness)["compared_until"] is None
    run = report(harness)["runs"][0]
    assert report(harness, run=run["run"])["not_done"][0] == last.data["part"]
    harness.deliver_event(ReconciliationPartDue.model_validate(last.data), last.id)
    harness.world.settle()
    assert report(harness)["compared_until"] == run["end"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_between_any_two_steps_does_no_harm(harness: BillingHarness, after: bool) -> None:
    """Killed at each call of each task in turn, and delivered again, a run comes to what it would be without."""
    story(harness)
    harness.world.run_job("billing", "reconcile", clock.to_text(later()))
    killed = 0
    while fresh := harness.world.outbox(harness.world.delivered):
        for envelope in fresh:
            for call in range(1, 30):
                if not killed_at(harness, lambda it, of=envelope: it.world.deliver(of), call, after=after):
                    break
                killed += 1
            harness.world.delivered.add(envelope.id)
    assert killed > 20
    assert report(harness)["compared_until"] == report(harness)["runs"][0]["end"]
    assert lines(harness) == {"refund_not_booked", "unknown_capture", "movement_not_booked"}
    assert len(harness.items("LINE#")) == 3
    assert harness.parts() == {"available": 26 * DOLLAR}


def test_a_run_that_does_not_end_is_an_alarm(harness: BillingHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """A day and a half after the watermark the alarm rings every hour, and not before."""
    harness.run("watch_reconciliation")
    set_watermark(harness, clock.now() - timedelta(hours=35))
    harness.run("watch_reconciliation")
    assert "ReconciliationLate" not in capsys.readouterr().out
    set_watermark(harness, clock.now() - timedelta(hours=37))
    harness.run("watch_reconciliation")
    assert "ReconciliationLate" in capsys.readouterr().out


def test_a_first_run_that_does_not_end_is_an_alarm(harness: BillingHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """Without Transaction Search no run has ever ended: a day and a half after the first began the alarm rings."""
    harness.world.run_job("billing", "reconcile", clock.to_text(later()))
    for hours, is_late in ((35, False), (37, True)):
        harness.world.run_job("billing", "watch_reconciliation", clock.to_text(clock.now() + timedelta(hours=hours)))
        assert ("ReconciliationLate" in capsys.readouterr().out) is is_late


@given(st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 40))
def test_the_parts_of_a_run_cover_all_of_it(behind: int, at: int) -> None:
    """Parts of a kind adjoin from some days before the watermark to the run's end, and few of them suffice."""
    aim = datetime(2027, 1, 31, tzinfo=UTC) + timedelta(minutes=at)
    run = plan("rec_1", aim - timedelta(minutes=behind), aim)
    assert run.start <= min(run.end, aim - timedelta(minutes=behind)) - OVERLAP
    assert run.end == aim or run.end - (aim - timedelta(minutes=behind)) == timedelta(days=5)
    for kind in PartKind:
        parts = [part for stage in Stage for part in run.parts(stage) if part.kind is kind]
        assert len({part.name for part in parts}) == len(parts) < 12
        assert all(before.end == after.start for before, after in pairwise(parts))
        assert parts[0].start == run.start
        assert parts[-1].end == (run.end - timedelta(hours=6) if kind is PartKind.TRANSACTIONS else run.end)


def story(harness: BillingHarness) -> None:
    """Let PayPal have a refund that we lack, a capture of no payment, a payout, and a movement of an unknown kind."""
    harness.attach()
    harness.paypal.control("delivery", drop=True)
    for amount in ("10.00", "20.00"):
        harness.buy(amount)
    newest = harness.paypal.captures()[-1]["capture_id"]
    harness.paypal.control("events", type="refunded", capture_id=newest, amount="4.00")
    (event, *_) = [it for it in harness.paypal.simulator.state.events if it["event_type"].endswith("COMPLETED")]
    foreign = event["resource"] | {"id": "FOREIGN", "custom_id": "pay_other"}
    harness.paypal.simulator.state.events.append(event | {"id": "WH-FOREIGN", "resource": foreign})
    move(harness, "T0400", "-5.00", "-0.10")
    move(harness, "T0200", "-1.00")


def move(
    harness: BillingHarness,
    code: str,
    amount: str,
    fee: str = "0",
    status: str = "S",
    age: timedelta = timedelta(hours=8),
    reference: str = "",
) -> None:
    """Move our balance at PayPal."""
    at = (clock.now() - age).isoformat()
    said = {"code": code, "amount": amount, "fee": fee, "status": status, "at": at, "reference": reference}
    harness.paypal.control("movements", **said)


def set_watermark(harness: BillingHarness, until: datetime) -> None:
    """Set up to when PayPal was compared."""
    harness.table.commit([update({"pk": "RECONCILIATION", "sk": "WATERMARK"}, set={"until": clock.to_text(until)})])


def forget_lists() -> None:
    """Connect to PayPal's lists anew, as a fresh container does."""
    door("billing", "reconciliation_wiring").history.cache_clear()


def lines(harness: BillingHarness) -> set[str]:
    """Return what the lines of the report say."""
    return {line["what"] for line in harness.items("LINE#")}


def report(harness: BillingHarness, **asked: Any) -> dict[str, Any]:
    """Return the report as an operator gets it."""
    with harness.world.inside("billing"):
        found: dict[str, Any] = door("billing", "reports").handler({"report": "reconciliation"} | asked, None)
    return found


def later() -> datetime:
    """Return an hour from now: what is younger than some minutes is not compared."""
    return clock.now() + timedelta(hours=1)


def test_a_night_with_thousands_of_captures_costs_little_for_each() -> None:
    """Two thousand captures: few calls for each, and each task within its bounds (the bench does 50,000)."""
    found = night(2_000)
    assert found.paypal_calls < 0.05
    assert found.reads + found.transactions < 0.25
    assert found.write_units < 1
    assert found.most_calls_of_a_step < 150
    assert found.most_megabytes_of_a_step < 10
