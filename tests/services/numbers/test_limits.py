"""Brakes on what costs us money at the carrier or reaches strangers: 429 with Retry-After, by account and address."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from kernel import aws, clock
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.limits import Limit
from services.numbers.domain import limits
from tests.faults import counted
from tests.services.numbers.harness import OWNER, STRANGER, NumbersHarness
from tests.services.numbers.port_ins_harness import FORM
from tests.services.numbers.texts_harness import FRIEND, TextsHarness

SEARCH = "GET /v1/numbers/available"


@pytest.fixture(autouse=True)
def at_the_full_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the next minute of the clock, so that no window of a limit ends while a test runs."""
    real = clock.now
    ahead = real().replace(second=0, microsecond=0) + timedelta(minutes=1) - real()
    monkeypatch.setattr(clock, "now", lambda: real() + ahead)


def _search(harness: NumbersHarness, digits: int, as_: str = STRANGER, **options: Any) -> tuple[int, str]:
    reply = harness.ask(SEARCH, as_, query={"contains": f"{digits}"}, **options)
    return reply.status, reply.headers.get("retry-after", "")


def test_a_free_account_searches_the_carriers_stock_twenty_times_a_minute(harness: NumbersHarness) -> None:
    """Sixty searches in a row are twenty calls of the carrier; the rest wait for the next minute."""
    answers = [_search(harness, digits) for digits in range(60)]
    assert [status for status, _ in answers] == [200] * 20 + [429] * 40
    assert all(0 < int(wait) <= 61 for _, wait in answers[20:])


def test_further_accounts_at_one_address_search_no_more(harness: NumbersHarness) -> None:
    """The limit of the address holds over all accounts; another address is free."""
    statuses = [
        _search(harness, 20 * number + digits, f"acc_{number}")[0] for number in range(4) for digits in range(20)
    ]
    assert statuses == [200] * 60 + [429] * 20
    assert _search(harness, 99, "acc_3", address="192.0.2.77")[0] == 200


def test_the_same_search_within_a_minute_asks_the_carrier_once(harness: NumbersHarness) -> None:
    """Its answer is kept for 60 seconds: it costs no carrier call, no write, and nothing of the limit."""
    assert {_search(harness, 7)[0] for _ in range(30)} == {200}
    with counted(aws.client("dynamodb")) as calls:
        _search(harness, 7)
    assert "TransactWriteItems" not in calls.made
    harness.ask(SEARCH, STRANGER, query={"contains": "8"})
    with counted(aws.client("dynamodb")) as calls:
        _search(harness, 9)
    assert calls.made.count("TransactWriteItems") == 1


def test_a_kept_answer_is_asked_for_anew_after_a_minute(
    harness: NumbersHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sold meanwhile is not shown for longer."""
    _search(harness, 7)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=61))
    with counted(aws.client("dynamodb")) as calls:
        _search(harness, 7)
    assert calls.made.count("TransactWriteItems") == 1


def test_a_refused_caller_does_not_reach_the_carrier(harness: NumbersHarness) -> None:
    """Who has closed their account asks the carrier for nothing, and counts toward no limit."""
    harness.deliver_events(AccountClosed(account_id=STRANGER))
    before = len(harness.carrier.exchanges)
    with counted(aws.client("dynamodb")) as calls:
        assert _search(harness, 7)[0] == 401
    assert "TransactWriteItems" not in calls.made
    assert len(harness.carrier.exchanges) == before
    assert _search(harness, 7, OWNER)[0] == 200
    assert len(harness.carrier.exchanges) == before + 1


def test_a_number_texts_twenty_new_people_an_hour(texts: TextsHarness) -> None:
    """Forty strangers in a row are twenty texts; the rest say how long to wait."""
    replies = [texts.writes(to=f"+1415555{2000 + last}") for last in range(24)]
    assert [reply.status for reply in replies] == [202] * 20 + [429] * 4
    assert replies[-1].body["code"] == "too_many_recipients"
    assert 0 < int(replies[-1].headers["retry-after"]) <= 3601
    assert texts.writes(to="+14155552003").status == 202


def test_a_person_who_texted_first_is_no_new_recipient(texts: TextsHarness) -> None:
    """Customers who write to a number can all be answered."""
    texts.hears_from(FRIEND)
    assert [texts.writes(to=f"+1415555{2000 + last}").status for last in range(20)] == [202] * 20
    assert texts.writes(to=FRIEND).status == 202
    assert texts.writes(to="+14155552999").status == 429


def test_an_account_sends_thirty_texts_a_minute(texts: TextsHarness) -> None:
    """The limit holds over all recipients, known ones too."""
    statuses = [texts.writes().status for _ in range(31)]
    assert statuses == [202] * 30 + [429]


def test_a_text_reads_once_and_writes_once(texts: TextsHarness) -> None:
    """The limits cost no call: they are entries of the text's own transaction."""
    with counted(aws.client("dynamodb")) as calls:
        texts.writes()
    assert calls.made == ["BatchGetItem", "TransactWriteItems"]


@pytest.mark.parametrize(
    ("key", "spent", "code", "more"),
    [
        ("POST /v1/numbers", limits.PURCHASES, "too_many_purchases", {}),
        ("POST /v1/port-ins", limits.PORT_CHECKS, "too_many_searches", FORM),
    ],
)
def test_purchases_and_port_checks_are_counted_before_the_carrier_is_asked(
    harness: NumbersHarness, key: str, spent: tuple[Limit, ...], code: str, more: dict[str, Any]
) -> None:
    """At the limit the carrier is not asked to reserve a number, nor whether one is portable."""
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "req_1", "203.0.113.7"))
    work.save(count_uses(work, spent, by=spent[0].most))
    work.commit()
    harness.carrier.behave(fault="all_down", times=9)
    body = {"phone_number": phone_number, "plan_id": "local_monthly"} | dict(more)
    reply = harness.ask(key, OWNER, body=body)
    assert (reply.status, reply.body["code"]) == (429, code)
    assert int(reply.headers["retry-after"]) > 0
