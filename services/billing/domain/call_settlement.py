"""Settles what was held for a call: its price is revenue, the rest goes back to where it came from (B4, B11). Pure.

The price is a usage record, which lists have at the end of its quarter of an hour, so it changes what is left by the
price and nothing else. What else is changed, such as a debt or a grant that has expired, is a journal apart, which is
listed at its instant (decision 068).

Of all that was held the price takes what expires first, then what the team gave, then the person's own, whichever slice
held it. A call that cost more than was held, as it was cut late, takes the rest from what is free, and is owed beyond
that: what has happened is never refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.billing.domain.accounts import Outside
from services.billing.domain.call_hold import CallHold, CallHoldStatus
from services.billing.domain.grant import is_granted
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, lines_of
from services.billing.domain.parts import CALLING, OWED, giving_team, is_left, is_of_another_team
from services.billing.domain.spending import give_back_to_parts, spendable, take
from services.billing.domain.usage import UsageKind, UsageRecord

CALLS = "calls"  # the part of revenue that calls earn


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settled hold, its journals, and what is counted more or less of the months and days of these instants."""

    hold: CallHold
    journals: tuple[Journal, ...]
    counted: Mapping[datetime, int]

    @property
    def returns(self) -> tuple[Journal, ...]:
        """Return the journals without that of the price, which a usage record is."""
        return tuple(journal for journal in self.journals if journal.kind is not Kind.SPENT)

    def used(self, holder: str, country: str, at: datetime, now: datetime) -> tuple[UsageRecord, ...]:
        """Return the usage record of the call's price, if it cost something; `at` is when the call ended."""
        hold = self.hold
        return tuple(
            UsageRecord(
                hold.call_id, hold.account_id, holder, UsageKind(hold.kind), hold.number_id, country, hold.place,
                hold.deck, hold.price, at, now, seconds=hold.seconds, lines=journal.lines,
            )
            for journal in self.journals
            if journal.kind is Kind.SPENT
        )  # fmt: skip


def givers_of(hold: CallHold, seconds: int) -> set[str]:
    """Return the teams that gave some of what so many seconds do not cost."""
    return {giver for part in _unused(hold, hold.price_of(seconds)) if (giver := giving_team(part))}


def settle(
    hold: CallHold, seconds: int, wallet: Wallet, teams: Mapping[str, Wallet], team_id: str | None, now: datetime
) -> Settlement:
    """Settle the hold at the price of so many seconds; `teams` are those that gave what goes back."""
    price = hold.price_of(seconds)
    taken = [Line(LedgerAccount(wallet.name, part), -amount) for part, amount in _unused(hold, price).items()]
    away = [line for line in taken if is_of_another_team(line.account.part, team_id)]
    back = give_back_to_parts((it for it in taken if it not in away), wallet, teams, team_id, now)
    lent = -sum(line.amount for line in away)
    after = replace(hold, status=CallHoldStatus.SETTLED, seconds=seconds, price=price, version=hold.version + 1)
    held = LedgerAccount(wallet.name, CALLING)
    beyond = _beyond(wallet, price - hold.amount, team_id, now)
    adjusted = (*lines_of((held, price + lent - hold.amount)), *beyond, *back)
    spent = lines_of((held, -price), (LedgerAccount(Outside.REVENUE, CALLS), price))
    if price and _stays_left(wallet, adjusted):
        adjusted, spent = (), _joined(*adjusted, *spent)
    returned = (*lines_of((held, -lent)), *give_back_to_parts(away, wallet, teams, team_id, now))
    moved = {Kind.HELD if beyond else Kind.RELEASED: adjusted, Kind.SPENT: spent, Kind.RETURNED: returned}
    return Settlement(after, _journals(after, moved), _counted(hold, price, now))


def _stays_left(wallet: Wallet, lines: Iterable[Line]) -> bool:
    """Return whether these lines only move what is left to a wallet's holder from part to part."""
    return all(line.account.wallet == wallet.name and is_left(line.account.part) for line in lines)


def _joined(*lines: Line) -> tuple[Line, ...]:
    """Return these lines with one for each ledger account."""
    sums: dict[LedgerAccount, int] = {}
    for line in lines:
        sums[line.account] = sums.get(line.account, 0) + line.amount
    return lines_of(*sums.items())


def _journals(hold: CallHold, moved: Mapping[Kind, tuple[Line, ...]]) -> tuple[Journal, ...]:
    """Return a journal for each movement that is one."""
    about = hold.about | {"seconds": str(hold.seconds)}
    whose = {Kind.RETURNED: {"user_id": hold.account_id}}
    return tuple(
        Journal(f"call:{hold.call_id}:{kind}", kind, lines, about | whose.get(kind, {}))
        for kind, lines in moved.items()
        if lines
    )


def _unused(hold: CallHold, price: int) -> dict[str, int]:
    """Return what the price leaves of what is held, by part."""
    held: dict[str, int] = {}
    for part, amount in (it for one in hold.slices for it in one.parts.items()):
        held[part] = held.get(part, 0) + amount
    left, unused = price, dict[str, int]()
    for part in sorted(held, key=_order_of_use):
        used = min(left, held[part])
        left -= used
        unused |= {part: held[part] - used} if held[part] > used else {}
    return unused


def _order_of_use(part: str) -> tuple[int, str]:
    return (0, part) if is_granted(part) else (1, part) if giving_team(part) else (2, part)


def _beyond(wallet: Wallet, amount: int, team_id: str | None, now: datetime) -> tuple[Line, ...]:
    """Return the lines that take what was not held: from what is free, and what is missing is owed."""
    if amount <= 0:
        return ()
    there = min(amount, spendable(wallet, team_id, now))
    return (*take(wallet, there, team_id, now), *lines_of((LedgerAccount(wallet.name, OWED), there - amount)))


def _counted(hold: CallHold, price: int, now: datetime) -> dict[datetime, int]:
    """Return what is counted less, where the latest slices were counted, or more now."""
    if price > hold.amount:
        return {now: price - hold.amount}
    unused, counted = hold.amount - price, dict[datetime, int]()
    for one in reversed(hold.slices):
        less = min(unused, one.amount)
        unused -= less
        counted |= {one.at: counted.get(one.at, 0) - less} if less else {}
    return counted
