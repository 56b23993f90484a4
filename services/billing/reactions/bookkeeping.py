"""The reactions of billing to its own events that no payer waits for: books, monthly allowances, PayPal's."""

from contracts.billing import AllowancesDue, GrantDue, GrantsForfeited
from contracts.bookkeeping import (
    BooksCloseDue,
    DeferredCheckDue,
    PlanEarningDue,
    ReconciliationDue,
    ReconciliationPartDue,
    TurnoverDue,
    WalletsCheckDue,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.use_cases.books import close_days, earn_plans, verify_balances, verify_deferred
from services.billing.use_cases.grants import review_grants

reactions = Reactions()

reactions.on(BooksCloseDue)(close_days.close_books)
reactions.on(TurnoverDue)(close_days.sum_turnover)
reactions.on(DeferredCheckDue)(verify_deferred.verify_deferred)
reactions.on(PlanEarningDue)(earn_plans.earn_plans)
reactions.on(GrantDue)(review_grants.review_grant)
reactions.on(GrantsForfeited)(review_grants.forfeit_grants)
reactions.on(WalletsCheckDue)(verify_balances.verify_balances)


@reactions.on(ReconciliationDue)
def reconciliation_due(work: UnitOfWork, event: ReconciliationDue) -> None:
    """Go on with a comparison with PayPal, as far as its parts are done."""
    from services.billing.use_cases.reconciliation.run_reconciliation import advance_run

    advance_run(work, event)


@reactions.on(ReconciliationPartDue)
def reconciliation_part_due(work: UnitOfWork, event: ReconciliationPartDue) -> None:
    """Compare a page of PayPal's books with ours."""
    from services.billing import reconciliation_wiring
    from services.billing.use_cases.reconciliation.run_reconciliation import compare_part

    compare_part(work, wiring.paypal(), reconciliation_wiring.history(), event)


@reactions.on(AllowancesDue)
def allowances_due(work: UnitOfWork, event: AllowancesDue) -> None:
    """Give the allowances of a team that are due."""
    from services.billing.use_cases.allowances.give_allowances import give_allowances

    give_allowances(work, event, wallet_cap=wiring.wallet_cap())
