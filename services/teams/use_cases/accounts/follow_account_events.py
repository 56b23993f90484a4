"""Record accounts and their profiles; events may arrive out of order (I6, I9)."""

from dataclasses import replace

from contracts.identity import (
    AccountActive,
    AccountRegistered,
    MoneyLocked,
    ProfileChanged,
    SecondFactorChanged,
    SessionsEnded,
)
from contracts.sessions import with_sessions_ended
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.account import Account
from services.teams.stores import accounts, batch_reads, people, teams
from services.teams.use_cases.invitations.withdraw_invitation import withdraw_invitation
from services.teams.use_cases.team.open_team import open_team


def record_account(work: UnitOfWork, event: AccountRegistered) -> None:
    """Record a new account. If it asked for a team before it was known, the team is opened now."""
    known = accounts.read(work.table, event.account_id)
    if known and known.closed:
        return
    if known is None or not known.phone_number:
        known = _learn(work, known, event)
    if known.wants_team:
        open_team(work, known)


def record_profile(work: UnitOfWork, event: ProfileChanged) -> None:
    """Record a changed profile; a lower revision that arrives late has no effect."""
    known = accounts.read(work.table, event.account_id)
    if known and (known.closed or known.revision >= event.revision):
        return
    profile = {"name": event.name, "email": event.email, "notices": tuple(event.notices), "revision": event.revision}
    profile |= {"email_state": event.email_state, "email_revision": event.email_revision, "language": event.language}
    now = replace(known or Account(event.account_id), **profile)  # type: ignore[arg-type]
    if event.phone_number:
        now = replace(now, phone_number=event.phone_number)
    if known and known.team_id and now.phone_number != known.phone_number:
        _withdraw_invitation_of(work, known.team_id, now.phone_number)
    work.save([accounts.save(now, known)])
    if known and known.team_id:
        _update_member(work, now)


def _withdraw_invitation_of(work: UnitOfWork, team_id: str, phone_number: str) -> None:
    """Withdraw the team's invitation to a number that a member of it has by now, in a transaction of its own (I13)."""
    holder = batch_reads.read_holders(work.table, team_id, [phone_number]).get(phone_number)
    if holder and holder.kind == "invitation":
        withdraw_invitation(work, team_id, holder.id)
        work.commit()


def record_activity(work: UnitOfWork, event: AccountActive) -> None:
    """Record when a member was active last; an earlier time that arrives late has no effect (T7)."""
    known = accounts.read(work.table, event.account_id)
    member = people.read_member(work.table, known.team_id, event.account_id) if known and known.team_id else None
    if member and (member.last_active_at is None or member.last_active_at < event.at):
        work.save([people.record_activity(member, event.at)])


def record_ended_sessions(work: UnitOfWork, event: SessionsEnded) -> None:
    """Record which sessions of an account have ended: their tokens are refused from now on (I8)."""
    known = accounts.read(work.table, event.account_id)
    if known is None or not known.closed:
        work.save([accounts.save(with_sessions_ended(known or Account(event.account_id), event, work.now), known)])


def record_money_lock(work: UnitOfWork, event: MoneyLocked) -> None:
    """Record until when an account's team stays in its hands; of two locks the later end counts (I14)."""
    known = accounts.read(work.table, event.account_id)
    until = known.money_locked_until if known else None
    if known and (known.closed or (until and until >= event.locked_until)):
        return
    locked = replace(known or Account(event.account_id), money_locked_until=event.locked_until)
    work.save([accounts.save(locked, known)])


def record_second_factor(work: UnitOfWork, event: SecondFactorChanged) -> None:
    """Record whether an account has a second factor; a lower revision that arrives late has no effect (I11)."""
    known = accounts.read(work.table, event.account_id)
    if known and (known.closed or known.factor_revision >= event.revision):
        return
    had = {"has_second_factor": event.has_second_factor, "factor_revision": event.revision}
    work.save([accounts.save(replace(known or Account(event.account_id), **had), known)])  # type: ignore[arg-type]


def _learn(work: UnitOfWork, known: Account | None, event: AccountRegistered) -> Account:
    account = replace(known or Account(event.account_id), phone_number=event.phone_number)
    if event.revision > account.revision:
        account = replace(account, name=event.name, email=event.email, revision=event.revision)
    work.save([accounts.save(account, known)])
    if not account.wants_team:
        return account
    work.commit()
    return replace(account, version=account.version + 1)


def _update_member(work: UnitOfWork, account: Account) -> None:
    member = people.read_member(work.table, account.team_id, account.account_id)
    if member is None:
        return
    own = {"name": account.name, "email": account.email, "phone_number": account.phone_number}
    now = people.with_search_words(member.with_changes(**own))
    work.save(people.change(now, member), people.move_number(now, member))
    if account.role == "owner":
        work.save([teams.rename_owner(account.team_id, account.account_id, account.name)])
