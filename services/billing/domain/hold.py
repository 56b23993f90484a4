"""Decides on holds: money promised before it is final, until it is settled or released.

Status of a hold and what may come next; the status decides what a late event may still do, not its arrival:

    UNFUNDED -> HELD -> SETTLED      UNFUNDED, HELD -> RELEASED      RELEASED by expiry -> sent again
    HELD -> UNFUNDED, when the team owes what PayPal has taken back

Pure. Each decision is the hold as it will be and the journal that moves the money, or None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, transfer
from services.billing.domain.parts import HELD, team_part

_CLOCKS_DIFFER = timedelta(hours=1)


class HoldStatus(StrEnum):
    """The status of a hold."""

    UNFUNDED = "unfunded"
    HELD = "held"
    SETTLED = "settled"
    RELEASED = "released"


class Closing(StrEnum):
    """Why a hold was released; only an expired one may be sent again."""

    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Hold:
    """A promise of `amount` micro-dollars, of which `held` are set aside. `beneficiary` is the member who joined."""

    hold_id: str
    wallet: str
    amount: int
    held: int
    status: HoldStatus
    created_at: datetime
    expires_at: datetime
    sending: int = 1
    beneficiary: str | None = None
    closing: Closing | None = None
    version: int = 0
    counted: int = 0  # toward what the team may give on the day `counted_on`, for its owner of then
    counted_on: str = ""
    counted_for: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether it can still be settled."""
        return self.status in (HoldStatus.HELD, HoldStatus.UNFUNDED)

    @property
    def missing(self) -> int:
        """Return how many micro-dollars it still lacks."""
        return self.amount - self.held if self.is_open else 0


Decision = tuple[Hold, Journal | None]


def lacks_money(decision: Decision) -> bool:
    """Return whether it was decided because the balance does not suffice, which must still be so at the commit."""
    return decision[0].status is HoldStatus.UNFUNDED and decision[1] is None


def reserve(
    hold: Hold | None, invitation_id: str, sending: int, amount: int, expires_at: datetime, team: Wallet, now: datetime
) -> Decision | None:
    """Set the credits of an invitation aside when it is sent, or sent again with another amount (T5)."""
    if hold and (hold.sending >= sending or _is_past_sending(hold)):
        return None
    if hold is None:
        if amount == 0:
            return None
        hold = Hold(invitation_id, team.name, 0, 0, HoldStatus.UNFUNDED, now, expires_at)
    if expires_at <= now:
        amount = 0
    wanted = replace(
        hold, amount=amount, sending=sending, expires_at=expires_at, closing=None, status=HoldStatus.UNFUNDED
    )
    return _adjust(wanted, team)


def fund(hold: Hold, team: Wallet) -> Decision | None:
    """Set aside what is missing, or pass it on to the member who joined; None if the balance does not suffice."""
    if not hold.missing or team.available < hold.missing:
        return None
    if hold.beneficiary:
        return _pass_on(hold, team, hold.beneficiary, hold.amount)
    return _adjust(hold, team)


def redeem(
    hold: Hold | None, invitation_id: str, account_id: str, amount: int, team: Wallet, now: datetime
) -> Decision | None:
    """Give the invited member what was set aside; take the rest from the balance now, or when there is money.

    It also works if the sending of the invitation has not arrived yet.
    """
    if hold is None:
        if amount == 0:
            return None
        hold = Hold(invitation_id, team.name, 0, 0, HoldStatus.UNFUNDED, now, now)
    if hold.status is HoldStatus.SETTLED:
        return None
    open_hold = replace(hold, amount=amount, beneficiary=account_id, closing=None)
    short = amount - hold.held
    if short > team.available:
        return _next(open_hold, status=HoldStatus.UNFUNDED), None
    return _pass_on(open_hold, team, account_id, amount)


def call_off(hold: Hold | None, invitation_id: str, team: Wallet, now: datetime) -> Decision | None:
    """Return what is set aside for good: the invitation was revoked, or its member has left again.

    If the invitation is not known yet, store a released hold, so that a late sending sets nothing aside.
    """
    if hold is None:
        return Hold(
            invitation_id, team.name, 0, 0, HoldStatus.RELEASED, now, now, closing=Closing.REVOKED, version=1
        ), None
    if hold.status is HoldStatus.SETTLED or hold.closing is Closing.REVOKED:
        return None
    return _give_back(hold, team, Closing.REVOKED)


