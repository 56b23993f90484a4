"""Faults of our account at the carrier: an alarm and a pause, nothing is charged for nothing, and no user is blamed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contracts.approvals import NumberApproved
from contracts.numbers import NumberOrderDue
from kernel import clock
from services.numbers.domain.account_faults import ACCOUNT_FAULTS, BUSY, Area
from services.numbers.domain.texting_codes import TEXTING_CODES, Fault
from services.numbers.stores import carrier_pauses
from simulators.telnyx.account_faults import FAULTS
from tests.in_process import door
from tests.services.numbers.comparing import counted
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, NumbersHarness
from tests.services.numbers.registrations_harness import plant_approval
from tests.services.numbers.texts_harness import TextsHarness, due, paid

Output = pytest.CaptureFixture[str]
OF_TEXTS = sorted(code for code in ACCOUNT_FAULTS if code != "85007")
OF_ORDERS = sorted(code for code in ACCOUNT_FAULTS if not code.startswith("40"))
PAUSED = (503, "carrier_paused")


def _plant(harness: NumbersHarness, code: str, *areas: str, **how: Any) -> None:
    harness.carrier.requests_for("account", code=code, areas=list(areas), **how)


def _mend(harness: NumbersHarness) -> None:
    harness.carrier.requests_for("account")


def _alarms(code: str, capsys: Output) -> int:
    return counted("CarrierBusy" if code == BUSY else "CarrierAccountFault", capsys)


def _let_a_pause_pass(harness: NumbersHarness, by: timedelta = timedelta(minutes=10)) -> None:
    """Let the time pass after which the next request is let through."""
    for pause in list(carrier_pauses.list_all(harness.table)):
        harness.table.commit([carrier_pauses.save(replace(pause, probe_at=pause.probe_at - by), pause)])


def test_the_simulator_can_plant_each_fault() -> None:
    """What the code knows, the simulated carrier does."""
    assert FAULTS.keys() == ACCOUNT_FAULTS.keys()


@pytest.mark.parametrize("code", OF_TEXTS)
def test_a_fault_pauses_texts_and_blames_no_one(texts: TextsHarness, code: str, capsys: Output) -> None:
    """A paid text waits, a new one is refused before it is paid, and both are possible once the account works."""
    message_id, second = texts.wants("one"), texts.wants("two")
    _plant(texts.harness, code, "texts")
    texts.harness.deliver_events(paid(message_id), paid(second))
    assert _alarms(code, capsys) == 1  # the second text met the pause
    assert [texts.status(it) for it in (message_id, second)] == ["paid", "paid"]
    refused = texts.writes("three")
    assert (refused.status, refused.body["code"]) == PAUSED
    assert "Nothing was charged" in refused.body["detail"]
    assert texts.writes("three", query={"dry_run": "true"}).status == 503
    assert texts.failures() == texts.harness.carrier.texts() == []
    _mend(texts.harness)
    texts.later(timedelta(minutes=7))
    texts.later(timedelta(minutes=8))
    texts.hears(4)
    assert [texts.status(it) for it in (message_id, second)] == ["delivered", "delivered"]
    assert texts.writes("three").status == 202
    assert list(carrier_pauses.list_all(texts.harness.table)) == []


@pytest.mark.parametrize("status", [400, 401, 402, 403, 409, 422])
def test_the_code_counts_and_not_the_status(texts: TextsHarness, status: int) -> None:
    """The carrier's document says with which code, and not with which status."""
    message_id = texts.wants()
    _plant(texts.harness, "20100", "texts", status=status)
    texts.harness.deliver_events(paid(message_id))
    assert (texts.status(message_id), texts.failures()) == ("paid", [])


def test_a_text_that_waits_for_an_hour_is_refunded(texts: TextsHarness) -> None:
    """A text of an hour ago is of no use: its price goes back, and the reason is ours."""
    message_id = texts.wants()
    _plant(texts.harness, "40314", "texts")
    texts.harness.deliver_events(paid(message_id), due(message_id, timedelta(minutes=61)))
    text = texts.see(message_id)
    assert (text["status"], text["reason"], text["returned"]) == ("failed", "carrier_unavailable", True)


