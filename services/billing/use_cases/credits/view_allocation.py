"""Shows what became of an allocation: a charge may be decided long after it was requested (B6)."""

from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.ledger import LedgerAccount
from services.billing.domain.parts import giving_team
from services.billing.domain.payment import Payment
from services.billing.domain.payment_status import UNDECIDED
from services.billing.domain.person import Person
from services.billing.http.credit_views import Allocation, AllocationStatus
from services.billing.stores import ledger, payments, people
from services.billing.use_cases import callers


def view_allocation(work: UnitOfWork, *, allocation_id: str) -> Allocation:
    """Return the allocation as it is now. Raises NotFound unless the caller runs the team or gets the credits."""
    payment_id = "pay_" + allocation_id.removeprefix("alc_")
    keys = {
        "caller": people.key(work.context.actor),
        "booked": ledger.journal_key(f"allocation:{allocation_id}"),
        "payment": payments.key(payment_id),
        "settled": ledger.journal_key(f"allocation:{payment_id}"),
    }
    found = work.table.get_many([(key["pk"], key["sk"]) for key in keys.values()])
    read = {name: found.get((key["pk"], key["sk"])) for name, key in keys.items()}
    caller = callers.load_caller(work, read["caller"])
    if read["payment"]:
        payment = payments.loaded(read["payment"])
        return _of_payment(caller, allocation_id, payment, is_settled=read["settled"] is not None)
    if read["booked"] is None:
        raise NotFound
    return _of_balance(caller, allocation_id, read["booked"])


def _of_balance(caller: Person, allocation_id: str, booked: Item) -> Allocation:
    """Return the allocation that came from the balance alone."""
    lines = [(LedgerAccount(wallet, part), amount) for wallet, part, amount in booked["lines"]]
    account, amount = next((account, amount) for account, amount in lines if giving_team(account.part))
    _require_party(caller, str(giving_team(account.part)), account.wallet)
    return Allocation.of(allocation_id, account.wallet, amount, charged=0)


def _of_payment(caller: Person, allocation_id: str, payment: Payment, *, is_settled: bool) -> Allocation:
    if payment.for_user is None:
        raise NotFound
    _require_party(caller, payment.wallet, payment.for_user)
    status: AllocationStatus = "completed" if is_settled else "not_given"
    if not is_settled and payment.status in UNDECIDED:
        status = "pending"
    return Allocation.of(
        allocation_id,
        payment.for_user,
        payment.for_amount,
        charged=payment.captured,
        payment_id=payment.payment_id,
        status=status,
    )


def _require_party(caller: Person, team_id: str, member_id: str) -> None:
    runs = caller.team if caller.usual_payer == "team" else None
    if team_id != runs and member_id != caller.account_id:
        raise NotFound
