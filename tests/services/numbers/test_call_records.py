"""How the carrier's records are read, and what follows from them for a call: no schema is published for them (N9)."""

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.providers.transport import Provider
from services.numbers.carrier.call_records import CallRecords
from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import advance
from services.numbers.domain.call_comparison import CallRecord, compare, find_facts, group, is_all_over
from services.numbers.domain.call_leg import Fact
from services.numbers.domain.call_margin import MOST_LISTED, Margin, reported_cost
from services.numbers.domain.call_settlement import ended
from tests.services.numbers.call_cases import (
    FORWARD,
    HELD,
    REJECT,
    TARGET,
    a_call,
    after,
    of_caller,
    of_target,
    play,
)
from tests.services.numbers.comparing import counted

_SEEN = {
    "telnyx_session_id": "session", "telnyx_leg_id": "leg-b", "cli": "+14155550100", "cld": TARGET,
    "started_at": "2026-11-30T12:00:01.000Z", "finished_at": "2026-11-30T12:01:10Z", "call_sec": 60,
    "cost": "0.0072", "currency": "USD", "record_type": "call-control",
}  # fmt: skip
_NAMED_AS_ELSEWHERE = {
    "call_session_id": "session", "call_leg_id": "leg-b", "from": "+14155550100", "to": TARGET,
    "started_at": "2026-11-30T12:00:01+00:00", "ended_at": "2026-11-30T12:01:10.000000Z", "call_sec": 60,
    "cost": "0.0072", "currency": "USD", "connection_id": "ours",
}  # fmt: skip
_READ = CallRecord("session", "leg-b", TARGET, after(1), after(70), 60, 7_200)


class _Answering(Provider):
    """A carrier that has recorded this."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = rows

    def ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        return {"data": list(self.rows)}


def _listed(*rows: dict[str, Any]) -> list[CallRecord]:
    return CallRecords(_Answering(*rows), ("ours", "")).list_ended("call-control", after(0), after(1), 1).records


@pytest.mark.parametrize("row", [_SEEN, _NAMED_AS_ELSEWHERE])
def test_a_record_is_read_under_either_name(row: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """As it was seen, and as the document names the same in records of its other services."""
    assert _listed(row) == [_READ]
    assert counted("CarrierRecordUnreadable", capsys) == 0


def test_what_cannot_be_read_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """A form that is not known rings an alarm, as it would hide every difference; records of others do not."""
    assert _listed({"id": "x", "call_sec": 60}, _NAMED_AS_ELSEWHERE | {"connection_id": "another"}) == []
    assert counted("CarrierRecordUnreadable", capsys) == 1
    assert [it.cost for it in _listed(_SEEN | {"cost": None}, _SEEN | {"currency": "EUR"})] == [None, None]


@pytest.mark.parametrize("seconds", [-1, 72, 10**12, True, "60"])
def test_seconds_that_cannot_be_are_not_believed(seconds: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A leg does not talk for longer than it was: no one pays for what is misread, and no day fails by it."""
    assert _listed(_SEEN | {"call_sec": seconds}) == []
    assert counted("CarrierRecordUnreadable", capsys) == 1
    assert [it.seconds for it in _listed(_SEEN | {"call_sec": 71}, _SEEN | {"call_sec": None})] == [71, 0]


@pytest.mark.parametrize("cost", ["1e40", "-1e40", "NaN", "a lot"])
def test_a_cost_that_cannot_be_is_none(cost: str) -> None:
    """It is kept with the day's records, so it must be a number that can be."""
    assert [it.cost for it in _listed(_SEEN | {"cost": cost})] == [None]


def _talked(seconds: float = 60) -> Call:
    call = a_call(FORWARD, REJECT, money=HELD)
    facts = [of_caller("initiated", 0), of_target("initiated", 1), of_target("answered", 10)]
    ends = [of_target("ended", 10 + seconds), of_caller("ended", 10 + seconds)]
    return play(call, *facts, *ends).call


@pytest.mark.parametrize(
    ("seconds", "what"), [(58, None), (62, None), (57, "seconds_differ"), (63, "seconds_differ"), (0, "seconds_differ")]
)
def test_seconds_may_differ_by_how_they_are_rounded(seconds: int, what: str | None) -> None:
    """No more than two; the longest record of the leg that costs counts, in whichever of its records it is."""
    records = [CallRecord("session", "leg-b", TARGET, after(1), after(70), it) for it in (0, seconds)]
    caller = CallRecord("session", "leg-a", "", after(0), after(70), 70)
    found = compare(_talked(), group([*records, caller])["session"])
    assert (found.what if found else None) == what