def test_while_it_is_closed_the_carrier_is_asked_once_in_a_while(texts: TextsHarness) -> None:
    """Of many texts that wait one is the probe; if it fails, all wait on."""
    waiting = [texts.wants(str(it)) for it in range(4)]
    _plant(texts.harness, "40314", "texts")
    texts.harness.deliver_events(*map(paid, waiting))

    def asked() -> int:
        return len([it for it in texts.harness.carrier.exchanges if it.target == "/messages"])

    assert asked() == 1
    texts.later(timedelta(minutes=3))
    assert asked() == 1
    texts.later(timedelta(minutes=6))
    assert asked() == 2
    assert {texts.status(it) for it in waiting} == {"paid"}


def test_a_limit_of_one_profile_pauses_one_team(texts: TextsHarness) -> None:
    """The daily spend of a team's messaging profile stops its texts, and no other one's."""
    own = texts.harness.has(STRANGER)
    plant_approval(texts.harness.table, own["number_id"], STRANGER)
    profile = texts.harness.carrier.simulator.inventory.find_active(texts.phone_number)
    assert profile is not None
    _plant(texts.harness, "40333", "texts", profile_id=profile["messaging_profile_id"])
    texts.harness.deliver_events(paid(texts.wants()))
    assert texts.writes().status == 503
    assert texts.writes(as_=STRANGER, body={"number_id": own["number_id"]}).status == 202
    assert [it.holder for it in carrier_pauses.list_all(texts.harness.table)] == [TEAM]


def test_a_fault_that_a_webhook_reports_pauses_too(texts: TextsHarness) -> None:
    """A text that was accepted and fails for our account is refunded, in words that blame no one."""
    message_id = texts.sends(outcome="sending_failed", code="40314")
    texts.hears(1)
    text = texts.see(message_id)
    assert (text["status"], text["returned"], "isn't your fault" in text["reason_text"]) == ("failed", True, True)
    assert texts.writes().status == 503


@pytest.mark.parametrize("code", OF_ORDERS)
def test_a_fault_pauses_orders_and_blames_no_one(harness: NumbersHarness, code: str, capsys: Output) -> None:
    """No one reads that another person was quicker: nothing is reserved or charged until the account works."""
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    _plant(harness, code, "orders")
    for attempt in range(2):
        refused = harness.wants(phone_number=phone_number)
        is_first_of_busy = code == BUSY and attempt == 0
        expected = (503, "carrier_unavailable") if is_first_of_busy else PAUSED
        assert (refused.status, refused.body["code"]) == expected
    assert _alarms(code, capsys) == 1
    assert harness.events("NumberRequested") == []
    _mend(harness)
    _let_a_pause_pass(harness)
    assert harness.wants(phone_number=phone_number).status == 202
    assert [it.area for it in carrier_pauses.list_all(harness.table) if it.area is Area.ORDERS] == []


@pytest.mark.parametrize("code", ["20100", "20012", "10039"])
def test_a_paid_order_waits_for_the_account(harness: NumbersHarness, code: str) -> None:
    """The number stays in order, and is delivered once the account works: no refund, no notice."""
    number_id = harness.wants().body["number_id"]
    _plant(harness, code, "orders")
    harness.paid(number_id)
    assert harness.see(number_id)["status"] == "ordering"
    harness.deliver_events(NumberOrderDue(number_id=number_id, as_of=clock.now() + timedelta(minutes=3)))
    _mend(harness)
    harness.run("recheck_orders", clock.now() + timedelta(minutes=10))
    harness.carrier_done()
    harness.run("recheck_orders", clock.now() + timedelta(minutes=20))
    assert harness.see(number_id)["status"] == "active"
    assert harness.events("NumberOrderFailed") == harness.events("NumberNoticeDue") == []


def test_an_approved_number_waits_for_the_account(harness: NumbersHarness) -> None:
    """The owner's consent is not answered with "just taken": the event comes again, and then it is bought."""
    about = {"approval_id": "apr_1", "team_id": TEAM, "asked_by": ADMIN, "approved_by": OWNER, "user_id": None}
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    event = NumberApproved(**about, plan_id="local_monthly", phone_number=phone_number)
    _plant(harness, "85007", "orders")
    assert not harness.try_once(event)
    assert [it.code for it in carrier_pauses.list_all(harness.table)] == ["85007"]
    _mend(harness)
    assert not harness.try_once(event)  # it is too early for the probe
    _let_a_pause_pass(harness)
    harness.deliver_events(event)
    assert len(harness.events("NumberRequested")) == 1
    assert harness.events("NumberNoticeDue") == list(carrier_pauses.list_all(harness.table)) == []


