"""The laws detect each rule that is deliberately broken."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.billing.domain import alert, ended_stay, plan_line, spending
from services.billing.domain import grant as grants
from services.billing.domain import hold as holds
from services.billing.domain import payment as payments
from services.billing.domain.ended_stay import EndedStay
from services.billing.domain.going import come_back, leave
from services.billing.domain.ledger import Change, Journal, Line, Wallet
from services.billing.domain.paid_time import PaidBy, PaidTime
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, DisputeStatus
from services.billing.domain.person import Person
from services.billing.domain.plan import TAKEN_BACK, PlanStatus, Subscription
from tests.services.billing.laws import book, in_book
from tests.services.billing.laws.in_book import InBook
from tests.services.billing.laws.steps import GOING
from tests.services.billing.laws.test_laws import assert_lawful

Patch = pytest.MonkeyPatch
_unique = itertools.count()


def no_key_on_the_capture(patch: Patch) -> None:
    """Count each delivery of a capture as a capture."""
    learned, cause = Payment.with_fact, payments.cause
    patch.setattr(
        Payment,
        "with_fact",
        lambda self, fact: (
            replace(
                self, charge_status=fact.charge_status, capture_id=fact.capture_id, captured=self.captured + fact.money
            )
            if isinstance(fact, ChargeResult)
            else learned(self, fact)
        ),
    )
    patch.setattr(payments, "cause", lambda *about: f"{cause(*about)}:{next(_unique)}")


def refunds_and_disputes_add_up(patch: Patch) -> None:
    """Take both a lost dispute and the refund that it ends in."""

    def gone(self: Payment) -> int:
        contested = sum(it.money for it in self.disputes.values() if it.status is not DisputeStatus.WON)
        return min(self.captured, sum(it.money for it in self.returns.values()) + contested)

    patch.setattr(Payment, "gone", property(gone))


def the_later_word_wins(patch: Patch) -> None:
    """Believe PayPal's last message, however late it comes."""
    patch.setattr(payments, "outweighs", lambda new, known: new != known)


def a_refund_takes_what_is_free(patch: Patch) -> None:
    """Take PayPal's refund out of the balance, though it was held for it."""
    patch.setattr(payments, "end_hold", lambda wallet, held_in, held, moving: wallet.give_up(-moving))


def no_condition_on_the_balance(patch: Patch) -> None:
    """Change a balance without checking that it suffices."""
    patch.setattr(Change, "fits", lambda self, parts: True)


def what_is_spent_cannot_be_owed(patch: Patch) -> None:
    """Take only what is still there in a refund, and forget the rest."""
    given_up = Wallet.give_up
    patch.setattr(Wallet, "give_up", lambda self, amount: given_up(self, min(amount, max(self.available, 1))))


def any_expiry_counts(patch: Patch) -> None:
    """Release what a later sending holds at the expiry of an earlier one."""
    patch.setattr(holds, "_CLOCKS_DIFFER", holds._CLOCKS_DIFFER * 10_000)


def a_leave_has_no_revision(patch: Patch) -> None:
    """Take a person whose leaving arrives before their joining for a member."""
    patch.setattr(Person, "left", lambda self, revision: replace(self, team_id=None))
    patch.setattr(in_book, "leave", lambda ended, before, after: replace(leave(ended, before, after), stay=0))


def an_undo_knows_one_departure(patch: Patch) -> None:
    """Give back only to the stay that an undo began, though that has ended by now."""
    patch.setattr(ended_stay, "_after", lambda stays, ended: ())


def a_late_end_replaces_an_earlier_one(patch: Patch) -> None:
    """Forget what is noted of a stay when more of it is known."""
    patch.setattr(EndedStay, "with_earlier", lambda self, earlier: self)


def what_is_missing_is_not_said(patch: Patch) -> None:
    """Give back what the team has, and forget the rest."""
    patch.setattr(in_book, "come_back", _with_less)


