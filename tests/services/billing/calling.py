"""What tests do with the money of calls: let one arrive, ask for a slice, end it, and read what is held."""

from datetime import timedelta
from typing import Any, Literal

from contracts.calls import CallArrived, CallEnded, CallSliceDue
from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.usage import UsageRecord
from services.billing.stores import ledger, usage_packs
from tests.services.billing.harness import MEMBER, OWNER, TEAM, BillingHarness

CENT = 10_000
RATE = CENT  # a minute: of the United States, by the second
GIVEN = f"given:{TEAM}"
CALLING = "held:calls"


def arrived(
    call_id: str = "call_1", *, rate: int = RATE, rounding: Literal["minute", "second"] = "second", **more: Any
) -> CallArrived:
    """Return the event that a call of a member arrives."""
    return CallArrived(
        call_id=call_id,
        number_id="num_1",
        user_id=more.get("user_id", MEMBER),
        kind="forwarding",
        place=more.get("place", "United States"),
        deck="2026-11",
        rate=rate,
        rounding=rounding,
    )


def slice_due(number: int, call_id: str = "call_1", user_id: str = MEMBER) -> CallSliceDue:
    """Return the event that another slice of a running call is due."""
    return CallSliceDue(call_id=call_id, user_id=user_id, slice=number)


def ended(
    seconds: int, call_id: str = "call_1", *, rate: int = RATE, rounding: Literal["minute", "second"] = "second"
) -> CallEnded:
    """Return the event that a call has ended after so many seconds of talking."""
    now = clock.now()
    return CallEnded(
        call_id=call_id,
        number_id="num_1",
        user_id=MEMBER,
        direction="in",
        kind="forwarding",
        answered_by="forwarding" if seconds else "none",
        started_at=now - timedelta(seconds=seconds),
        ended_at=now,
        seconds=seconds,
        place="United States",
        deck="2026-11",
        rate=rate,
        rounding=rounding,
    )


def has(harness: BillingHarness, account_id: str = MEMBER, **parts: int) -> None:
    """Give a person so much in each part, as if it had been bought."""
    work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
    for part, amount in parts.items():
        cause, bought = f"before:{account_id}:{part}", LedgerAccount("paypal", "before")
        ledger.post(work, transfer(cause, Kind.PURCHASE, bought, LedgerAccount(account_id, part), amount))
        work.commit()


def funded(harness: BillingHarness) -> list[tuple[str, int, int, int]]:
    """Return what was answered to calls that are funded, oldest first: call, slice, seconds, limit."""
    events = harness.events("CallFunded")
    return [(it["call_id"], it["slice"], it["seconds"], it["limit_seconds"]) for it in events]


def unfunded(harness: BillingHarness) -> list[tuple[str, int, str]]:
    """Return what was answered to calls that are not funded, oldest first: call, slice, reason."""
    return [(it["call_id"], it["slice"], it["reason"]) for it in harness.events("CallUnfunded")]


def used_by(harness: BillingHarness, account_id: str = MEMBER) -> list[UsageRecord]:
    """Return the usage records of a person, oldest first."""
    packs = [item for item in harness.items("") if item["pk"].startswith(f"USAGE#{account_id}#")]
    found = [it for item in packs if "#late" not in item["sk"] for it in usage_packs.records_in(account_id, item)]
    return sorted(found, key=lambda record: (record.at, record.record_id))


def spent_of(harness: BillingHarness) -> list[int]:
    """Return what is counted of the months of people."""
    return [
        int(amount)
        for item in harness.items("BALANCE")
        for name, amount in item.items()
        if name.startswith("spent:") and len(name) == len("spent:2026-11")
    ]
