"""What a team's balance contributes to an allocation whose rest is charged: held, then given or released (B6). Pure."""

from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, transfer
from services.billing.domain.parts import HELD, team_part
from services.billing.domain.payment import Payment


def hold_contribution(payment: Payment, team: Wallet) -> Journal | None:
    """Return the journal that sets the contribution aside, with the payment's intent."""
    if not payment.from_balance:
        return None
    held = LedgerAccount(payment.wallet, HELD)
    return transfer(f"held:{_key(payment)}", Kind.HELD, team.main, held, payment.from_balance, _about(payment))


def release_contribution(payment: Payment, team: Wallet) -> Journal | None:
    """Return the journal that frees the contribution, once, as the charge failed or the member has left."""
    if not payment.from_balance or payment.failed_before:  # then it was freed when the charge failed
        return None
    lines = (Line(LedgerAccount(payment.wallet, HELD), -payment.from_balance), *team.receive(payment.from_balance))
    return Journal(f"released:{_key(payment)}", Kind.RELEASED, lines, _about(payment))


def give_all(payment: Payment, team: Wallet) -> Journal:
    """Return the journal that gives the member the contribution and what was charged."""
    moves = (
        Line(LedgerAccount(payment.wallet, HELD), -payment.from_balance),
        Line(team.main, payment.from_balance - payment.for_amount),
        Line(LedgerAccount(str(payment.for_user), team_part(team.name)), payment.for_amount),
    )
    lines = tuple(line for line in moves if line.amount)
    return Journal(f"allocation:{payment.payment_id}", Kind.ALLOCATION, lines, _about(payment))


def _key(payment: Payment) -> str:
    """Return the key of one intent: its payment's id is used again if PayPal was not reached."""
    return f"{payment.payment_id}:{payment.created_at.isoformat()}"


def _about(payment: Payment) -> dict[str, str]:
    return {"user_id": str(payment.for_user), "payment_id": payment.payment_id}
