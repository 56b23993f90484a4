"""Gives credits to a member of the team; what the balance lacks is charged to PayPal in the same request (B6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from contracts.months import month_of
from contracts.quotes import Quote, QuoteLine
from contracts.sentences import say
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.idempotency import IdempotencyKeyReused
from kernel.http.step_up import require_proof
from kernel.problems import NotFound
from services.billing.domain.credit_purchase import CENT, LEAST_PURCHASE, MOST_PURCHASE
from services.billing.domain.ledger import Kind, LedgerAccount, Wallet, transfer
from services.billing.domain.parts import team_part
from services.billing.domain.payment import Payment
from services.billing.domain.payment_status import UNDECIDED
from services.billing.domain.person import Person
from services.billing.domain.problems import BalanceTooLow, TooMuchAtOnce
from services.billing.http.credit_views import Allocation, AllocationStatus
from services.billing.http.giving_schemas import NewAllocation
from services.billing.stores import admin_spending, ledger, payments, people
from services.billing.stores.payment_methods import Method
from services.billing.use_cases import callers
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.balances.note_debt import require_undisputed
from services.billing.use_cases.payments.pay import draft_payment, find_payment_method, pay
from services.billing.use_cases.payments.store_intent import require_room
from services.billing.use_cases.payments.use_day import count_given

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

FROM_BALANCE, TOP_UP = "Credits from the team's balance", "Credits for a member"
STAYS = "Credits that stay in the team's balance"
DEBT = "Repayment of credits that PayPal took back after they were spent"


@dataclass(frozen=True)
class Wanted:
    """An allocation, with all that was read to decide on it."""

    allocation_id: str
    caller: Person
    team_id: str
    member: Person
    team: Wallet
    wallet: Wallet
    amount: int
    booked: Item | None
    paid: int | None  # begun before under this key: that charge decides, whatever the balance is by now

    @property
    def short(self) -> int:
        """Return what is charged: what the balance lacks, with what the team must repay, in cents and at least 1.00."""
        if self.paid is not None:
            return self.paid
        lacks = max(0, self.amount + self.team.owed - self.team.available)
        return max(LEAST_PURCHASE, -(-lacks // CENT) * CENT) if lacks else 0

    @property
    def from_balance(self) -> int:
        """Return what the balance contributes to what is charged."""
        return max(0, self.amount + self.team.owed - self.short)


def quote_allocation(work: UnitOfWork, *, user_id: str, order: NewAllocation, allocation_id: str) -> Quote:
    """Quote the allocation: what comes from the balance, and what is charged.

    Raises BalanceTooLow for an API key if it would be charged: no key buys credits (decision 093).
    """
    wanted = load_allocation(work, user_id, order.amount.micros, allocation_id)
    if wanted.short and work.context.by_key:
        raise BalanceTooLow
    owed = wanted.team.owed if wanted.short else 0
    of_balance, stays = wanted.from_balance, max(0, wanted.short - owed - wanted.amount)
    lines = [QuoteLine.of(FROM_BALANCE, of_balance, work.now, "team")] if of_balance > 0 else []
    if owed:
        lines.append(QuoteLine.of(DEBT, owed, work.now, "team"))
    if wanted.short:
        refuse_too_much(wanted)
        find_payment_method(work, wanted.caller, "team")
        if wanted.caller.role == "admin":
            spending = admin_spending.find(work.table, wanted.team_id, wanted.caller.account_id)
            require_room(spending, wanted.caller, wanted.short, month_of(work.now))
        lines.append(
            QuoteLine.of(
                say("Credits for {name}", name=wanted.member.name or say("a member")),
                max(0, wanted.short - owed - stays),
                work.now,
                "team",
            )
        )
    if wanted.short and stays:
        lines.append(QuoteLine.of(STAYS, stays, work.now, "team"))
    return Quote.now(work.now, lines, total=wanted.short)


def allocate_credits(
    work: UnitOfWork,
    *,
    paypal: Callable[[], "PayPal"] | None,
    user_id: str,
    order: NewAllocation,
    allocation_id: str,
    wallet_cap: int = 0,
    has_proof: bool = False,
) -> Allocation:
    """Give the credits now, or once PayPal has completed the charge of what is short.

    Without `paypal` nothing is charged: raises BalanceTooLow. Raises StepUpRequired if what is short is above the
    wallet's amount, what `pay` raises, and at the commit DailyLimitReached.
    """
    wanted = load_allocation(work, user_id, order.amount.micros, allocation_id)
    if wanted.booked:
        return _replay(wanted)
    if wanted.short:
        if paypal is None:
            raise BalanceTooLow
        return _charge_what_is_short(work, paypal, wanted, wallet_cap, has_proof=has_proof)
    count_given(work, _owner_of(work, wanted), wanted.team_id, wanted.amount, wallet_cap)
    about = {"user_id": wanted.member.account_id}
    member = LedgerAccount(wanted.member.account_id, team_part(wanted.team_id))
    journal = transfer(
        f"allocation:{wanted.allocation_id}", Kind.ALLOCATION, wanted.team.main, member, wanted.amount, about
    )
    work.save([people.still_on(wanted.member, wanted.team_id)])
    post_with_alerts(work, journal, read=(wanted.team, wanted.wallet))
    publish_money_change(work, wanted.team_id, "credits_given", **about, amount=wanted.amount)
    return Allocation.of(wanted.allocation_id, wanted.member.account_id, wanted.amount, charged=0)


def load_allocation(work: UnitOfWork, user_id: str, amount: int, allocation_id: str) -> Wanted:
    """Read all that decides on an allocation.

    Raises NotFound for a person who is not on the caller's team, and MoneyDisputed for a new one of a team that owes
    what PayPal holds back.
    """
    caller = callers.read_spender(work)
    team_id = caller.runs_team()
    account_id = work.context.actor if user_id == "me" else user_id
    keys = keys_of(team_id, account_id, allocation_id)
    found = work.table.get_many([(key["pk"], key["sk"]) for key in keys.values()])
    read = {name: found.get((key["pk"], key["sk"])) for name, key in keys.items()}
    member = people.loaded(account_id, read["member"])
    if not member.is_on(team_id):
        raise NotFound
    team, wallet = ledger.to_wallet(team_id, read["team"]), ledger.to_wallet(account_id, read["wallet"])
    paid = int(read["paid"]["amount"]) if read["paid"] else None
    if not read["booked"] and not read["paid"]:
        require_undisputed(work, team)
    return Wanted(allocation_id, caller, team_id, member, team, wallet, amount, read["booked"], paid)


def keys_of(team_id: str, account_id: str, allocation_id: str) -> dict[str, dict[str, str]]:
    """Return the keys of what an allocation is decided by."""
    return {
        "member": people.key(account_id),
        "team": ledger.key(team_id),
        "wallet": ledger.key(account_id),
        "booked": ledger.journal_key(f"allocation:{allocation_id}"),
        "paid": payments.key(payment_of(allocation_id)),
    }


def _charge_what_is_short(
    work: UnitOfWork, paypal: Callable[[], "PayPal"], wanted: Wanted, wallet_cap: int, *, has_proof: bool
) -> Allocation:
    refuse_too_much(wanted)
    method = find_payment_method(work, wanted.caller, "team")
    if method.asks_for_proof(wanted.short):
        require_proof(has_proof=has_proof)
    purchase = draft_shortfall(wanted, method, work.now, wanted.caller)
    payment = pay(work, paypal(), purchase, wallet_cap=wallet_cap, team=wanted.team)
    return Allocation.of(
        wanted.allocation_id,
        wanted.member.account_id,
        wanted.amount,
        charged=payment.amount,
        payment_id=payment.payment_id,
        status=_status(work, payment),
    )


def draft_shortfall(wanted: Wanted, method: Method, now: datetime, person: Person) -> Payment:
    """Return the payment of what the balance lacks, before PayPal is asked; the person asks for it."""
    payment_id = payment_of(wanted.allocation_id)
    draft = draft_payment(payment_id, wanted.team_id, method, wanted.short, TOP_UP, now, person)
    member_id, contributed = wanted.member.account_id, wanted.from_balance
    return replace(draft, for_user=member_id, for_amount=wanted.amount, from_balance=contributed)


def _status(work: UnitOfWork, payment: Payment) -> AllocationStatus:
    """Return whether the member has it: a team that owed more by then, or that they left, keeps the money.

    What became of the money since, such as a dispute, changes nothing in that.
    """
    if payment.status in UNDECIDED:
        return "pending"
    return "completed" if ledger.is_posted(work.table, f"allocation:{payment.payment_id}") else "not_given"


def _owner_of(work: UnitOfWork, wanted: Wanted) -> str:
    if wanted.caller.role == "owner":
        return wanted.caller.account_id
    return people.find_team(work.table, wanted.team_id).owner_id or wanted.caller.account_id


def refuse_too_much(wanted: Wanted) -> None:
    """Raise TooMuchAtOnce if the charge is above the most that one purchase may be."""
    if wanted.short > MOST_PURCHASE:
        raise TooMuchAtOnce(field="amount")


def _replay(wanted: Wanted) -> Allocation:
    """Return the allocation again: the same key came long after its record had expired."""
    if wanted.booked and [wanted.team_id, wanted.team.main.part, -wanted.amount] not in wanted.booked["lines"]:
        raise IdempotencyKeyReused(field="Idempotency-Key")
    return Allocation.of(wanted.allocation_id, wanted.member.account_id, wanted.amount, charged=0)


def payment_of(allocation_id: str) -> str:
    """Return the id of the payment of what an allocation lacks."""
    return "pay_" + allocation_id.removeprefix("alc_")
