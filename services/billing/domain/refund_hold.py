"""Ends the hold of a refund that a payer asked for, whatever else has happened to its wallet (B18). Pure."""

from collections.abc import Iterable

from services.billing.domain.ledger import LedgerAccount, Line, Wallet
from services.billing.domain.parts import HELD


def end_hold(wallet: Wallet, held_in: str, held: int, moving: int) -> tuple[Line, ...]:
    """Return the lines that end a refund's hold as `moving` goes out of the wallet (below zero), or comes in.

    It is as if all of it was freed first: so a refund that a dispute has overtaken repays what is owed.
    """
    freed = wallet.receive(held)
    after = wallet.after_lines(freed)
    moved = after.receive(moving) if moving > 0 else after.give_up(-moving)
    return _net((Line(LedgerAccount(held_in, HELD), -held), *freed, *moved))


def _net(lines: Iterable[Line]) -> tuple[Line, ...]:
    sums: dict[LedgerAccount, int] = {}
    for line in lines:
        sums[line.account] = sums.get(line.account, 0) + line.amount
    return tuple(Line(account, amount) for account, amount in sums.items() if amount)
