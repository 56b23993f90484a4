"""Shows what is left of an account or a team before it is closed or dissolved, and what can go back (I10, B18)."""

from contracts.money import Money
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.credit_refund import share_out
from services.billing.domain.grant import usable_grants
from services.billing.domain.ledger import Wallet
from services.billing.domain.parts import team_part
from services.billing.domain.payment import Payment
from services.billing.domain.person import Payer, Person
from services.billing.domain.plan import Subscription
from services.billing.http.leftover_views import Leftover, PaidNumber, RefundablePayment, RenewingStore
from services.billing.stores import ledger, payments, plans, store_subscriptions
from services.billing.use_cases import callers
from services.billing.use_cases.wallet.find_wallets import find_wallets

_AT_ONCE = 50


def view_leftover(work: UnitOfWork, *, payer: Payer | None) -> Leftover:
    """Return what is left of the team, or of the caller. Raises Forbidden and TeamNeeded."""
    person = callers.read_caller(work)
    payer = payer or person.usual_payer
    wallet = ledger.find(work.table, person.wallet(payer))
    parts, more_payments = find_refundable(work, person, payer, wallet)
    running = plans.list_by_payer(work.table, wallet.name, _AT_ONCE, None)
    return Leftover(
        payer=payer,
        balance=Money.of(wallet.available),
        granted=Money.of(sum(usable_grants(wallet, work.now).values())),
        from_team=Money.of(wallet.part(team_part(person.team)) if person.team else 0),
        held=Money.of(wallet.set_aside),
        owed=Money.of(wallet.owed),
        refundable=Money.of(sum(amount for _, amount in parts)),
        refunds=[RefundablePayment.of(payment, amount) for payment, amount in parts],
        numbers=[PaidNumber.of(from_item(Subscription, item)) for item in running.items],
        renews_in=_find_renewing(work, person.account_id) if payer == "self" else [],
        more_payments=more_payments,
        more_numbers=running.next_cursor is not None,
    )


def _find_renewing(work: UnitOfWork, account_id: str) -> list[RenewingStore]:
    """Return what app stores go on charging for when the account is closed."""
    page = store_subscriptions.list_of_account(work.table, account_id, _AT_ONCE, None)
    found = map(store_subscriptions.loaded, page.items)
    return [RenewingStore.of(it) for it in found if it.renews and not it.is_test]


def find_refundable(
    work: UnitOfWork, person: Person, payer: Payer, wallet: Wallet
) -> tuple[list[tuple[Payment, int]], bool]:
    """Return the last payments with how much of each can go back, and whether there are older ones."""
    paid = payments.list_by_wallets(work.table, find_wallets(person, payer), _AT_ONCE, None)
    theirs = [it for it in map(payments.loaded, paid.items) if _may_refund(person, payer, it)]
    return share_out(theirs, wallet, work.now), paid.next_cursor is not None


def _may_refund(person: Person, payer: Payer, payment: Payment) -> bool:
    """Return whether the person may have it refunded: they paid it, and own the team whose credits they are."""
    return payment.payer_id == person.account_id and (payer == "self" or person.role == "owner")
