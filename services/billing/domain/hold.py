"""Holds: money that is promised before it is final, and what becomes of it: settled, released, or in want of funds.

State of a hold, with what may come next; a crossed or late event finds its place here, not by when it arrives:

    UNFUNDED -> HELD -> SETTLED      UNFUNDED, HELD -> RELEASED      RELEASED by expiry -> sent again

Pure. Each decision gives the hold as it will be, and the journal that moves the money, or None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.billing.domain.ledger import HELD, Journal, Kind, LedgerAccount, Line, Wallet, team_part, transfer

_CLOCKS_DIFFER = timedelta(hours=1)


class HoldStatus(StrEnum):
    """Where a hold stands."""

    UNFUNDED = "unfunded"
    HELD = "held"
    SETTLED = "settled"
    RELEASED = "released"


class Closing(StrEnum):
    """Why a hold was released; only one that expired may be sent again."""

    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Hold:
    """A promise of `amount`, of which `held` is set aside. `beneficiary` is known once somebody has joined."""

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

    @property
    def is_open(self) -> bool:
        """Whether it can still be settled."""
        return self.status in (HoldStatus.HELD, HoldStatus.UNFUNDED)

    @property
    def missing(self) -> int:
        """What funds are wanted."""
        return self.amount - self.held if self.is_open else 0


Decision = tuple[Hold, Journal | None]


def reserve(
    hold: Hold | None, invitation_id: str, sending: int, amount: int, expires_at: datetime, team: Wallet, now: datetime
) -> Decision | None:
    """An invitation was sent, or sent again with another amount: set its credits aside if they are there (T5)."""
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
    """There is money again: set aside what is missing, or pass it on to who has joined; None if it is not enough."""
    if not hold.missing or team.available < hold.missing:
        return None
    if hold.beneficiary:
        return _pass_on(hold, team, hold.beneficiary, hold.amount)
    return _adjust(hold, team)


def redeem(
    hold: Hold | None, invitation_id: str, account_id: str, amount: int, team: Wallet, now: datetime
) -> Decision | None:
    """The invited person is on the team: what was set aside is theirs; the rest comes from the balance, or later.

    Works as well if nothing was heard of the invitation yet.
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
    """For good: revoked, or who joined has gone again. What is set aside returns.

    If nothing was heard of the invitation yet, a note keeps a late sending from setting anything aside.
    """
    if hold is None:
        return Hold(
            invitation_id, team.name, 0, 0, HoldStatus.RELEASED, now, now, closing=Closing.REVOKED, version=1
        ), None
    if hold.status is HoldStatus.SETTLED or hold.closing is Closing.REVOKED:
        return None
    return _give_back(hold, team, Closing.REVOKED)


def expire(hold: Hold, team: Wallet, now: datetime) -> Decision | None:
    """Nobody came in time: what is set aside returns. An expiry of an earlier sending says nothing of this one."""
    if not hold.is_open or hold.beneficiary or hold.expires_at > now + _CLOCKS_DIFFER:
        return None
    return _give_back(hold, team, Closing.EXPIRED)


def open_hold(hold_id: str, wallet: Wallet, amount: int, expires_at: datetime, now: datetime) -> Decision:
    """A hold on somebody's own money, such as for a number order or a running call."""
    hold = Hold(hold_id, wallet.name, amount, 0, HoldStatus.UNFUNDED, now, expires_at)
    return _adjust(hold, replace(wallet, parts={wallet.main.part: amount}))


def settle(hold: Hold, wallet: Wallet, target: LedgerAccount, amount: int) -> Decision:
    """It has become final: up to what is held goes to the target, the rest returns. Raises ValueError beyond that."""
    if hold.status is not HoldStatus.HELD or not 0 <= amount <= hold.held:
        raise ValueError(f"{amount} cannot be settled of {hold}")
    held = LedgerAccount(hold.wallet, HELD)
    lines = [Line(held, -hold.held), Line(target, amount), *wallet.regain(hold.held - amount)]
    journal = Journal(_key(hold), Kind.SETTLED, tuple(line for line in lines if line.amount), _about(hold))
    return _next(hold, status=HoldStatus.SETTLED, held=0), journal


def _give_back(hold: Hold, wallet: Wallet, closing: Closing) -> Decision:
    after = _next(hold, status=HoldStatus.RELEASED, closing=closing, held=0)
    return after, _release(hold, wallet, hold.held)


def _release(hold: Hold, wallet: Wallet, amount: int) -> Journal | None:
    """What was set aside is free again, and pays first what its wallet owes."""
    if not amount:
        return None
    lines = (Line(LedgerAccount(hold.wallet, HELD), -amount), *wallet.regain(amount))
    return Journal(_key(hold), Kind.RELEASED, lines, _about(hold))


def _is_past_sending(hold: Hold) -> bool:
    return bool(hold.beneficiary) or hold.status is HoldStatus.SETTLED or hold.closing is Closing.REVOKED


def _adjust(hold: Hold, wallet: Wallet) -> Decision:
    """Hold more, or less, so that `held` is what is promised; if there is too little, say so."""
    more = hold.amount - hold.held
    if more > wallet.available:
        return _next(hold, status=HoldStatus.UNFUNDED), None
    status = HoldStatus.HELD if hold.amount else HoldStatus.RELEASED
    after = _next(hold, status=status, held=hold.amount)
    if more < 0:
        return after, _release(hold, wallet, -more)
    return after, _transfer(hold, Kind.HELD, wallet.main, LedgerAccount(hold.wallet, HELD), more)


def _pass_on(hold: Hold, wallet: Wallet, account_id: str, amount: int) -> Decision:
    """All of it into the member's part from this team; what was held beyond it returns."""
    beyond = hold.held - amount  # less than nothing is what the balance adds
    lines = [
        Line(LedgerAccount(hold.wallet, HELD), -hold.held),
        *(wallet.regain(beyond) if beyond > 0 else (Line(wallet.main, beyond),)),
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
