"""The laws catch what they are for: each rule, deliberately broken, is found out."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from services.billing import holds, payments
from services.billing.ledger import Change, Wallet
from services.billing.payments import Case, Charging, Payment
from services.billing.people import Person
from tests.services.billing.laws.test_laws import assert_lawful

Patch = pytest.MonkeyPatch
_unique = itertools.count()


def no_key_on_the_capture(patch: Patch) -> None:
    """Each delivery of a capture counts as a capture."""
    learned, cause = Payment.learned, payments.cause
    patch.setattr(
        Payment, "learned",
        lambda self, fact: replace(self, charged=fact.charged, capture_id=fact.capture_id,
                                   captured=self.captured + fact.money)
        if isinstance(fact, Charging) else learned(self, fact),
    )  # fmt: skip
    patch.setattr(payments, "cause", lambda fact, payment: f"{cause(fact, payment)}:{next(_unique)}")


def refunds_and_disputes_add_up(patch: Patch) -> None:
    """A lost dispute and the refund that it ends in are both taken."""

    def gone(self: Payment) -> int:
        contested = sum(it.money for it in self.disputes.values() if it.case is not Case.WON)
        return min(self.captured, sum(it.money for it in self.returns.values()) + contested)

    patch.setattr(Payment, "gone", property(gone))


def the_later_word_wins(patch: Patch) -> None:
    """Whatever PayPal's message says last is believed, however late it comes."""
    patch.setattr(payments, "_outweighs", lambda words, new, known: new != known)


def no_condition_on_the_balance(patch: Patch) -> None:
    """A balance is changed without looking whether it suffices."""
    patch.setattr(Change, "fits", lambda self, parts: True)


def what_is_spent_cannot_be_owed(patch: Patch) -> None:
    """A refund takes only what is still there, and the rest is forgotten."""
    given_up = Wallet.given_up
    patch.setattr(Wallet, "given_up", lambda self, amount: given_up(self, min(amount, max(self.available, 1))))


def any_expiry_counts(patch: Patch) -> None:
    """The expiry of an earlier sending releases what a later one holds."""
    patch.setattr(holds, "_CLOCKS_DIFFER", holds._CLOCKS_DIFFER * 10_000)


def membership_is_switched(patch: Patch) -> None:
    """Who left before they were heard to join is taken for a member."""
    patch.setattr(Person, "left", lambda self, team_id: replace(self, on={}))


def a_revoked_invitation_is_forgotten(patch: Patch) -> None:
    """A revocation that overtakes its invitation leaves no note."""
    patch.setattr(holds, "_is_past_sending", lambda hold: False)


@pytest.mark.parametrize(
    "mutant",
    [
        no_key_on_the_capture, refunds_and_disputes_add_up, the_later_word_wins, no_condition_on_the_balance,
        what_is_spent_cannot_be_owed, any_expiry_counts, membership_is_switched, a_revoked_invitation_is_forgotten,
    ],
    ids=lambda mutant: mutant.__name__,
)  # fmt: skip
def test_a_broken_rule_is_found_out(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    """With one rule broken, some interleaving breaks a law."""
    mutant(monkeypatch)
    with pytest.raises((AssertionError, ValueError)):
        _tell_stories()


def _tell_stories() -> None:
    for seed in range(2_000):
        assert_lawful(seed, steps=50)
