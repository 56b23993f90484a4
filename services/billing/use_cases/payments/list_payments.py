"""Lists payments and shows them (B13)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.http.payer_queries import PayerPage
from services.billing.http.views import PaymentView
from services.billing.stores import payments, people
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people
from services.billing.use_cases.wallet.find_wallets import find_wallets, may_see_wallet


def list_payments(work: UnitOfWork, *, query: PayerPage) -> Page[PaymentView]:
    """Return a page of the payments of the team, or of the caller and of teams that they dissolved, newest first."""
    person = callers.read_caller(work)
    page = payments.list_by_wallets(work.table, find_wallets(person, query.payer), query.limit, query.cursor)
    found = [payments.loaded(item) for item in page.items]
    names = name_people(work, person, (its_id for payment in found for its_id in payment.people))
    return Page(items=[PaymentView.of(payment, names, work.now) for payment in found], next_cursor=page.next_cursor)


def view_payment(work: UnitOfWork, *, payment_id: str) -> PaymentView:
    """Return a payment with its current status."""
    payment, person = find_payment(work, payment_id)
    return PaymentView.of(payment, name_people(work, person, payment.people), work.now)


def find_payment(work: UnitOfWork, payment_id: str) -> tuple[Payment, Person]:
    """Return a payment and the caller. Raises NotFound unless the caller may see it."""
    keys = [people.key(work.context.actor), payments.key(payment_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    person, item = callers.load_caller(work, found.get(read[0])), found.get(read[1])
    if item is None:
        raise NotFound
    payment = payments.loaded(item)
    if not may_see_wallet(work, person, payment.wallet):
        raise NotFound
    return payment, person
