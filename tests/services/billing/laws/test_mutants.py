"""The laws catch what they are for: each rule, deliberately broken, is found out."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from services.billing.domain import hold as holds
from services.billing.domain import payment as payments
from services.billing.domain import plan_payment, spending
from services.billing.domain.ledger import Change, Line, Wallet
from services.billing.domain.payment import Case, ChargeResult, Payment
from services.billing.domain.person import Person
from services.billing.domain.plan import PlanStatus, Subscription
from tests.services.billing.laws import in_book
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
        if isinstance(fact, ChargeResult) else learned(self, fact),
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


def a_leave_has_no_revision(patch: Patch) -> None:
    """Who left before they were heard to join is taken for a member."""
    patch.setattr(Person, "left", lambda self, revision: replace(self, team_id=None))


def a_revoked_invitation_is_forgotten(patch: Patch) -> None:
    """A revocation that overtakes its invitation leaves no note."""
    patch.setattr(holds, "_is_past_sending", lambda hold: False)


def what_was_set_aside_forgets_the_debt(patch: Patch) -> None:
    """A hold that is released goes to the balance of a team that owes."""
    patch.setattr(Wallet, "regained", lambda self, amount: (Line(self.main, amount),) if amount else ())


def a_plan_that_is_over_keeps_its_charge(patch: Patch) -> None:
    """What is in flight as a plan ends still counts for it."""
    patch.setattr(
        Subscription, "ended",
        lambda self, at, reason="": replace(self, standing=PlanStatus.ENDED, ended_at=at, reason=reason or self.reason),
    )  # fmt: skip


def every_payment_of_a_plan_is_kept(patch: Patch) -> None:
    """Money that pays for no period stays."""
    patch.setattr(in_book, "meaning", lambda *about: replace(plan_payment.meaning(*about), refund=""))


def a_payment_pays_for_the_plan_of_today(patch: Patch) -> None:
    """Which plan a payment was made for is forgotten."""
    paid = Subscription.paid
    patch.setattr(Subscription, "paid", lambda self, payment_id, now, plan_id="": paid(self, payment_id, now))


def plan_money_is_credits(patch: Patch) -> None:
    """What is paid for a plan goes into the wallet."""
    patch.setattr(Payment, "_lines", lambda self, wallet, moving: wallet.received(moving) if moving > 0
                  else wallet.given_up(-moving))  # fmt: skip


def money_that_comes_back_is_kept(patch: Patch) -> None:
    """A plan that was paid back forgets so."""
    patch.setattr(Subscription, "gives_back", lambda self, payment_id: False)


def every_try_counts(patch: Patch) -> None:
    """A payment pays for a period whatever was paid in between."""
    patch.setattr(Subscription, "takes", lambda self, payment_id: True)


def each_word_pays_back(patch: Patch) -> None:
    """A text that failed is paid back as often as it is told."""
    patch.setattr(spending, "paid_back_key", lambda cause: f"paid_back:{cause}:{next(_unique)}")


@pytest.mark.parametrize(
    "mutant",
    [
        no_key_on_the_capture, refunds_and_disputes_add_up, the_later_word_wins, no_condition_on_the_balance,
        what_is_spent_cannot_be_owed, any_expiry_counts, a_leave_has_no_revision, a_revoked_invitation_is_forgotten,
        what_was_set_aside_forgets_the_debt, a_plan_that_is_over_keeps_its_charge, every_payment_of_a_plan_is_kept,
        a_payment_pays_for_the_plan_of_today, plan_money_is_credits, money_that_comes_back_is_kept, every_try_counts,
        each_word_pays_back,
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
