"""Follows the events of identity and teams: accounts, their places on teams, and what that does to money (T8, T9)."""

from dataclasses import replace

from contracts.billing import GrantsForfeited, NoticeDue, TeamCreditsArrived, WalletDetached
from contracts.identity import (
    AccountClosed,
    AccountRegistered,
    MoneyLocked,
    ProfileChanged,
    SecondFactorChanged,
    SessionsEnded,
)
from contracts.plan_events import ClosedPlansDue, HolderPlansDue, PlansReviewDue
from contracts.sessions import with_sessions_ended
from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MembershipChange,
    MemberSuspended,
    SecondFactorRuleChanged,
    TeamDissolved,
    TeamHandedOver,
    TeamOpened,
    membership_after,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain import hold as rules
from services.billing.domain.going import ends_stay, presume_left
from services.billing.domain.hold import Hold
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet
from services.billing.domain.parts import team_part
from services.billing.domain.person import Person
from services.billing.stores import billing_details, holds, ledger, payment_methods, people, plans, top_ups
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.credits.reserve_invitation_credits import pass_on_invitation_credits
from services.billing.use_cases.people.undo_end_of_stay import note_end_of_stay, undo_end_of_stay
from services.billing.use_cases.wallet.publish_wallet_change import publish_wallet_change


def account_registered(work: UnitOfWork, event: AccountRegistered) -> None:
    """Record the account; a profile that arrived earlier is newer, and a closed account stays forgotten."""
    person = people.find(work.table, event.account_id)
    if person.closed:
        return
    phone_number = person.phone_number or event.phone_number
    person = replace(person, phone_number=phone_number, since=person.since or work.now)
    if person.profile < event.revision:
        person = replace(person, name=event.name, email=event.email, profile=event.revision)
    work.save([people.save(person)])


def profile_changed(work: UnitOfWork, event: ProfileChanged) -> None:
    """Record the profile with the highest revision."""
    person = people.find(work.table, event.account_id)
    if person.profile < event.revision and not person.closed:
        known = replace(
            person, name=event.name, email=event.email, time_zone=event.time_zone, notices=tuple(event.notices),
            language=event.language, profile=event.revision, phone_number=event.phone_number or person.phone_number,
            email_state=event.email_state, email_revision=event.email_revision,
        )  # fmt: skip
        work.save([people.save(known)])


def sessions_ended(work: UnitOfWork, event: SessionsEnded) -> None:
    """Record which sessions of the account have ended: their tokens are refused from now on (I8)."""
    work.save([people.save(with_sessions_ended(people.find(work.table, event.account_id), event, work.now))])


def second_factor_changed(work: UnitOfWork, event: SecondFactorChanged) -> None:
    """Record whether the account has a second factor (I11)."""
    person = people.find(work.table, event.account_id)
    work.save([people.save(person.given_second_factor(event.has_second_factor, event.revision))])


def money_locked(work: UnitOfWork, event: MoneyLocked) -> None:
    """Refuse what moves the person's money until then; of two denials, the later end counts (I14)."""
    person = people.find(work.table, event.account_id)
    locked = person.with_money_locked(event.locked_until)
    if locked != person:
        work.save([people.save(locked)])


def account_closed(work: UnitOfWork, event: AccountClosed) -> None:
    """Forget the person, detach the payment method, and buy nothing any more.

    Money stays, by id only, but for what was granted (I10).
    """
    person = people.find(work.table, event.account_id)
    closed = replace(person, name="", email="", phone_number="", notices=(), closed=True)
    work.save([people.save(closed), top_ups.remove(event.account_id), billing_details.remove(event.account_id)])
    for team_id in person.inherited:
        _forget_team(work, team_id)
    work.publish(GrantsForfeited(account_id=event.account_id), ClosedPlansDue(holder=event.account_id))
    method = payment_methods.find(work.table, event.account_id)
    if method:
        work.save(payment_methods.detach(method))
        work.publish(WalletDetached(account_id=event.account_id, token=method.token))
        publish_wallet_change(work, event.account_id, works=False)


def _forget_team(work: UnitOfWork, team_id: str) -> None:
    """Erase the name and the billing details of a dissolved team whose last owner's account is closed (I10)."""
    work.save([people.note_team(team_id, name=""), billing_details.remove(team_id)])


def team_opened(work: UnitOfWork, event: TeamOpened) -> None:
    """Record the team's owner and name, unless a later event has arrived."""
    work.save([people.note_team(event.team_id, once={"name": event.name, "owner_id": event.owner_id})])


def member_joined(work: UnitOfWork, event: MemberJoined, *, wallet_cap: int) -> None:
    """Put the account on the team, and give it the credits of its invitation.

    Who joins again before their removal arrives has left in between: what they had goes back first. A join that an
    event of a later stay has overtaken gives nothing.
    """
    before = people.find(work.table, event.account_id)
    if event.undoes:
        undo_end_of_stay(work, event, before)
        return
    is_current = event.revision >= before.stay
    joined_at = work.now if is_current else before.joined_at
    person = after_event(event, replace(before, stay=max(event.revision, before.stay), joined_at=joined_at))
    work.save([people.save(presume_left(event.team_id, event.revision, before, person, work.now))])
    if person.is_on(event.team_id):
        pays_before = event.role == "owner"  # who opens a team takes on nothing, and has not agreed to a move
        work.publish(HolderPlansDue(holder=event.account_id, team_id="" if pays_before else event.team_id))
    ended = _end_stay(work, event, before) if before.stay and event.revision > before.stay else []
    is_on = person.is_on(event.team_id) and is_current
    pass_on_invitation_credits(work, event, ended, is_on=is_on, wallet_cap=wallet_cap)


