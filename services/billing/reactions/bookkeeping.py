"""The reactions of billing to its own events that no payer waits for: the books, invoices, monthly allowances."""

from contracts.billing import AllowancesDue, BooksCloseDue, InvoiceDue, PlanEarningDue, TurnoverDue, WalletsCheckDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.use_cases.books import close_days, earn_plans, verify_balances

reactions = Reactions()

reactions.on(BooksCloseDue)(close_days.close_books)
reactions.on(TurnoverDue)(close_days.sum_turnover)
reactions.on(PlanEarningDue)(earn_plans.earn_plans)
reactions.on(WalletsCheckDue)(verify_balances.verify_balances)


@reactions.on(InvoiceDue)
def invoice_due(work: UnitOfWork, event: InvoiceDue) -> None:
    """Issue the invoice of a payment, or the note that corrects it."""
    from services.billing.use_cases.invoices.issue_invoices import issue_invoices

    issue_invoices(work, event=event, seller=wiring.seller(), rates=wiring.tax_rates())


@reactions.on(AllowancesDue)
def allowances_due(work: UnitOfWork, event: AllowancesDue) -> None:
    """Give the allowances of a team that are due."""
    from services.billing.use_cases.allowances.give_allowances import give_allowances

    give_allowances(work, event, wallet_cap=wiring.wallet_cap())
