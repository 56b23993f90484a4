"""What PayPal reports of a payment: the result of the charge, refunds and disputes. Facts only grow. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class ChargeStatus(StrEnum):
    """The status of the charge. A later member outweighs an earlier one, whichever arrives first."""

    NOT_YET = "not_yet"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    PENDING = "pending"
    COMPLETED = "completed"
    DENIED = "denied"

    @property
    def has_failed(self) -> bool:
        """Return whether nothing was captured, or what was pending came to nothing."""
        return self in (ChargeStatus.REFUSED, ChargeStatus.DENIED)


class RefundStatus(StrEnum):
    """The status of a refund; a later member outweighs an earlier one."""

    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"


class DisputeStatus(StrEnum):
    """The status of a dispute. Of two reports of one time, the later member counts: decided, and against us."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class ChargeResult:
    """What PayPal reports of the charge. `money` is what was captured, which is what counts."""

    charge_status: ChargeStatus
    capture_id: str = ""
    order_id: str = ""
    money: int = 0
    reason: str = ""
    payer_email: str = ""
    fee: int = 0  # what PayPal keeps of it, as soon as it says so: then the same for ever


@dataclass(frozen=True, slots=True)
class RefundFact:
    """What PayPal reports of one refund or reversal; `fee` is what it gives us back of its own fee."""

    refund_id: str
    money: int
    status: RefundStatus
    by_force: bool = False
    at: datetime | None = None  # when PayPal made it
    fee: int = 0
    request_id: str = ""  # ours, if we asked for it and it is known

    def joined(self, known: "RefundFact") -> "RefundFact":
        """Return what both facts say of this refund, in whichever order they came.

        The later status counts, with its amount; by force it is if either says so, as a list of refunds does not.
        """
        later = max(self, known, key=lambda it: (_rank(it.status), it.money))
        at = max(filter(None, (self.at, known.at)), default=None)
        fee = max(self.fee, known.fee)
        asked = known.request_id or self.request_id
        return replace(later, by_force=self.by_force or known.by_force, at=at, fee=fee, request_id=asked)


@dataclass(frozen=True, slots=True)
class DisputeFact:
    """What PayPal reports of one dispute. Without an amount in USD it is about all that the payment has left."""

    dispute_id: str
    money: int | None = None
    status: DisputeStatus = DisputeStatus.OPEN
    at: datetime | None = None  # PayPal's update_time: of two reports the later one counts
    opened_at: datetime | None = None

    def joined(self, known: "DisputeFact") -> "DisputeFact":
        """Return the report that counts: the later one; of one time a decision, lost before won, and the most money."""
        opened = min(filter(None, (self.opened_at, known.opened_at)), default=None)
        return replace(max(self, known, key=_weight), opened_at=opened)

    @property
    def contested(self) -> int:
        """Return the micro-dollars that it holds back or took: none if it was won, else its amount."""
        if self.status is DisputeStatus.WON:
            return 0
        return _ALL if self.money is None else self.money

    def is_same_money(self, refund: RefundFact) -> bool:
        """Return whether a refund is how PayPal settles this dispute, and not other money of the same payment.

        PayPal takes money by force only in a dispute, and refuses a part of a refund while one is open: a refund from
        the opening to the end is the settlement. What was refunded before is not in dispute. Without times, force
        decides.
        """
        if refund.at is None or self.opened_at is None:
            return refund.by_force
        if refund.by_force:
            return self.opened_at - _CASE_FOLLOWS <= refund.at
        is_open = self.status is DisputeStatus.OPEN or self.at is None
        return self.opened_at <= refund.at and (is_open or refund.at <= (self.at or refund.at) + _CASE_FOLLOWS)

    def restores(self, refund: RefundFact) -> bool:
        """Return whether winning it gave back what PayPal had taken by force before."""
        return (
            self.status is DisputeStatus.WON
            and refund.by_force
            and refund.at is not None
            and self.at is not None
            and self.opened_at is not None
            and self.is_same_money(refund)
            and refund.at <= self.at
        )

    @property
    def restored(self) -> int:
        """Return the most that winning it can have given back."""
        return _ALL if self.money is None else self.money


Fact = ChargeResult | RefundFact | DisputeFact

_ALL = 10**18  # micro-dollars: more than any payment
_CASE_FOLLOWS = timedelta(days=1)  # so far PayPal's dispute and the reversal of its money may lie apart
_NO_TIME = datetime.min.replace(tzinfo=UTC)


def money_gone(disputes: Iterable[DisputeFact], returns: Iterable[RefundFact], captured: int) -> int:
    """Return how much of what was captured PayPal has taken back or holds back, by all that it reported.

    Refunds and disputes add up, as far as they are not the same money: a lost dispute ends as a refund or reversal,
    which comes before, after or never, so that of these the larger sum counts. What was reversed and then won is back.
    """
    cases = tuple(disputes)
    sums = {True: 0, False: 0}
    for refund in (kept := tuple(it for it in returns if it.status is not RefundStatus.FAILED)):
        sums[any(case.is_same_money(refund) for case in cases)] += refund.money
    reversed_before = sum(it.money for it in kept if any(case.restores(it) for case in cases))
    restored = min(reversed_before, sum(case.restored for case in cases if any(map(case.restores, kept))))
    settled = max(sums[True] - restored, sum(case.contested for case in cases))
    return min(captured, sums[False] + settled)


def _weight(fact: DisputeFact) -> tuple[datetime, int, int]:
    return fact.at or _NO_TIME, _rank(fact.status), fact.restored


def _rank(status: StrEnum) -> int:
    return list(type(status)).index(status)


def replaces(new: ChargeStatus, known: ChargeStatus) -> bool:
    """Return whether another capture counts from now on: one that has failed says nothing of the one that is known."""
    return new is ChargeStatus.COMPLETED is not known or (known.has_failed and new is ChargeStatus.PENDING)


def outweighs(new: ChargeStatus, known: ChargeStatus) -> bool:
    """Return whether a result counts more than the one that is known."""
    order = list(ChargeStatus)
    return order.index(new) > order.index(known)
