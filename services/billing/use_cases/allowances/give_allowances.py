"""Gives the monthly allowances of a team's members on their day, or as soon as the team can (B6).

They come from the team's balance, oldest first, a page in each transaction. The first that the team cannot give now
stops the round, unless no day would be enough; the next round is on the day after, or when money arrives.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from contracts.billing import AllowancesDue, NoticeDue, TeamCreditsArrived
from kernel.dynamodb.unit_of_work import SYSTEM, UnitOfWork
from services.billing.domain.allowance import Allowance
from services.billing.domain.giving_round import GivingRound, day_after, day_of
from services.billing.domain.ledger import Journal, Wallet
from services.billing.domain.person import Person
from services.billing.stores import allowances, billing_accounts, debts, giving_rounds, ledger, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.payments.use_day import count_given, day_of_giving

_AT_ONCE = 10  # at most eight entries each
_READ_AT_ONCE = 100

_Waiting = tuple[Allowance, str]  # and the reason


def start_rounds(work: UnitOfWork, *, rounds: Iterable[GivingRound], as_of: datetime) -> None:
    """Start the rounds of these teams, promises first, and look at them again on the day after."""
    for known in rounds:
        work.save([giving_rounds.go_on(known, day_after(as_of))])
        work.publish(TeamCreditsArrived(team_id=known.team_id), AllowancesDue(team_id=known.team_id, as_of=as_of))


@dataclass
class _Giver:
    """A team, the most it may give in a day and what it can give still; `refusal` is why it gives nothing now."""

    team: Wallet
    owner: Person
    billing_day: int | None
    most: int
    room: int
    refusal: str
    read: list[Wallet] = field(default_factory=list)
    journals: list[Journal] = field(default_factory=list)

    def reason_against(self, allowance: Allowance) -> str:
        """Return why an allowance cannot be given now, or nothing."""
        if self.refusal or self.team.available < allowance.amount:
            return self.refusal or "balance_too_low"
        return "daily_giving" if self.room < allowance.amount else ""

    def give(self, allowance: Allowance, wallet: Wallet) -> None:
        """Give a month of an allowance."""
        journal = allowance.give(self.team)
        self.journals.append(journal)
        self.read.append(wallet)
        self.team, self.room = self.team.after(journal), self.room - allowance.amount


@dataclass(frozen=True)
class _Due:
    """An allowance as it is now, with its member, and whether its month was given already."""

    allowance: Allowance
    member: Person
    wallet: Wallet
    is_given: bool


def give_allowances(work: UnitOfWork, event: AllowancesDue, *, wallet_cap: int) -> None:
    """Give a page of what is due; the next page is another event. What was given meanwhile is not given again."""
    page = allowances.list_due(work.table, event.team_id, day_of(event.as_of), _AT_ONCE, event.cursor)
    listed = [item["account_id"] for item in page.items]
    due = [one for one in _read(work, event.team_id, listed) if one.allowance.is_due(event.as_of)]
    if not due:
        _finish(work, event, page.next_cursor)
        return
    giver = _read_giver(work, event.team_id, wallet_cap)
    decided, waiting, too_large = _decide_in_turn(work, giver, due)
    if decided:
        _post(work, giver, wallet_cap)
        cursor = event.cursor if waiting or page.next_cursor is None else page.next_cursor
        work.publish(event.model_copy(update={"cursor": cursor}))
    elif waiting:
        _wait(work, event, giver.team, *waiting)
    else:
        _finish(work, event, page.next_cursor)
        if too_large and not page.next_cursor:
            _wait(work, event, giver.team, *too_large)


def _decide_in_turn(work: UnitOfWork, giver: _Giver, due: list[_Due]) -> tuple[int, _Waiting | None, _Waiting | None]:
    """Return how many were decided, the first that waits, and the first that is too large for any day by now.

    What waits stops the round. What the team may not give on any day, as it has a new owner or a dispute, does not.
    """
    decided, too_large = 0, None
    for one in due:
        reason = _decide(work, giver, one)
        if reason and not giver.refusal and one.allowance.amount > giver.most:
            too_large = too_large or (one.allowance, "daily_giving")
        elif reason:
            return decided, (one.allowance, reason), too_large
        else:
            decided += 1
    return decided, None, too_large


def _read(work: UnitOfWork, team_id: str, account_ids: list[str]) -> list[_Due]:
    """Read the allowances of these members as they are now, with all that decides on them, in two reads."""
    stored = map(allowances.loaded, work.table.get_each(map(allowances.key, account_ids)))
    known = [it for it in stored if it and it.team_id == team_id]
    more = work.table.get_each(key for it in known for key in _keys_of(it))
    read = []
    for it, member, wallet, booked in zip(known, more[::3], more[1::3], more[2::3], strict=True):
        of_member = people.loaded(it.account_id, member), ledger.to_wallet(it.account_id, wallet)
        read.append(_Due(it, *of_member, booked is not None))
    return read


def _keys_of(allowance: Allowance) -> tuple[dict[str, str], ...]:
    account_id = allowance.account_id
    return people.key(account_id), ledger.key(account_id), ledger.journal_key(allowance.cause)


def _read_giver(work: UnitOfWork, team_id: str, wallet_cap: int) -> _Giver:
    """Read the team: its balance, what its owner may give today, and why it may give nothing."""
    team, wallet = people.find_team(work.table, team_id), ledger.find(work.table, team_id)
    owner, day = people.find(work.table, team.owner_id), billing_accounts.find_billing_day(work.table, team_id)
    refusal = ""
    if owner.is_locked(work.now):
        refusal = "money_locked"
    elif wallet.owed:
        debt = debts.find(work.table, team_id)
        refusal = "money_disputed" if debt and debt.disputed else "team_owes"
    most, room = (0, 0) if refusal else day_of_giving(work, owner.account_id, team_id, wallet_cap)
    return _Giver(wallet, owner, day.day if day else None, most, room, refusal, [wallet])


def _decide(work: UnitOfWork, giver: _Giver, due: _Due) -> str:
    """End it, skip a month or give it; return why it waits, or nothing.

    Who has left gets nothing, and neither does who is suspended on the day: that month is over.
    """
    allowance = due.allowance
    if giver.team.heir or not allowance.is_for(due.member):
        work.save([allowances.remove(allowance)])
        return ""
    if due.member.status == "active" and not due.is_given:
        reason = giver.reason_against(allowance)
        if reason:
            return reason
        work.save([people.still_on(due.member, allowance.team_id)])
        giver.give(allowance, due.wallet)
    work.save([allowances.save(allowance.move_on(giver.billing_day), allowance)])
    return ""


def _post(work: UnitOfWork, giver: _Giver, wallet_cap: int) -> None:
    """Book what is given, within what the owner may give today and unless their money is locked by then (I14)."""
    if not giver.journals:
        return
    work.authorize(people.same_lock(giver.owner))
    total = sum(line.amount for journal in giver.journals for line in journal.lines if line.amount > 0)
    count_given(work, giver.owner.account_id, giver.team.name, total, wallet_cap)
    post_with_alerts(work, *giver.journals, read=giver.read, by=SYSTEM)


def _wait(work: UnitOfWork, event: AllowancesDue, team: Wallet, first: Allowance, reason: str) -> None:
    """Have the rest wait, and notify the owner once of what has fallen due since they were notified last."""
    if not team.waits and reason not in ("money_locked", "daily_giving"):
        work.save([ledger.note_waiting(team, first.amount)])
    rest = list(allowances.list_behind(work.table, first, day_of(event.as_of))) or [first]
    known = giving_rounds.find(work.table, event.team_id)
    newest = max(it.due for it in rest)
    if known and newest <= known.notified_for:
        return
    theirs = _without_gone(work, rest) or [first]
    about = {"amount": sum(it.amount for it in theirs), "people": len(theirs), "reason": reason}
    work.save([giving_rounds.note_notified(event.team_id, newest)])
    work.publish(NoticeDue(wallet=event.team_id, kind="allowances_wait", **about))


def _without_gone(work: UnitOfWork, rest: list[Allowance]) -> list[Allowance]:
    """Return the allowances of those who would get them now: not of who has left since, or is suspended."""
    pages = (rest[at : at + _READ_AT_ONCE] for at in range(0, len(rest), _READ_AT_ONCE))
    found = (people.find_many(work.table, (it.account_id for it in page)) for page in pages)
    members = {member.account_id: member for page in found for member in page if member.status == "active"}
    return [it for it in rest if it.account_id in members and it.is_for(members[it.account_id])]


def _finish(work: UnitOfWork, event: AllowancesDue, cursor: str | None) -> None:
    """Go on behind what is given already, or end the round."""
    if cursor:
        work.publish(event.model_copy(update={"cursor": cursor}))
        return
    if ledger.find(work.table, event.team_id).waits:
        work.save([ledger.annotate(event.team_id, waits=None)])
    known = giving_rounds.find(work.table, event.team_id)
    if known and known.is_old(work.now) and not allowances.has_any(work.table, event.team_id):
        work.save([giving_rounds.end(known)])