def test_an_order_waits_for_three_days_at_most(harness: NumbersHarness) -> None:
    """Then the money goes back; that the number was taken is not said."""
    number_id = harness.wants().body["number_id"]
    _plant(harness, "20100", "orders")
    harness.paid(number_id)
    harness.run("recheck_orders", clock.now() + timedelta(days=2))
    assert harness.see(number_id)["status"] == "ordering"
    harness.run("recheck_orders", clock.now() + timedelta(days=3, minutes=1))
    assert harness.see(number_id)["status"] == "failed"
    assert [it["reason"] for it in harness.events("NumberOrderFailed")] == ["carrier_failed"]


def test_a_search_that_the_carrier_refuses_is_no_empty_stock(harness: NumbersHarness) -> None:
    """The account's fault is said to be ours: not that there are no such numbers."""
    _plant(harness, "20013", "search")
    reply = harness.ask("GET /v1/numbers/available", query={"area_code": "415"})
    assert (reply.status, reply.body["code"]) == PAUSED


def test_the_operator_reads_what_to_do_and_opens_it(texts: TextsHarness) -> None:
    """The report says what is paused and the advice; `open_carrier` has it asked again at once."""
    _plant(texts.harness, "20100", "texts")
    message_id = texts.sends()
    with texts.harness.world.inside("numbers"):
        pauses = door("numbers", "reports").handler({"report": "carrier_pauses"}, None)["pauses"]
    assert [(it["area"], it["code"], it["holder"]) for it in pauses] == [
        ("orders", "20100", None),
        ("texts", "20100", None),
    ]
    assert {it["advice"] for it in pauses} == {ACCOUNT_FAULTS["20100"].advice}
    _mend(texts.harness)
    with texts.harness.world.inside("numbers"):
        asked = {"action": "open_carrier", "area": "texts", "request_id": "request-1", "by": "kim", "reason": "paid in"}
        assert "20100" in str(door("numbers", "operations").handler(asked, None))
    texts.later(timedelta(seconds=59))
    texts.hears()
    assert texts.status(message_id) == "delivered"


def test_no_fault_of_our_account_has_words_that_blame_a_user() -> None:
    """Each code that pauses texts is ours, or the carrier's own queue, in what a sender reads too."""
    assert {TEXTING_CODES[code].fault for code in OF_TEXTS} == {Fault.ACCOUNT, Fault.CARRIER}
    assert [code for code in OF_TEXTS if TEXTING_CODES[code].fault is Fault.CARRIER] == ["40318"]
    assert MEMBER not in str(ACCOUNT_FAULTS)


def test_a_number_that_is_not_set_up_rings_an_alarm(texts: TextsHarness, capsys: Output) -> None:
    """A text that is not sent because of how we set up its number is refunded, and the operator learns of it."""
    message_id = texts.sends(fault="refused", code="40013")
    assert (texts.status(message_id), texts.see(message_id)["reason"]) == ("failed", "40013")
    assert counted("TextingNotSetUp", capsys) == 1


def test_a_text_waits_for_a_number_that_is_being_set_up(texts: TextsHarness, capsys: Output) -> None:
    """A number without its profile gets it, and the text goes a minute later; it does not wait longer than ten."""
    number = texts.harness.carrier.simulator.inventory.find_active(texts.phone_number)
    assert number is not None
    number["messaging_profile_id"] = ""
    message_id = texts.sends()
    assert (texts.status(message_id), number["messaging_profile_id"] != "") == ("paid", True)
    texts.later(timedelta(seconds=59))
    texts.hears()
    assert texts.status(message_id) == "delivered"
    late = texts.wants()
    texts.harness.carrier.behave_at_texts(fault="refused", code="40320", times=2)
    texts.harness.deliver_events(paid(late), due(late, timedelta(minutes=11)))
    assert (texts.status(late), counted("TextingNotSetUp", capsys)) == ("failed", 1)
