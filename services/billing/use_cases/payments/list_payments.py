"""See payments (B13)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.http.request import Request
from kernel.problems import NotFound
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.http.schemas import PayerPage
from services.billing.http.views import PaymentView
from services.billing.stores import payments, people


def list_payments(work: UnitOfWork, request: Request, query: PayerPage) -> Page[PaymentView]:
    """The payments for the team, or for oneself, newest first."""
    person = people.find(work.table, request.caller_id)
    wallet = person.wallet(query.payer or person.usual_payer)
    page = payments.of_wallet(work.table, wallet, query.limit, query.cursor)
    return Page(items=[PaymentView.of(payments.loaded(item)) for item in page.items], next_cursor=page.next_cursor)


def see_payment(work: UnitOfWork, request: Request, payment_id: str) -> PaymentView:
    """One payment, as it stands now."""
    return PaymentView.of(find_payment(work, request, payment_id)[0])


def find_payment(work: UnitOfWork, request: Request, payment_id: str) -> tuple[Payment, Person]:
    """Return a payment and the person who asks for it. Raises NotFound unless they may see it."""
    keys = [people.key(request.caller_id), payments.key(payment_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    person, item = people.loaded(request.caller_id, found.get(read[0])), found.get(read[1])
    if item is None:
        raise NotFound
    payment = payments.loaded(item)
    runs = person.team if person.usual_payer == "team" else None
    if payment.wallet not in (person.account_id, runs):
        raise NotFound
    return payment, person