def test_a_leg_that_was_never_reported_is_found_by_whom_it_went_to() -> None:
    """The target answered and hung up, and no webhook came: the call is settled by the carrier's records."""
    asked = play(a_call(FORWARD, REJECT, money=HELD), of_caller("initiated", 0)).call
    caller = CallRecord("session", "leg-a", "", after(0), after(75), 0)
    theirs = group([_READ, caller])["session"]
    found = compare(asked, theirs)
    assert found
    assert found.what == "end_not_reported"
    settled = _apply(asked, find_facts(asked, theirs))
    assert (settled.is_settled, ended(settled).seconds) == (True, 60)
    assert compare(settled, theirs) is None
    assert is_all_over(asked, theirs)
    assert not is_all_over(asked, group([_READ])["session"])


def test_no_call_is_no_difference_to_no_record() -> None:
    """Nor is one of ours that no one took, which the carrier need not record."""
    assert compare(None, None) is None
    unanswered = play(a_call(REJECT), of_caller("initiated", 0), of_caller("ended", 3, cause="originator_cancel"))
    assert compare(unanswered.call, None) is None


@given(st.randoms(use_true_random=False), st.integers(1, 3_000), st.sets(st.integers(0, 4)))
def test_whatever_was_reported_the_records_settle_the_call_the_same(
    chance: random.Random, seconds: int, known: set[int]
) -> None:
    """Any of the facts of a call may be missing: with the records they give the seconds that were talked, once."""
    facts = [
        of_target("initiated", 1), of_target("answered", 10), of_target("bridged", 10),
        of_target("ended", 10 + seconds, cause="normal_clearing"), of_caller("ended", 10 + seconds),
    ]  # fmt: skip
    call = play(a_call(FORWARD, REJECT, money=HELD), of_caller("initiated", 0)).call
    reported = [facts[place] for place in sorted(known)]
    chance.shuffle(reported)
    for fact in reported:
        call = advance(call.apply(fact), after(20)).call
    target = CallRecord("session", "leg-b", TARGET, after(1), after(10 + seconds), seconds)
    theirs = group([target, CallRecord("session", "leg-a", "", after(0), after(10 + seconds), seconds)])["session"]
    if not call.is_settled:
        call = _apply(call, find_facts(call, theirs))
    assert (call.is_settled, ended(call).seconds) == (True, seconds)


def _apply(call: Call, facts: list[Fact]) -> Call:
    for fact in facts:
        call = call.apply(fact)
    now = after(86_400)
    return advance(call.check(now), now).call


def test_a_short_call_loses_money_and_is_listed() -> None:
    """What the carrier charges for both legs, with a minute at least, is more than its price; a free call is apart."""
    call = _with_costs(_talked(42), "0.0070", "0.0070")
    margin = Margin()
    margin.add(call, None)
    assert (margin.charged, margin.cost, margin.losing) == (50_000, 14_000, [])
    margin.add(_with_costs(_talked(42), "0.0600", "0.0070"), None)
    assert (margin.losing_calls, margin.losing) == (1, [("call_1", 17_000)])
    unanswered = play(a_call(REJECT), of_caller("initiated", 0), of_caller("ended", 3, cause="originator_cancel"))
    margin.add(unanswered.call, None)
    assert (margin.free, margin.free_cost, margin.calls, margin.uncosted) == (1, 0, 3, 0)


def test_a_cost_that_is_not_reported_is_that_of_the_records() -> None:
    """If there is none either, the call is counted as one without."""
    call, theirs = _with_costs(_talked(), "0.0070", ""), group([_READ])["session"]
    assert reported_cost(call) is None
    with_records, without = Margin(), Margin()
    with_records.add(call, theirs)
    without.add(call, None)
    assert (with_records.cost, with_records.uncosted, without.cost, without.uncosted) == (7_200, 0, 0, 1)


def test_sums_of_parts_are_the_sum() -> None:
    """Only the calls that lost the most are listed, of all."""
    parts = [Margin(calls=1, charged=5, losing=[(f"call_{n}", n)]) for n in range(MOST_LISTED + 5)]
    whole = Margin()
    for part in parts:
        whole = whole.plus(part)
    assert (whole.calls, whole.charged, len(whole.losing)) == (MOST_LISTED + 5, 5 * (MOST_LISTED + 5), MOST_LISTED)
    assert whole.losing[0] == (f"call_{MOST_LISTED + 4}", MOST_LISTED + 4)


def _with_costs(call: Call, of_target_leg: str, of_callers_leg: str) -> Call:
    at = after(0) + timedelta(hours=1)
    call = call.apply(Fact("cost", "leg-b", at, "target", cost=of_target_leg))
    return call.apply(Fact("cost", "leg-a", at, cost=of_callers_leg))
