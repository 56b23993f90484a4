"""A movement of our balance at PayPal: a payout, a fee that belongs to no payment, or one of a payment (B17). Pure.

PayPal gives each a code: a group of two digits, such as T04 for withdrawals to a bank, and two more for the kind. It
says that the group is enough to book by.
"""

from dataclasses import dataclass
from datetime import datetime

from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, lines_of

_TARGETS = {"T01": Outside.FEES, "T03": Outside.BANK, "T04": Outside.BANK}
_CAME_BACK = {"T1101": Outside.BANK, "T1104": Outside.BANK}  # a withdrawal or a deposit that a bank did not take
_FEE_BACK = ("T1108", "T1109")  # of a payment, or of a fee that is a movement of its own
_OF_PAYMENTS = ("T11", "T12", "T13", "T15", "T21")  # refunds, disputes, holds: events report them, by payment
_OURS = "pay_"  # begins an id of our payments; an invoice or a button of PayPal's own has another one, or none
_DONE = ("S", "V")  # what a bank returns later is a movement of its own


@dataclass(frozen=True, slots=True)
class Movement:
    """A transaction of PayPal's list; positive amounts add to our balance there. Amounts that are not in USD are None.

    `payment_id` is our payment, or what others call theirs, or empty; `reference` the transaction that it follows,
    which may be a fee to give back.
    """

    transaction_id: str
    code: str
    status: str
    micros: int | None
    fee: int | None
    payment_id: str
    at: datetime | None
    reference: str = ""
    is_fee_back: bool = False

    @property
    def group(self) -> str:
        """Return the group of its code, such as T04."""
        return self.code[:3]

    @property
    def target(self) -> Outside | None:
        """Return the account that it moves money to or from, or None if it is of a payment or of an unknown kind."""
        return Outside.FEES if self.is_fee_back else _CAME_BACK.get(self.code) or _TARGETS.get(self.group)

    @property
    def is_of_payment(self) -> bool:
        """Return whether it belongs to a payment, whose events report it."""
        paid_in = self.group == "T00" and self.payment_id.startswith(_OURS) and (self.micros or 0) > 0
        return paid_in or (self.group in _OF_PAYMENTS and self.target is None)

    @property
    def is_done(self) -> bool:
        """Return whether it moved money for good."""
        return self.status in _DONE

    @property
    def cause(self) -> str:
        """Return the key of its journal."""
        return cause_of(self.transaction_id)

    @property
    def may_be_fee_back(self) -> bool:
        """Return whether it gives a fee back: that of a payment, unless it refers to a fee without one."""
        return self.code in _FEE_BACK and bool(self.reference)

    def to_journal(self) -> Journal | None:
        """Return the journal between our balance at PayPal and its target, or None if there is nothing to book."""
        if self.target is None or self.micros is None:
            return None
        fee = self.fee or 0
        moved = {self.target: self.micros}
        moved[Outside.FEES] = moved.get(Outside.FEES, 0) + fee
        lines = lines_of(
            (LedgerAccount(Outside.PAYPAL, self.transaction_id), -self.micros - fee),
            *((LedgerAccount(account, self.transaction_id), amount) for account, amount in moved.items()),
        )
        if not lines:
            return None
        about = {"transaction_id": self.transaction_id, "code": self.code}
        return Journal(self.cause, Kind.PAYOUT if self.target is Outside.BANK else Kind.FEE, lines, about)


def cause_of(transaction_id: str) -> str:
    """Return the key of the journal of a movement."""
    return f"paypal:{transaction_id}"
