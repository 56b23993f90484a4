"""The lines that move what a payment for plans has not earned yet (B19). Pure.

While PayPal holds a disputed payment back its invoice stays, and so does the tax: what is left of the money may be less
than that. Deferred revenue is then zero, and what is missing for the tax is a receivable: either the dispute is won and
PayPal gives it back, or it is lost and the credit note undoes the tax.
"""

from services.billing.domain.accounts import PLANS, Outside
from services.billing.domain.ledger import LedgerAccount, Line, lines_of


def move_rest(payment_id: str, before: int, after: int, earned: int = 0) -> tuple[Line, ...]:
    """Return the lines for a rest that is neither revenue nor tax, and for what is earned; below zero it lacks tax."""
    return lines_of(
        (LedgerAccount(Outside.DEFERRED, payment_id), max(0, after) - max(0, before)),
        (LedgerAccount(Outside.TAX_DISPUTED, payment_id), min(0, after) - min(0, before)),
        (LedgerAccount(Outside.REVENUE, PLANS), earned),
    )
