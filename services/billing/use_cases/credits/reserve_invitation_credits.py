"""Credits on invitations: held when it is sent, the member's on joining, returned if it expires (T5, B6)."""

from functools import reduce

from contracts.billing import AllowancesDue, CreditsHeld, CreditsReleased, CreditsUnfunded, TeamCreditsArrived
from contracts.teams import InvitationExpired, InvitationRevoked, InvitationSent, MemberJoined
from kernel import ids
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain import hold as rules
from services.billing.domain.hold import Decision, Hold, HoldStatus
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, in_wallet
from services.billing.domain.parts import OWED
from services.billing.stores import holds, ledger, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.balances.note_debt import pass_on_debt
from services.billing.use_cases.credits.promise_limit import PromiseLimit

_AT_ONCE = 12  # promises kept in one transaction: at most seven entries each


def reserve_invitation_credits(work: UnitOfWork, event: InvitationSent, *, wallet_cap: int) -> None:
    """Hold the credits, or more or less of them if it is sent again; publish it if that cannot be done now."""
    hold, team = _load(work, event.invitation_id, event.team_id)
    limit = PromiseLimit(work, team.name, wallet_cap)
    free = limit.within(team) if event.credits else team
    decision = rules.reserve(hold, event.invitation_id, event.sending, event.credits, event.expires_at, free, work.now)
    save_decision(work, decision, team, limit=limit)


def release_revoked_credits(work: UnitOfWork, event: InvitationRevoked) -> None:
    """Return what was held, and hold nothing for this invitation any more."""
    hold, team = _load(work, event.invitation_id, event.team_id)
    save_decision(work, rules.call_off(hold, event.invitation_id, team, work.now), team)


def release_expired_credits(work: UnitOfWork, event: InvitationExpired) -> None:
    """Return what was held for an expired invitation."""
    hold, team = _load(work, event.invitation_id, event.team_id)
    save_decision(work, rules.expire(hold, team, work.now) if hold else None, team)


def release_overdue_hold(work: UnitOfWork, *, hold: Hold) -> None:
    """Return what was held for an invitation whose expiry was never reported."""
    team = ledger.find(work.table, hold.wallet)
    save_decision(work, rules.expire(hold, team, work.now), team)


def pass_on_invitation_credits(
    work: UnitOfWork, event: MemberJoined, ended: list[Journal], *, is_on: bool, wallet_cap: int
) -> None:
    """Give the member what was held, or return it if they have left again; `ended` are of their stay before."""
    if event.invitation_id is None:
        post_with_alerts(work, *ended, read=())
        return
    hold, team = _load(work, event.invitation_id, event.team_id)
    left, limit = reduce(Wallet.after, ended, team), PromiseLimit(work, team.name, wallet_cap)
    if is_on:
        free = limit.within(left) if event.credits else left
        decision = rules.redeem(hold, event.invitation_id, event.account_id, event.credits, free, work.now)
    else:
        decision = rules.call_off(hold, event.invitation_id, left, work.now)
    save_decision(work, decision, team, *ended, limit=limit)


def fund_waiting_holds(work: UnitOfWork, *, team_id: str, wallet_cap: int) -> None:
    """Fund the unfunded holds, oldest first, as far as balance and day go; allowances that wait get the rest.

    One that no day would be enough for by now stops no other.
    The heir inherits a dissolved team's money.
    """
    team = ledger.find(work.table, team_id)
    if team.heir:
        _inherit(work, team, team.heir)
        return
    waiting = holds.list_unfunded(work.table, team_id, _AT_ONCE + 1)
    limit = PromiseLimit(work, team_id, wallet_cap)
    too_large = [hold for hold in waiting if limit.is_too_large(hold)]
    hopeful = [hold for hold in waiting if hold not in too_large]
    journals, stopped_at = _fund_oldest(work, hopeful[:_AT_ONCE], team, limit)
    free = reduce(Wallet.after, journals, team).available
    if any(0 < hold.missing <= free for hold in (stopped_at, *too_large) if hold):
        limit.wait_for_the_day()
    if not stopped_at and hopeful and len(waiting) > _AT_ONCE:
        work.publish(TeamCreditsArrived(team_id=team_id))
    if team.waits:
        work.publish(AllowancesDue(team_id=team_id, as_of=work.now))
    limit.save()
    post_with_alerts(work, *journals, read=[team])


