"""The laws detect each rule about calls that is deliberately broken."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from services.billing.domain import call_hold, call_settlement
from services.billing.domain.call_hold import Answer, CallHold, CallHoldStatus
from services.billing.domain.ledger import Journal, Line, Wallet
from tests.services.billing.laws.book import Refused
from tests.services.billing.laws.test_mutants import Patch, tell_stories

_unique = itertools.count()


def a_call_that_ended_is_held_for(patch: Patch) -> None:
    """Hold a slice for a call whose end has arrived."""
    ask = call_hold.ask_slice

    def forgetful(hold: CallHold, *about: Any) -> Answer:
        return ask(replace(hold, status=CallHoldStatus.HELD, slices=()), *about)

    patch.setattr(call_hold, "ask_slice", forgetful)


def a_call_is_paid_each_time(patch: Patch) -> None:
    """Settle a call as often as its end arrives."""
    patch.setattr(CallHold, "is_over", property(lambda self: False))
    journals = call_settlement._journals

    def again(hold: CallHold, moved: Any) -> tuple[Journal, ...]:
        return journals(replace(hold, call_id=f"{hold.call_id}:{next(_unique)}"), moved)

    patch.setattr(call_settlement, "_journals", again)


def a_call_cut_late_costs_what_was_held(patch: Patch) -> None:
    """Forget what a call cost beyond what was held for it."""
    price_of = CallHold.price_of
    patch.setattr(CallHold, "price_of", lambda self, seconds: min(price_of(self, seconds), self.amount or 10**12))


def a_slice_is_held_each_time(patch: Patch) -> None:
    """Hold a slice as often as it is asked for."""
    patch.setattr(CallHold, "slice", lambda self, number: None)


def what_a_call_did_not_cost_stays_counted(patch: Patch) -> None:
    """Count all that was held toward what may be spent."""
    patch.setattr(call_settlement, "_counted", lambda *about: {})


def a_calls_rest_passes_the_debt_by(patch: Patch) -> None:
    """Give the rest of a call back to who owes, without repaying."""
    real = call_settlement.give_back_to_parts

    def given_back(taken: Iterable[Line], wallet: Wallet, teams: Mapping[str, Wallet], *about: Any) -> list[Line]:
        free = {name: Wallet(name, {}) for name in teams}
        return real(taken, Wallet(wallet.name, {}), free, *about)

    patch.setattr(call_settlement, "give_back_to_parts", given_back)


@pytest.mark.parametrize(
    "mutant",
    [
        a_call_that_ended_is_held_for,
        a_call_is_paid_each_time,
        a_call_cut_late_costs_what_was_held,
        a_slice_is_held_each_time,
        what_a_call_did_not_cost_stays_counted,
        a_calls_rest_passes_the_debt_by,
    ],
    ids=lambda mutant: mutant.__name__,
)
def test_a_broken_rule_about_calls_is_found_out(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    """With one rule broken, some interleaving breaks a law."""
    mutant(monkeypatch)
    with pytest.raises((AssertionError, ValueError, Refused)):  # refused for ever is lost
        tell_stories()
