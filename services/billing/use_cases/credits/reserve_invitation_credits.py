"""Credits on invitations: held when it is sent, the member's on joining, returned if it expires (T5, B6)."""

from functools import reduce

from contracts.billing import AllowancesDue, CreditsHeld, CreditsReleased, CreditsUnfunded, TeamCreditsArrived
from contracts.teams import InvitationExpired, InvitationRevoked, InvitationSent, MemberJoined
from kernel import ids
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain import hold as rules
from services.billing.domain.hold import Decision, Hold, HoldStatus
from services.billing.domain.ledger import OWED, Journal, Kind, LedgerAccount, Line, Wallet, in_wallet
from services.billing.stores import holds, ledger, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.balances.note_debt import pass_on_debt

_AT_ONCE = 12  # promises kept in one transaction: at most seven entries each


def reserve_invitation_credits(work: UnitOfWork, event: InvitationSent) -> None:
    """Hold the credits, or more or less of them if it is sent again; publish it if the balance does not suffice."""
    hold, team = _load(work, event.invitation_id, event.team_id)
    decision = rules.reserve(hold, event.invitation_id, event.sending, event.credits, event.expires_at, team, work.now)
    save_decision(work, decision, team)


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


def pass_on_invitation_credits(work: UnitOfWork, event: MemberJoined, ended: list[Journal], *, is_on: bool) -> None:
    """Give the member what was held, or return it if they have left again; `ended` are of their stay before."""
    if event.invitation_id is None:
        post_with_alerts(work, *ended, read=())
        return
    hold, team = _load(work, event.invitation_id, event.team_id)
    left = reduce(Wallet.after, ended, team)
    if is_on:
        decision = rules.redeem(hold, event.invitation_id, event.account_id, event.credits, left, work.now)
    else:
        decision = rules.call_off(hold, event.invitation_id, left, work.now)
    save_decision(work, decision, team, *ended)


def fund_waiting_holds(work: UnitOfWork, *, team_id: str) -> None:
    """Fund the unfunded holds, oldest first, as far as the balance goes; allowances that wait get the rest.

    The heir inherits a dissolved team's money.
    """
    team = ledger.find(work.table, team_id)
    if team.heir:
        _inherit(work, team, team.heir)
        return
    waiting = holds.list_unfunded(work.table, team_id, _AT_ONCE + 1)
    left, journals = team, []
    for hold in waiting[:_AT_ONCE]:
        decision = _fund(work, hold, left)
        if decision is None:
            break
        after, journal = decision
        work.save([holds.save(after)])
        if journal:
            journals.append(journal)
            left = left.after(journal)
        _publish_status(work, hold, after)
    else:
        if len(waiting) > _AT_ONCE:
            work.publish(TeamCreditsArrived(team_id=team_id))
    if team.waits:
        work.publish(AllowancesDue(team_id=team_id, as_of=work.now))
    post_with_alerts(work, *journals, read=[team])


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


def save_decision(work: UnitOfWork, decision: Decision | None, team: Wallet, *others: Journal) -> None:
    """Write a decision, with the journal of the money that it moves, after others of the same wallets."""
    hold, journal = decision or (None, None)
    post_with_alerts(work, *others, journal, read=[team])
    if hold is None or decision is None:
        return
    work.save([holds.save(hold)])
    if rules.lacks_money(decision) and not others:
        work.save([ledger.still_lacks(team, hold.missing)])
    _publish_status(work, None, hold)
    if journal and in_wallet(journal, team.name).get(team.main.part, 0) > 0:
        work.publish(TeamCreditsArrived(team_id=team.name))


def _publish_status(work: UnitOfWork, before: Hold | None, hold: Hold) -> None:
    if not hold.hold_id.startswith("inv_"):
        return  # a hold for another purpose, whose owner knows
    about = {"team_id": hold.wallet, "invitation_id": hold.hold_id, "amount": hold.amount}
    if hold.status is HoldStatus.HELD:
        work.publish(CreditsHeld.model_validate(about | {"revision": hold.version}))
    elif hold.status is HoldStatus.UNFUNDED and before is None:
        work.publish(CreditsUnfunded.model_validate(about | {"revision": hold.version}))
    elif hold.status is HoldStatus.RELEASED and hold.amount:
        work.publish(CreditsReleased.model_validate(about))


def _inherit(work: UnitOfWork, team: Wallet, heir: str) -> None:
    """Pass on what a dissolved team has, or what it owes: a debt follows who inherits the wallet (B19)."""
    of_heir = ledger.find(work.table, heir)
    if team.available > 0:
        lines = (Line(team.main, -team.available), *of_heir.receive(team.available))
    elif team.owed > 0:
        lines = (Line(LedgerAccount(team.name, OWED), team.owed), *of_heir.give_up(team.owed))
        pass_on_debt(work, team, of_heir)
    else:
        return
    journal = Journal(ids.new_id("inherited"), Kind.INHERITED, lines, {"team_id": team.name})
    post_with_alerts(work, journal, read=(team, of_heir))


def _load(work: UnitOfWork, invitation_id: str, team_id: str) -> tuple[Hold | None, Wallet]:
    keys = [(key["pk"], key["sk"]) for key in (holds.key(invitation_id), ledger.key(team_id))]
    found = work.table.get_many(keys)
    item = found.get(keys[0])
    return from_item(Hold, item) if item else None, ledger.to_wallet(team_id, found.get(keys[1]))
