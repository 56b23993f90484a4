"""Allocations of which a part is charged, over the book."""

from dataclasses import dataclass, replace

from services.billing.domain.ledger import Journal
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.domain.shortfall import give_all, hold_contribution, release_contribution
from services.billing.use_cases.credits.allocate_credits import Wanted
from tests.services.billing.laws.book import Refused
from tests.services.billing.laws.plans_in_book import PlansInBook
from tests.services.billing.laws.world import TEAM, Charge, new_payment


@dataclass
class ShortfallsInBook(PlansInBook):
    """What happens to allocations of more than the balance has."""

    def begin_shortfall(self, payment_id: str, account: str, amount: int) -> Charge:
        """Store the intent of what the balance lacks, and hold what it contributes."""
        team, person = self.book.wallet(TEAM), self.book.person(account)
        wanted = Wanted("", Person("acc_owner"), TEAM, person, team, self.book.wallet(account), amount, None, None)
        if not person.is_on(TEAM) or not wanted.short:
            raise Refused("not on the team, or nothing is charged")
        if team.owed and any(
            it.is_disputed for it in self.book.payments.values() if it.wallet == TEAM and not it.plans
        ):
            raise Refused("its money is disputed")
        draft = replace(new_payment(payment_id, TEAM, wanted.short), limited=False)
        payment = replace(draft, for_user=account, for_amount=amount, from_balance=wanted.from_balance)
        self.book.commit(hold_contribution(payment, team), payment=payment)
        return payment_id, payment.amount

    def pass_on(self, before: Payment, after: Payment, paid_in: Journal | None) -> tuple[Journal | None, str | None]:
        """Return the journal that gives the member what was bought for them, or frees what the balance contributed."""
        if not after.for_user or before.is_final or not after.is_final:
            return None, None
        team = self.book.wallet(TEAM)
        has = team.after(paid_in).available + after.from_balance
        is_on = self.book.person(after.for_user).is_on(TEAM)
        if after.granted > 0 and not after.failed_before and has >= after.for_amount and is_on:
            return give_all(after, team), after.for_user
        return release_contribution(after, team.after(paid_in)), None
