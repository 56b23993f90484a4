"""Every interleaving of a forwarded call's facts, each twice, any one missing: settled once, and rightly (N6, B11)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import Advance, advance
from services.numbers.domain.call_commands import ask, give_up
from services.numbers.domain.call_leg import Fact
from services.numbers.domain.call_settlement import entry_of
from services.numbers.domain.call_terms import Step
from tests.services.numbers.call_cases import FORWARD, REJECT, VOICEMAIL, a_call, after, of_caller, of_target

Change = Callable[[Call], Call]
NOW = after(100)  # of every webhook: the instants that count are those that the carrier reports
SECONDS = 48

TALKED = {
    "A initiated": of_caller("initiated", 0),
    "A answered": of_caller("answered", 9.5),
    "A bridged": of_caller("bridged", 10.1),
    "A ended": of_caller("ended", 58.2, cause="normal_clearing"),
    "A cost": of_caller("cost", 61, cost="0.0050"),
    "B initiated": of_target("initiated", 1),
    "B answered": of_target("answered", 10),
    "B bridged": of_target("bridged", 10.1),
    "B ended": of_target("ended", 58, cause="normal_clearing"),
    "B cost": of_target("cost", 60, cost="0.0106"),
}
UNANSWERED = {
    "A initiated": of_caller("initiated", 0),
    "A ended": of_caller("ended", 20, cause="originator_cancel"),
    "A cost": of_caller("cost", 22, cost="0.0000"),
    "B initiated": of_target("initiated", 1),
    "B ended": of_target("ended", 20.1, cause="originator_cancel"),
    "B cost": of_target("cost", 22, cost="0.0000"),
}
ANSWERS: dict[str, Change] = {
    "funded": lambda call: replace(call, money=call.money.hold(1, 900, 3_600)),
    "unfunded": lambda call: replace(call, money=call.money.refuse(1, "insufficient_credits")),
}


@dataclass(frozen=True)
class Played:
    """What one order of facts has led to: the facts so far, the call, and how often it was settled."""

    facts: frozenset[str]
    call: Call
    settled: int = 0

    @property
    def identity(self) -> tuple[frozenset[str], str, int]:
        """Return what says it from others."""
        return self.facts, repr(self.call), self.settled


def _changes(facts: dict[str, Fact], answer: str) -> dict[str, Change]:
    return {name: lambda call, fact=fact: call.apply(fact) for name, fact in facts.items()} | {  # type: ignore[misc]
        answer: ANSWERS[answer]
    }


def _check_commands(before: Call, step: Advance) -> None:
    """Hold that no command is for a leg that has ended, that none is asked for twice, or sent again too late."""
    ended = {leg.control_id for leg in step.call.legs if leg.ended_at}
    for command in (*step.commands, *step.again):
        assert command.control_id not in ended, command
    assert not {it.name for it in step.commands} & set(before.asked)
    _, new, again = ask(step.call, after(100 + 51))
    assert again == []
    assert not {it.command_id for it in new} & {it.command_id for it in step.commands}


def _may_come(name: str, call: Call) -> bool:
    """Return whether a fact can be: the carrier makes the second leg when it is asked to."""
    return not name.startswith("B") or "transfer" in call.asked


def _steps(played: Played, changes: dict[str, Change]) -> Iterator[Played]:
    for name, change in changes.items():
        if name in played.facts:
            assert change(played.call) == played.call, name
        elif _may_come(name, played.call):
            step = advance(change(played.call), NOW)
            _check_commands(played.call, step)
            again = advance(step.call, NOW)
            assert (again.call, again.commands, again.settles) == (step.call, [], False), name
            yield Played(played.facts | {name}, step.call, played.settled + step.settles)


def _play(first: Call, changes: dict[str, Change]) -> list[Played]:
    """Return every state that some order of the facts leads to: those that are alike are played on once."""
    begun = Played(frozenset(), advance(first, NOW).call)
    seen = {begun.identity: begun}
    waiting = [begun]
    while waiting:
        for then in _steps(waiting.pop(), changes):
            if then.identity not in seen:
                seen[then.identity] = then
                waiting.append(then)
    return list(seen.values())


def _ask_carrier(played: Played, facts: dict[str, Fact], now: datetime) -> Played:
    """Have the carrier asked: it gives the facts that it has, and that is all there is."""
    call = played.call
    for name, fact in facts.items():
        call = call.apply(fact) if _may_come(name, played.call) else call
    step = advance(give_up(call.check(now), now), now)
    _check_commands(call, step)
    return Played(played.facts, step.call, played.settled + step.settles)


def _is_end(played: Played, changes: dict[str, Change]) -> bool:
    """Return whether all facts that can be are there, but one at most."""
    can_be = [name for name in changes if _may_come(name, played.call)]
    return len(set(can_be) - played.facts) <= 1


@pytest.mark.parametrize("last", [VOICEMAIL, REJECT], ids=["voicemail", "busy"])
@pytest.mark.parametrize("answer", ["funded", "unfunded"])
@pytest.mark.parametrize("facts", [TALKED, UNANSWERED], ids=["talked", "caller gave up"])
def test_whatever_the_order_a_call_is_settled_once(facts: dict[str, Fact], answer: str, last: Step) -> None:
    """With all facts but any one, each perhaps twice, there is one settlement, by the seconds of the paid leg.

    They are those from its earliest answer to its earliest end; what is not reported, the carrier is asked for.
    """
    changes = _changes(facts, answer)
    states = _play(a_call(FORWARD, last), changes)
    assert all(it.settled <= 1 for it in states)
    ends = [it for it in states if _is_end(it, changes)]
    for played in ends:
        asked = played
        for seconds in (200, 300, 400):
            asked = _ask_carrier(asked, facts, after(seconds))
        assert asked.settled == 1, (set(changes) - played.facts, asked.call)
        was_connected = facts is TALKED and "transfer" in played.call.asked
        assert entry_of(asked.call).seconds == (SECONDS if was_connected else 0)
    assert len(ends) >= 5


@pytest.mark.parametrize("missing", ["B answered", "B bridged", "A ended", "B initiated", "A initiated", "B cost"])
def test_a_talk_is_settled_without_asking(missing: str) -> None:
    """A talk is settled as soon as the answer and the end of the leg that costs credits are known.

    A bridge is an answer; costs, and the other leg, do not count.
    """
    changes = _changes({name: fact for name, fact in TALKED.items() if name != missing}, "funded")
    states = _play(a_call(FORWARD, REJECT), changes)
    for played in states:
        took = {"B answered", "B bridged"} & played.facts
        if "B ended" in played.facts and took:
            assert played.settled == 1