def _with_less(*about: Any) -> tuple[Person, EndedStay | None]:
    after, back = come_back(*about)
    return after, replace(back, returned=back.returned // 2) if back else None


def a_revoked_invitation_is_forgotten(patch: Patch) -> None:
    """Store nothing of a revocation that overtakes its invitation."""
    patch.setattr(holds, "_is_past_sending", lambda hold: False)


def what_was_set_aside_forgets_the_debt(patch: Patch) -> None:
    """Release a hold to the balance of a team that owes."""
    patch.setattr(Wallet, "receive", lambda self, amount: (Line(self.main, amount),) if amount else ())


def a_plan_that_is_over_keeps_its_charge(patch: Patch) -> None:
    """Count a charge in flight for a plan that has ended."""
    patch.setattr(
        Subscription,
        "end",
        lambda self, at, reason="": replace(self, status=PlanStatus.ENDED, ended_at=at, reason=reason or self.reason),
    )


def every_payment_of_a_plan_is_kept(patch: Patch) -> None:
    """Keep money that pays for no period."""
    patch.setattr(Payment, "refundable", property(lambda self: 0))


def a_payment_pays_for_the_plan_of_today(patch: Patch) -> None:
    """Forget which plan a payment was made for."""
    paid = Subscription.mark_paid
    patch.setattr(
        Subscription,
        "mark_paid",
        lambda self, payment_id, _, period: paid(self, payment_id, self.renews_as.plan_id, self.next_period(None)),
    )


def plan_money_is_credits(patch: Patch) -> None:
    """Credit what is paid for a plan to the wallet."""
    patch.setattr(
        Payment,
        "_lines",
        lambda self, wallet, moving, earned: wallet.receive(moving) if moving > 0 else wallet.give_up(-moving),
    )


def a_late_fee_is_forgotten(patch: Patch) -> None:
    """Believe that a capture has no fee if PayPal did not say so at first."""
    known = Payment.with_fact
    patch.setattr(
        Payment,
        "with_fact",
        lambda self, fact: replace(known(self, fact), fee=self.fee if self.is_final else known(self, fact).fee),
    )


def money_that_comes_back_is_kept(patch: Patch) -> None:
    """Forget that a plan was refunded."""
    patch.setattr(plan_line, "_take_back", lambda line, plan, now: (line, plan.end(now, TAKEN_BACK)))


def every_try_counts(patch: Patch) -> None:
    """Have a payment pay for a period whatever was paid in between."""
    patch.setattr(Subscription, "accepts", lambda self, payment_id, starts_at: True)


def each_word_pays_back(patch: Patch) -> None:
    """Refund a failed text at each delivery of its event."""
    patch.setattr(spending, "refund_key", lambda cause: f"paid_back:{cause}:{next(_unique)}")


def what_is_paid_back_passes_the_debt_by(patch: Patch) -> None:
    """Give a member the price of a text back while their team owes."""
    patch.setattr(spending, "_given_back", lambda line, team: [Line(line.account, -line.amount)])


def what_has_expired_is_used(patch: Patch) -> None:
    """Spend a grant, and give it back, as long as the job has not taken it."""
    patch.setattr(grants, "has_expired", lambda part, now: False)


def a_grant_ends_unseen(patch: Patch) -> None:
    """Leave a person what has expired."""
    patch.setattr(grants, "expire", lambda grant, wallet: None)


def promises_survive_a_debt(patch: Patch) -> None:
    """Keep the credits of invitations aside while the team owes."""
    patch.setattr(holds, "unfund", lambda hold, team: None)


def debts_are_not_looked_at_again(patch: Patch) -> None:
    """Free money by what was owed when it was read."""
    patch.setattr(Change, "most", {})


def alerts_go_by_what_was_read(patch: Patch) -> None:
    """Write a change whether or not it crosses a level by now."""
    decide = alert.decide_alert
    patch.setattr(book, "decide_alert", lambda wallet, by: replace(decide(wallet, by), least=None, below=None))


def a_plan_is_what_was_read(patch: Patch) -> None:
    """Write a plan whatever became of it since it was read."""
    patch.setattr(book.Book, "plan_changed", lambda self, plan: False)


def a_contribution_is_what_was_read(patch: Patch) -> None:
    """Hold what a balance contributes to a charge, though it is not there any more."""
    real = book.changes

    def with_holds(*journals: Journal) -> list[Change]:
        held = [journal for journal in journals if journal.key.startswith("held:pay_")]
        others = [journal for journal in journals if journal not in held]
        return [*real(*others), *(replace(it, needs={}) for it in real(*held))]

    patch.setattr(book, "changes", with_holds)


def a_call_is_what_was_read(patch: Patch) -> None:
    """Write the hold of a call whatever became of it since it was read."""
    patch.setattr(book.Book, "call_changed", lambda self, call: False)


def who_was_on_the_team_gets_it(patch: Patch) -> None:
    """Give what was charged to who was a member when the capture was read."""
    passed_on = InBook.pass_on
    patch.setattr(InBook, "pass_on", lambda *about: (passed_on(*about)[0], None))


def a_refund_takes_what_lies_last(patch: Patch) -> None:
    """Take a refund out of what was paid last, of whichever payment."""
    real = PaidTime.take_back

    def take_back(self: PaidTime, key: str, most: timedelta, *, now: datetime) -> PaidTime:
        return real(self, self.stretches[-1].key if self.stretches else key, most, now=now)

    patch.setattr(PaidTime, "take_back", take_back)


def what_a_store_says_again_adds_again(patch: Patch) -> None:
    """Add a period each time that its store reports it."""

    def say(self: PaidTime, key: str, source: PaidBy, length: timedelta, *, now: datetime) -> PaidTime:
        return self._add(key, source, length, now, now) if length else self.take_back(key, timedelta.max, now=now)

    patch.setattr(PaidTime, "say", say)


def a_charge_pays_from_where_it_was_due(patch: Patch) -> None:
    """Forget what a store was paid while a charge was under way."""
    patch.setattr(plan_line, "add_on_web", lambda plan, *about: plan)


def a_payment_taken_back_ends_the_plan(patch: Patch) -> None:
    """End a plan with store time left as PayPal takes a payment back, and forget that it gives it back."""
    patch.setattr(PaidTime, "unspent", lambda self, key, at: timedelta())


def what_lies_behind_is_gone_with_the_number(patch: Patch) -> None:
    """Forget what a store has left behind the time of the web, as the number of both is gone."""
    patch.setattr(PaidTime, "keep_only", lambda self, keys, *, now: PaidTime(self.stretches[:1], self.lengths))


def a_move_goes_by_what_was_read(patch: Patch) -> None:
    """Move a plan by what was known of its store before, and write a store's facts whatever came meanwhile."""
    patch.setattr(book.Book, "store_changed", lambda self, entry: False)


def what_failed_once_is_held(patch: Patch) -> None:
    """Take a contribution from what is held for others, as the charge comes after all."""
    known = Payment.with_fact
    patch.setattr(Payment, "with_fact", lambda self, fact: replace(known(self, fact), failed_before=False))


@pytest.mark.parametrize(
    "mutant",
    [
        debts_are_not_looked_at_again,
        alerts_go_by_what_was_read,
        a_plan_is_what_was_read,
        a_call_is_what_was_read,
        a_contribution_is_what_was_read,
        who_was_on_the_team_gets_it,
        a_move_goes_by_what_was_read,
    ],
    ids=lambda mutant: mutant.__name__,
)
def test_what_crosses_is_found_out(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    """Without a condition on what was read, some crossing breaks a law."""
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        _tell_crossing_stories()


@pytest.mark.parametrize(
    "mutant",
    [
        no_key_on_the_capture,
        refunds_and_disputes_add_up,
        the_later_word_wins,
        no_condition_on_the_balance,
        what_is_spent_cannot_be_owed,
        a_refund_takes_what_is_free,
        any_expiry_counts,
        a_leave_has_no_revision,
        a_revoked_invitation_is_forgotten,
        what_was_set_aside_forgets_the_debt,
        a_plan_that_is_over_keeps_its_charge,
        every_payment_of_a_plan_is_kept,
        a_payment_pays_for_the_plan_of_today,
        plan_money_is_credits,
        a_late_fee_is_forgotten,
        money_that_comes_back_is_kept,
        every_try_counts,
        each_word_pays_back,
        what_is_paid_back_passes_the_debt_by,
        promises_survive_a_debt,
        what_has_expired_is_used,
        a_grant_ends_unseen,
        what_failed_once_is_held,
        a_refund_takes_what_lies_last,
        what_a_store_says_again_adds_again,
        a_charge_pays_from_where_it_was_due,
        a_payment_taken_back_ends_the_plan,
        what_lies_behind_is_gone_with_the_number,
    ],
    ids=lambda mutant: mutant.__name__,
)
def test_a_broken_rule_is_found_out(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    """With one rule broken, some interleaving breaks a law."""
    mutant(monkeypatch)
    with pytest.raises((AssertionError, ValueError, book.Refused)):  # refused for ever is lost
        tell_stories()


@pytest.mark.parametrize(
    "mutant",
    [an_undo_knows_one_departure, a_late_end_replaces_an_earlier_one, what_is_missing_is_not_said],
    ids=lambda mutant: mutant.__name__,
)
def test_a_broken_undo_is_found_out(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    """With one rule of undoing a removal broken, some order of its events breaks a law."""
    mutant(monkeypatch)
    with pytest.raises((AssertionError, ValueError, book.Refused)):
        tell_stories(GOING)


def tell_stories(kinds: list[str] | None = None) -> None:
    """Play many stories, of all kinds of steps or of these, until one breaks a law."""
    for seed in range(5_000):
        assert_lawful(seed, steps=50, kinds=kinds)


def _tell_crossing_stories() -> None:
    for seed in range(5_000):
        assert_lawful(seed, steps=50, crossing=True)
