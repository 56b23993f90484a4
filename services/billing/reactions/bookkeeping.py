"""The reactions of billing to its own events about the books: checks, closings, earnings, grants, invoices."""

from contracts.billing import (
    BooksCloseDue,
    GrantDue,
    GrantsForfeited,
    InvoiceDue,
    PlanEarningDue,
    TurnoverDue,
    WalletsCheckDue,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.use_cases.books import close_days, earn_plans, verify_balances
from services.billing.use_cases.grants import review_grants

reactions = Reactions()

reactions.on(BooksCloseDue)(close_days.close_books)
reactions.on(TurnoverDue)(close_days.sum_turnover)
reactions.on(PlanEarningDue)(earn_plans.earn_plans)
reactions.on(GrantDue)(review_grants.review_grant)
reactions.on(GrantsForfeited)(review_grants.forfeit_grants)
reactions.on(WalletsCheckDue)(verify_balances.verify_balances)


@reactions.on(InvoiceDue)
def invoice_due(work: UnitOfWork, event: InvoiceDue) -> None:
    """Issue the invoice of a payment, or the note that corrects it."""
    from services.billing.use_cases.invoices.issue_invoices import issue_invoices

    issue_invoices(work, event=event, seller=wiring.seller(), rates=wiring.tax_rates())
