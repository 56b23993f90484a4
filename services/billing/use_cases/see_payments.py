"""See payments (B13)."""

from kernel.calls import Call
from kernel.pages import Listed
from kernel.problems import NotFound
from kernel.work import Work
from services.billing.bodies import PayerPage
from services.billing.payments import Payment
from services.billing.people import Person
from services.billing.stores import payments, people
from services.billing.views import PaymentView


def list_payments(work: Work, call: Call, query: PayerPage) -> Listed[PaymentView]:
    """The payments for the team, or for oneself, newest first."""
    person = people.find(work.table, call.caller_id)
    wallet = person.wallet(query.payer or person.usual_payer)
    page = payments.of_wallet(work.table, wallet, query.limit, query.cursor)
    return Listed(items=[PaymentView.of(payments.loaded(item)) for item in page.items], next_cursor=page.next_cursor)


def see_payment(work: Work, call: Call, payment_id: str) -> PaymentView:
    """One payment, as it stands now."""
    return PaymentView.of(find_payment(work, call, payment_id)[0])


def find_payment(work: Work, call: Call, payment_id: str) -> tuple[Payment, Person]:
    """Return a payment and the person who asks for it. Raises NotFound unless they may see it."""
    keys = [people.key(call.caller_id), payments.key(payment_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    person, item = people.loaded(call.caller_id, found.get(read[0])), found.get(read[1])
    if item is None:
        raise NotFound
    payment = payments.loaded(item)
    runs = person.team if person.usual_payer == "team" else None
    if payment.wallet not in (person.account_id, runs):
        raise NotFound
    return payment, person
