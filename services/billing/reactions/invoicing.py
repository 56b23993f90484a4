"""The reaction of billing to payments and refunds of which there is no invoice, or no note, yet."""

from contracts.bookkeeping import InvoiceDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.use_cases.invoices.issue_invoices import issue_invoices

reactions = Reactions()


@reactions.on(InvoiceDue)
def invoice_due(work: UnitOfWork, event: InvoiceDue) -> None:
    """Issue the invoice of a payment, or the note that corrects it."""
    issue_invoices(work, event=event, seller=wiring.seller(), rates=wiring.tax_rates())
