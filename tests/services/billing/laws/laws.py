"""The ledger laws (quality.md): what must hold after every step, and once everything has arrived."""

from collections import Counter

from contracts.plans import CATALOGUE
from services.billing.domain import hold as holds
from services.billing.domain.accounts import Outside
from services.billing.domain.alert import is_worse, level_of
from services.billing.domain.call_settlement import CALLS
from services.billing.domain.ledger import LedgerAccount, Wallet
from services.billing.domain.parts import CALLING, HELD, OWED, team_part
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.plan import ORDER_FAILED, TAKEN_BACK
from services.billing.domain.plan_line import LineStatus, PlanLine
from tests.services.billing.laws.book import Book
from tests.services.billing.laws.store_laws import hold_of_stores, hold_of_time, hold_of_what_is_left
from tests.services.billing.laws.store_world import StoreWorld
from tests.services.billing.laws.world import PEOPLE, TEAM

_EARNED = LedgerAccount(Outside.REVENUE, "spent")


def hold_always(book: Book) -> None:
    """Assert that no balance is below zero, no debt is negative, and all money is accounted for."""
    for wallet, parts in book.wallets.items():
        for part, amount in parts.items():
            assert amount <= 0 if part == OWED else amount >= 0, f"{wallet} has {amount} {part}"
        main = parts.get(Wallet(wallet, {}).main.part, 0)
        assert not (main and parts.get(OWED)), f"{wallet} owes, and has {main} that is free"
    in_wallets = sum(amount for parts in book.wallets.values() for amount in parts.values())
    granted = sum(payment.granted for payment in book.payments.values())
    spent = sum(line.amount for journal in book.journals.values() for line in journal.lines if line.account.is_outside)
    assert in_wallets == -spent
    hold_of_limits(book)
    hold_of_departures(book)
    asked = sum(payment.refunding for payment in book.payments.values())
    promised = sum(hold.held for hold in book.holds.values())
    held = sum(parts.get(HELD, 0) for parts in book.wallets.values())
    assert held == promised + asked + contributed(book), "what is held is for nothing"
    hold_of_charges(book)
    fees = sum(payment.fee_booked for payment in book.payments.values())
    assert -_sum_of(book, Outside.PAYPAL) == granted - fees, "PayPal's balance is not what it kept for us"
    assert -_sum_of(book, Outside.FEES) == fees
    hold_of_grants(book)
    hold_of_calls(book)
    hold_of_time(book)
    hold_of_what_is_left(book)
    earned = [line.amount for journal in book.journals.values() for line in journal.lines if line.account == _EARNED]
    assert sum(earned) >= 0, "more was paid back than was spent"
    for payment in book.payments.values():
        assert not payment.captured or payment.charge_status in (ChargeStatus.COMPLETED, ChargeStatus.DENIED), (
            "it was paid already"
        )


def _sum_of(book: Book, account: Outside, part: str | None = None) -> int:
    lines = (line for journal in book.journals.values() for line in journal.lines if line.account.wallet == account)
    return sum(line.amount for line in lines if part in (None, line.account.part))


def contributed(book: Book) -> int:
    """Return what the team's balance contributes to allocations whose charges are not decided."""
    open_ones = [it for it in book.payments.values() if not it.is_final and not it.failed_before]
    return sum(payment.from_balance for payment in open_ones)


def hold_of_charges(book: Book) -> None:
    """Assert that no period of a plan is being charged twice."""
    charged = Counter(line.subscription_id for line in book.lines.values() if line.status is LineStatus.OPEN)
    assert not charged or max(charged.values()) == 1, f"{charged} are charged twice at once"


def hold_of_plans(book: Book) -> None:
    """Assert that a plan's money enters no wallet, and that what we keep of it has paid for exactly one period."""
    for journal in book.journals.values():
        payment = book.payments.get(
            next((it.account.part for it in journal.lines if it.account.wallet == Outside.PAYPAL), "")
        )
        if payment and payment.plans:
            assert all(line.account.is_outside for line in journal.lines), f"{journal} has a plan's money in a wallet"
    for payment in book.payments.values():
        rests = [_sum_of(book, account, payment.payment_id) for account in (Outside.DEFERRED, Outside.TAX_DISPUTED)]
        assert rests == ([payment.deferred, min(0, payment.rest)] if payment.plans else [0, 0])
    for plan in book.plans.values():
        lines = [line for line in book.lines.values() if line.subscription_id == plan.subscription_id]
        paid = sum(CATALOGUE[line.plan_id].months for line in lines if was_paid(line))
        assert plan.store or plan.months == paid, f"{plan} has {plan.months} months, and was paid for {paid}"
        if plan.paid_by and plan.reason in (ORDER_FAILED, TAKEN_BACK):
            assert book.lines[plan.paid_by, plan.subscription_id].status is LineStatus.GOES_BACK
    for payment_id in {payment_id for payment_id, _ in book.lines}:
        found = [line for line in book.lines.values() if line.payment_id == payment_id]
        hold_of_payment(book.payments[payment_id], found)


def was_paid(line: PlanLine) -> bool:
    """Return whether the line's period was paid, even if its money went back later."""
    return line.status is LineStatus.PAID or line.reason in (ORDER_FAILED, TAKEN_BACK)


def hold_of_payment(payment: Payment, lines: list[PlanLine]) -> None:
    """Assert that a payment is its lines, and that what pays for no period of a plan goes back."""
    assert payment.amount == sum(line.amount for line in lines)
    back = sum(line.amount for line in lines if line.status is LineStatus.GOES_BACK)
    assert payment.unearned == back, f"{payment} does not say what goes back"
    if payment.charge_status is ChargeStatus.COMPLETED:
        assert all(line.status in (LineStatus.PAID, LineStatus.GOES_BACK) for line in lines)
        assert payment.granted <= payment.captured - back, f"{payment} keeps what paid for nothing"