def expire(hold: Hold, team: Wallet, now: datetime) -> Decision | None:
    """Return what is set aside as the invitation expired; the expiry of an earlier sending changes nothing."""
    if not hold.is_open or hold.beneficiary or hold.expires_at > now + _CLOCKS_DIFFER:
        return None
    return _give_back(hold, team, Closing.EXPIRED)


def unfund(hold: Hold, team: Wallet) -> Decision | None:
    """Repay what the team owes with what is set aside; the promise stays, and is funded again when there is money."""
    amount = min(hold.held, team.owed)
    if not hold.is_open or not amount:
        return None
    return _next(hold, status=HoldStatus.UNFUNDED, held=hold.held - amount), _release(hold, team, amount)


def open_hold(hold_id: str, wallet: Wallet, amount: int, expires_at: datetime, now: datetime) -> Decision:
    """Hold an account's own money, such as for a number order or a running call."""
    hold = Hold(hold_id, wallet.name, amount, 0, HoldStatus.UNFUNDED, now, expires_at)
    return _adjust(hold, replace(wallet, parts={wallet.main.part: amount}))


def settle(hold: Hold, wallet: Wallet, target: LedgerAccount, amount: int) -> Decision:
    """Move `amount` of what is held to the target and return the rest. Raises ValueError beyond what is held."""
    if hold.status is not HoldStatus.HELD or not 0 <= amount <= hold.held:
        raise ValueError(f"{amount} cannot be settled of {hold}")
    held = LedgerAccount(hold.wallet, HELD)
    lines = [Line(held, -hold.held), Line(target, amount), *wallet.receive(hold.held - amount)]
    journal = Journal(_key(hold), Kind.SETTLED, tuple(line for line in lines if line.amount), _about(hold))
    return _next(hold, status=HoldStatus.SETTLED, held=0), journal


def _give_back(hold: Hold, wallet: Wallet, closing: Closing) -> Decision:
    after = _next(hold, status=HoldStatus.RELEASED, closing=closing, held=0)
    return after, _release(hold, wallet, hold.held)


def _release(hold: Hold, wallet: Wallet, amount: int) -> Journal | None:
    """Free what was set aside; it repays first what its wallet owes."""
    if not amount:
        return None
    lines = (Line(LedgerAccount(hold.wallet, HELD), -amount), *wallet.receive(amount))
    return Journal(_key(hold), Kind.RELEASED, lines, _about(hold))


def _is_past_sending(hold: Hold) -> bool:
    return bool(hold.beneficiary) or hold.status is HoldStatus.SETTLED or hold.closing is Closing.REVOKED


def _adjust(hold: Hold, wallet: Wallet) -> Decision:
    """Hold more, or less, so that `held` is what is promised; without enough money the hold is unfunded."""
    more = hold.amount - hold.held
    if more > wallet.available:
        return _next(hold, status=HoldStatus.UNFUNDED), None
    status = HoldStatus.HELD if hold.amount else HoldStatus.RELEASED
    after = _next(hold, status=status, held=hold.amount)
    if more < 0:
        return after, _release(hold, wallet, -more)
    return after, _transfer(hold, Kind.HELD, wallet.main, LedgerAccount(hold.wallet, HELD), more)


def _pass_on(hold: Hold, wallet: Wallet, account_id: str, amount: int) -> Decision:
    """Move all of it into the member's part from this team; return what was held beyond it."""
    beyond = hold.held - amount  # less than nothing is what the balance adds
    lines = [
        Line(LedgerAccount(hold.wallet, HELD), -hold.held),
        *(wallet.receive(beyond) if beyond > 0 else (Line(wallet.main, beyond),)),
        Line(LedgerAccount(account_id, team_part(hold.wallet)), amount),
    ]
    after = _next(hold, status=HoldStatus.SETTLED, held=0)
    moves = tuple(line for line in lines if line.amount)
    return after, Journal(_key(hold), Kind.SETTLED, moves, _about(hold)) if moves else None


def _next(hold: Hold, **to: object) -> Hold:
    return replace(hold, version=hold.version + 1, **to)  # type: ignore[arg-type]


def _transfer(hold: Hold, kind: Kind, source: LedgerAccount, target: LedgerAccount, amount: int) -> Journal | None:
    return transfer(_key(hold), kind, source, target, amount, _about(hold)) if amount else None


def _key(hold: Hold) -> str:
    return f"hold:{hold.hold_id}:{hold.version}"


def _about(hold: Hold) -> Mapping[str, str]:
    about = {"hold_id": hold.hold_id}
    return about | {"user_id": hold.beneficiary} if hold.beneficiary else about