def _fund_oldest(
    work: UnitOfWork, waiting: list[Hold], team: Wallet, limit: PromiseLimit
) -> tuple[list[Journal], Hold | None]:
    """Fund these holds in turn, and return the journals and the first that could not be."""
    left = limit.within(team) if waiting else team
    journals: list[Journal] = []
    for hold in waiting:
        decision = _fund(work, hold, left)
        if decision is None:
            return journals, hold
        after, journal = decision
        after = limit.count(after, journal)
        work.save([holds.save(after)])
        if journal:
            journals.append(journal)
            left = left.after(journal)
        _publish_status(work, hold, after)
    return journals, None


def _fund(work: UnitOfWork, hold: Hold, team: Wallet) -> Decision | None:
    if hold.beneficiary is None:
        return rules.fund(hold, team)
    person = people.find(work.table, hold.beneficiary)
    if not person.is_on(hold.wallet):
        return rules.call_off(hold, hold.hold_id, team, work.now)
    decision = rules.fund(hold, team)
    if decision:
        work.save([people.still_on(person, hold.wallet)])
    return decision


def save_decision(
    work: UnitOfWork, decision: Decision | None, team: Wallet, *others: Journal, limit: PromiseLimit | None = None
) -> None:
    """Write a decision, with the journal of the money that it moves, after others of the same wallets.

    `limit` is what the team may give today; one that gives back needs none.
    """
    hold, journal = decision or (None, None)
    post_with_alerts(work, *others, journal, read=[team])
    if hold is None or decision is None:
        return
    limit = limit or PromiseLimit(work, team.name)
    hold = limit.count(hold, journal)
    limit.save()
    work.save([holds.save(hold)])
    is_beyond_the_day = reduce(Wallet.after, others, team).available >= hold.missing
    if rules.lacks_money(decision) and is_beyond_the_day:
        limit.wait_for_the_day()
    elif rules.lacks_money(decision) and not others:
        work.save([ledger.still_lacks(team, hold.missing)])
    _publish_status(work, None, hold, "daily_giving" if is_beyond_the_day else "balance_too_low")
    if journal and in_wallet(journal, team.name).get(team.main.part, 0) > 0:
        work.publish(TeamCreditsArrived(team_id=team.name))


def _publish_status(work: UnitOfWork, before: Hold | None, hold: Hold, reason: str = "") -> None:
    if not hold.hold_id.startswith("inv_"):
        return  # a hold for another purpose, whose owner knows
    about = {"team_id": hold.wallet, "invitation_id": hold.hold_id, "amount": hold.amount}
    if hold.status is HoldStatus.HELD:
        work.publish(CreditsHeld.model_validate(about | {"revision": hold.version}))
    elif hold.status is HoldStatus.UNFUNDED and before is None:
        work.publish(CreditsUnfunded.model_validate(about | {"revision": hold.version, "reason": reason}))
    elif hold.status is HoldStatus.RELEASED and hold.amount:
        work.publish(CreditsReleased.model_validate(about))


def _inherit(work: UnitOfWork, team: Wallet, heir: str) -> None:
    """Pass on what a dissolved team has, or what it owes: a debt follows who inherits the wallet (B19)."""
    of_heir = ledger.find(work.table, heir)
    pass_on_debt(work, team, of_heir)
    if team.available > 0:
        lines = (Line(team.main, -team.available), *of_heir.receive(team.available))
    elif team.owed > 0:
        lines = (Line(LedgerAccount(team.name, OWED), team.owed), *of_heir.give_up(team.owed))
    else:
        return
    journal = Journal(ids.new_id("inherited"), Kind.INHERITED, lines, {"team_id": team.name})
    post_with_alerts(work, journal, read=(team, of_heir))


def _load(work: UnitOfWork, invitation_id: str, team_id: str) -> tuple[Hold | None, Wallet]:
    keys = [(key["pk"], key["sk"]) for key in (holds.key(invitation_id), ledger.key(team_id))]
    found = work.table.get_many(keys)
    item = found.get(keys[0])
    return from_item(Hold, item) if item else None, ledger.to_wallet(team_id, found.get(keys[1]))
