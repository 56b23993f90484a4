"""Change a profile (I9)."""

from dataclasses import replace
from typing import Any

from contracts.identity import TeamManagementDisabled, TeamManagementEnabled
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.account import Account
from services.identity.domain.line import channels
from services.identity.domain.problems import (
    OnAnotherTeam,
    TeamHasInvitations,
    TeamHasMembers,
    TextsNotPossible,
    TooManyMails,
)
from services.identity.domain.time_zones import require_time_zone
from services.identity.http.schemas import ProfileChange
from services.identity.stores import accounts
from services.identity.stores.limits import Limit
from services.identity.use_cases import callers
from services.identity.use_cases.ended_sessions import all_sessions_ended_event
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.profile import profile_events

MAILS_PER_HOUR = 5
_OF_EMAIL = ("email", "email_confirmed", "email_state", "email_revision")
_PUBLISHED = ("phone_number", "name", *_OF_EMAIL, "time_zone", "language", "notices", "text_notices")
_PLAIN = {"name", "time_zone", "language", "notices", "text_notices"}


def change_profile(work: UnitOfWork, *, change: ProfileChange) -> Account:
    """Change the given fields of the caller's profile: all of them, or none if one is refused."""
    before = callers.read_caller(work)
    now = _with_fields(before, change.model_dump(include=_PLAIN, exclude_none=True))
    if change.email is not None:
        now = _with_email(work, now, change.email)
    if change.manages_team is not None:
        now = _with_team_management(work, now, change.manages_team)
    return save_profile(work, now, before)


def save_profile(work: UnitOfWork, now: Account, before: Account) -> Account:
    """Save a changed account, and publish its profile if that changed, and that its sessions ended if they did (I8)."""
    if any(getattr(now, name) != getattr(before, name) for name in _PUBLISHED):
        now = replace(now, revision=before.revision + 1)
        work.publish(profile_events.profile_changed_event(now))
    if now.generation != before.generation:
        work.publish(all_sessions_ended_event(now))
    if now != before:
        work.save(accounts.change(now, before))
    return now


def _with_fields(account: Account, given: dict[str, Any]) -> Account:
    if "time_zone" in given:
        require_time_zone(given["time_zone"])
    if "notices" in given:
        given["notices"] = tuple(sorted(given["notices"], reverse=True))
        if "text" in given["notices"] and "sms" not in channels(account.line):
            raise TextsNotPossible(field="notices")
    return replace(account, **given)


def _with_email(work: UnitOfWork, account: Account, email: str) -> Account:
    """Return the account with another email, and send the link that confirms it."""
    now = account.with_email(email, work.now)
    if now.email != account.email:
        notify(work, account, "email_changed")
    elif now.new_email and now.new_email != account.new_email:
        notify(work, account, "email_entered")
    if now.unconfirmed_email is None:
        return now
    now, mail = profile_events.issue_link(now, work.now)
    limit = Limit(f"mails#{account.id}", MAILS_PER_HOUR, work.now)
    work.save(limit.count_or_refuse(TooManyMails(retry_after=limit.seconds_left)))
    work.publish(mail)
    return now


def _with_team_management(work: UnitOfWork, account: Account, manages: bool) -> Account:
    if manages == account.manages_team:
        return account
    now = replace(account.with_team_management(manages), revision=account.revision + 1)
    if manages:
        if account.teams:
            raise OnAnotherTeam
        work.publish(TeamManagementEnabled(account_id=now.id, revision=now.revision))
    else:
        _refuse_while_team_has_people(account)
        work.publish(TeamManagementDisabled(account_id=now.id, revision=now.revision))
    return now


def _refuse_while_team_has_people(account: Account) -> None:
    if account.others:
        raise TeamHasMembers
    if account.open_invitations:
        raise TeamHasInvitations
