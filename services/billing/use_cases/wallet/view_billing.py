"""Shows which payment method pays, and the balance: of the team, or of the caller (B1, B4)."""

from contracts.money import Money
from contracts.months import month_of
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.person import Payer, Person
from services.billing.http.schemas import AutoTopUp
from services.billing.http.views import Billing, PaymentMethod
from services.billing.stores import ledger, payment_methods, people, top_ups
from services.billing.stores.payment_methods import Method
from services.billing.use_cases import callers


def view_billing(work: UnitOfWork, *, payer: Payer | None) -> Billing:
    """Return the payment method, the balance, and what is held and owed."""
    person = callers.read_caller(work)
    payer = payer or person.usual_payer
    name = person.wallet(payer)
    owner_id = _find_owner(work, person, payer)
    keys = [ledger.key(name), top_ups.key(name), payment_methods.key(owner_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    wallet = ledger.to_wallet(name, found.get(read[0]))
    method = found.get(read[2])
    top_up = top_ups.loaded(found.get(read[1]))
    return Billing(
        payer=payer,
        payment_method=PaymentMethod.of(from_item(Method, method)) if method else None,
        balance=Money.of(wallet.available),
        held=Money.of(wallet.set_aside),
        owed=Money.of(wallet.owed),
        auto_top_up=AutoTopUp.of(top_up),
        topped_up=Money.of(top_up.bought_in(month_of(work.now)) if top_up else 0),
    )


def _find_owner(work: UnitOfWork, person: Person, payer: Payer) -> str:
    if payer == "self" or person.role == "owner":
        return person.account_id
    return people.find_team(work.table, person.runs_team()).owner_id or person.account_id