def hold_of_grants(book: Book) -> None:
    """Assert that of each grant no more comes back than was granted, and that nothing of one that ended is there."""
    for grant in book.grants.values():
        assert -grant.amount <= _sum_of(book, Outside.PROMOTIONS, grant.grant_id) <= 0, f"{grant} came back twice"
        left = book.wallet(grant.account_id).part(grant.part)
        assert not (grant.ended and left), f"{grant} has ended, and {left} is left"
        assert left <= grant.amount


def hold_of_calls(book: Book) -> None:
    """Assert that what is held for calls is what running calls hold, and that each is counted and paid once (B11)."""
    held, counted = Counter[str](), Counter[str]()
    for call in book.calls.values():
        held[call.account_id] += call.amount if call.is_open else 0
        counted[call.account_id] += call.price if call.is_over else call.amount
    for account in PEOPLE:
        assert book.wallet(account).part(CALLING) == held[account], f"{account} holds for no call"
        limits = [amount for (of, _), amount in book.counted.items() if of == account]
        assert sum(limits) == counted[account], f"{limits} of {account} are counted, not {counted[account]}"
        assert all(amount >= 0 for amount in limits), f"more is given back to a day of {account} than it counted"
    assert _sum_of(book, Outside.REVENUE, CALLS) == sum(call.price for call in book.calls.values())


def hold_of_limits(book: Book) -> None:
    """Assert that an admin has used of their limit what they paid, less what failed or went back (T11)."""
    used = sum(payment.used for payment in book.payments.values() if payment.limited)
    assert book.admin.used == used, f"{book.admin} does not say what was spent: {used}"


def hold_of_departures(book: Book) -> None:
    """Assert that what returned to the team by removals is given back, is said to be missing, or waits for an undo."""
    for account in PEOPLE:
        moved = Counter[str]()
        for journal in book.journals.values():
            of_them = [it.amount for it in journal.lines if it.account == LedgerAccount(account, team_part(TEAM))]
            moved[journal.key.partition(":")[0]] += sum(of_them)
        waits = sum(ended.returned for ended in book.person(account).ended)
        given_back = moved["undone"] + book.missing.get(account, 0)
        assert -moved["left"] == given_back + waits, f"{account} lost credits by a removal that was undone"


def hold_of_returns(book: Book) -> None:
    """Assert that nothing waits for an undo that has happened, of who is on the team."""
    for account in PEOPLE:
        person = book.person(account)
        waiting = [ended for ended in person.ended if ended.undone_by and not ended.is_empty]
        assert not (waiting and person.is_on(TEAM)), f"{account} is back, and {waiting} is not given back"


def hold_of_alerts(book: Book) -> None:
    """Assert that no fall and no rise of free money was missed (B7)."""
    for name in book.wallets:
        wallet = book.wallet(name)
        level = level_of(wallet, wallet.left)
        assert not is_worse(wallet.alert, level), f"{name} has {wallet.left}, and is still called {wallet.alert}"
        assert name not in book.fell or wallet.alert == level, f"{name} fell to {wallet.left} unseen"


def hold_of_debts(book: Book) -> None:
    """Assert that a team that owes promises nothing with its money, and that nothing that it gave is unspent (B19)."""
    owed, part = book.wallet(TEAM).owed, team_part(TEAM)
    unspent = {name: parts[part] for name, parts in book.wallets.items() if parts.get(part)}
    assert not owed or not unspent, f"the team owes {owed}, and people have {unspent} of it"
    assert not owed or book.wallet(TEAM).part(HELD) == contributed(book), f"the team owes {owed}, and keeps promises"


def hold_in_the_end(world: StoreWorld, book: Book) -> None:
    """Assert that entries make the balances, PayPal's books equal ours, and each hold has its invitation."""
    hold_always(book)
    hold_of_plans(book)
    hold_of_stores(world, book)
    hold_of_alerts(book)
    made = book.balances()
    for wallet, parts in book.wallets.items():
        for part, amount in parts.items():
            assert made.get(LedgerAccount(wallet, part), 0) == amount, f"{wallet} {part} is not what its entries make"
    hold_of_limits(book)
    for call_id, call in world.calls.items():
        paid = book.calls[call_id].price
        assert paid == call.price, f"{call_id} costs {call.price}, and {paid} is paid"
    assert all(grant.ended for grant in book.grants.values()), "a grant never ends"
    for payment_id, truth in world.paypal.items():
        assert book.payments[payment_id].granted == truth.left, f"{payment_id} is not what PayPal has"
        assert book.payments[payment_id].fee_booked == truth.fee, f"{payment_id} has another fee at PayPal"
    held = sum(hold.held for hold in book.holds.values() if hold.is_open)
    assert book.wallets.get(TEAM, {}).get("held", 0) == held + contributed(book)
    assert not any(payment.refunding for payment in book.payments.values()), "a refund is held for ever"
    for hold in book.holds.values():
        state = world.invitations[hold.hold_id].status
        assert not hold.is_open or state == "open" or hold.beneficiary in world.on_team, f"{hold} has no owner"
        assert state != "open" or hold.is_open or hold.amount == 0, f"{hold} of an open invitation is closed"
        assert hold.status is not holds.HoldStatus.HELD or hold.held == hold.amount
    hold_of_debts(book)
    hold_of_returns(book)
    for account in PEOPLE:
        of_team = world.billing.parts(account).get(f"given:{TEAM}", 0)
        assert account in world.on_team or of_team == 0, f"{account} is off the team with its credits"
