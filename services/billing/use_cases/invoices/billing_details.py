"""Shows and sets what a payer wants on their invoices (B13)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.person import Payer
from services.billing.http.details_schemas import BillingDetailsView, NewBillingDetails
from services.billing.stores import billing_details
from services.billing.use_cases import callers


def view_billing_details(work: UnitOfWork, *, payer: Payer | None) -> BillingDetailsView:
    """Return the details of the caller, or of the team that they run. Raises Forbidden and TeamNeeded."""
    person = callers.read_caller(work)
    whose = payer or person.usual_payer
    return BillingDetailsView.of(billing_details.find(work.table, person.wallet(whose)), whose)


def set_billing_details(work: UnitOfWork, *, wanted: NewBillingDetails) -> BillingDetailsView:
    """Replace the details of the caller, or of the team that they own; issued invoices keep those of before.

    Raises Forbidden unless the caller owns the team, and TeamNeeded.
    """
    person = callers.read_caller(work)
    whose = wanted.payer or person.usual_payer
    payer = person.account_id if whose == "self" else person.owns_team()
    after = wanted.details(billing_details.find(work.table, payer))
    work.save([billing_details.save(after)])
    return BillingDetailsView.of(after, whose)