def membership_changed(
    work: UnitOfWork, event: MemberRoleChanged | MemberSuspended | MemberRestored | SecondFactorRuleChanged
) -> None:
    """Record the role or the status of a member, or the team's rule on second factors."""
    work.save([people.save(after_event(event, people.find(work.table, event.account_id)))])


def handed_over(work: UnitOfWork, event: TeamHandedOver) -> None:
    """Have the wallet of another owner pay from now on; nothing is bought automatically until they say so."""
    before = people.find_team(work.table, event.team_id)
    after = before.handed_over(event.to_account_id, event.revision)
    if after != before:
        work.save([people.hand_over(after, before), top_ups.remove(event.team_id)])
        work.publish(PlansReviewDue(payer=event.team_id))
        _notify_of_missing_wallet(work, event)


def _notify_of_missing_wallet(work: UnitOfWork, event: TeamHandedOver) -> None:
    """Notify a new owner whose plans run and whose wallet cannot pay for them."""
    method = payment_methods.find(work.table, event.to_account_id)
    if (method is None or not method.works) and plans.has_running(work.table, event.team_id):
        work.publish(NoticeDue(wallet=event.team_id, kind="wallet_missing"))


def member_removed(work: UnitOfWork, event: MemberRemoved) -> None:
    """Take a member off the team: what it gave and is unspent returns, what they bought stays theirs (T8)."""
    person = people.find(work.table, event.account_id)
    after = note_end_of_stay(work, event, person, after_event(event, person))
    work.save([people.save(after)])
    if not after.is_on(event.team_id):  # else they have joined again, and that event arrived before
        work.publish(HolderPlansDue(holder=event.account_id))
    if ends_stay(event.team_id, event.revision, person, after):
        post_with_alerts(work, *_end_stay(work, event, person), read=(), returned=True)


def _end_stay(work: UnitOfWork, event: MemberRemoved | MemberJoined, person: Person) -> list[Journal]:
    """Return the journals that give the team back what it gave for a stay that is over, and call off its promises."""
    wallet, team = ledger.find(work.table, event.account_id), ledger.find(work.table, event.team_id)
    amount = wallet.part(team_part(event.team_id))
    journals = [_returned(event, wallet, team, amount, person.version)] if amount else []
    journals += _promises_off(work, event, team.after(journals[0]) if journals else team)
    if journals:
        work.publish(TeamCreditsArrived(team_id=event.team_id))
    return journals


def team_dissolved(work: UnitOfWork, event: TeamDissolved) -> None:
    """Make the owner of a dissolved team the heir of what it has, now and when more comes back (T9)."""
    before = people.find(work.table, event.owner_id)
    after = presume_left(event.team_id, event.revision, before, after_event(event, before), work.now)
    owner = after.inherit(event.team_id)
    work.save([people.save(owner)])
    if owner.closed:
        work.save([people.note_team(event.team_id, heir=event.owner_id, name="")])
        work.save([billing_details.remove(event.team_id)])
    else:
        work.save([people.note_team(event.team_id, heir=event.owner_id)])
    work.publish(HolderPlansDue(holder=event.owner_id))
    work.save([ledger.annotate(event.team_id, heir=event.owner_id), top_ups.remove(event.team_id)])
    wallet = ledger.find(work.table, event.owner_id)
    post_with_alerts(work, _kept(event, wallet), read=[wallet])
    work.publish(TeamCreditsArrived(team_id=event.team_id))


def _kept(event: TeamDissolved, wallet: Wallet) -> Journal | None:
    """Return the journal that makes the owner's team credits their own: no MemberRemoved is published of them."""
    amount = wallet.part(team_part(event.team_id))
    if not amount:
        return None
    lines = (Line(LedgerAccount(wallet.name, team_part(event.team_id)), -amount), *wallet.receive(amount))
    return Journal(f"dissolved:{event.team_id}", Kind.INHERITED, lines, {"team_id": event.team_id})


def _promises_off(work: UnitOfWork, event: MemberRemoved | MemberJoined, team: Wallet) -> list[Journal]:
    """Call off what the team had promised the member and could not fund, and return the journals."""
    journals: list[Journal] = []
    for hold in _promised(work, event.team_id, event.account_id):
        decision = rules.call_off(hold, hold.hold_id, team, work.now)
        if decision:
            work.save([holds.save(decision[0])])
            journals += [decision[1]] if decision[1] else []
            team = team.after(decision[1])
    return journals


def _promised(work: UnitOfWork, team_id: str, account_id: str) -> list[Hold]:
    return [hold for hold in holds.list_unfunded(work.table, team_id, 100) if hold.beneficiary == account_id][:5]


def _returned(event: MemberRemoved | MemberJoined, wallet: Wallet, team: Wallet, amount: int, version: int) -> Journal:
    lines = (Line(LedgerAccount(wallet.name, team_part(event.team_id)), -amount), *team.receive(amount))
    cause = f"left:{event.team_id}:{event.account_id}:{version}"
    return Journal(cause, Kind.RETURNED, lines, {"user_id": event.account_id})


def after_event(event: MembershipChange, person: Person) -> Person:
    """Return the account after an event; with its place on a team ends what it may spend there."""
    after = membership_after(event, person)
    has_moved = not isinstance(event, MemberRoleChanged) and after.membership_revision > person.membership_revision
    return replace(after, spend_limit=None) if has_moved or after.team_id != person.team_id else after
