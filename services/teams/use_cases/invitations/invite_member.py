"""Invite a person, or send an invitation again (T2).

Inviting a person who is on another team is no error here: rule E3 forbids any hint of another tenant. Redeeming is
refused with `already_on_a_team`, to the person concerned.
"""

from contracts.money import Money
from kernel import ids
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Stale
from services.teams.domain import transfer_code
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation, InvitationRules
from services.teams.domain.problems import AlreadyOnTeam, InvitationLimit, TeamDissolving
from services.teams.domain.team import Team
from services.teams.http.schemas import NewInvitation
from services.teams.http.views import InvitationView
from services.teams.stores import batch_reads, daily_invitations, people, teams
from services.teams.use_cases import access
from services.teams.use_cases.invitations.invitation_sender import InvitationRequest, InvitationSender
from services.teams.use_cases.invitations.recipient_tally import RecipientTally


def invite_member(work: UnitOfWork, *, invitation: NewInvitation, rules: InvitationRules) -> InvitationView:
    """Invite a phone number; one that is already invited is sent a new code."""
    caller = access.require_manager(work)
    request = InvitationRequest.of(invitation, rules)
    tally = RecipientTally(work, rules)
    hashes = tally.hashes(request.phone_number, invitation.email)
    team, holder, recipients = batch_reads.read_team_holder_and_recipients(
        work.table, caller.team_id, request.phone_number, hashes
    )
    tally.know(recipients)
    sender = InvitationSender(work, require_open_team(team), caller, rules, tally)
    before = _find_invitation(work, caller, request, holder)
    sent = _resend(sender, before, request) if before else sender.invite(request, ids.new_id("inv"))
    _count_invitation(sender, opened=0 if before and before.status == "open" else 1)
    return InvitationView.of(sent, work.now)


def resend_invitation(work: UnitOfWork, *, invitation_id: str, rules: InvitationRules) -> InvitationView:
    """Send an invitation again; an expired one is replaced by a new one for the same person."""
    caller = access.require_manager(work)
    team, before = batch_reads.read_team_and_invitation(work.table, caller.team_id, invitation_id)
    if before is None:
        raise NotFound
    tally = RecipientTally(work, rules)
    tally.read([(before.phone_number, before.email)])
    sender = InvitationSender(work, require_open_team(team), caller, rules, tally)
    invitation = _resend(sender, before, None)
    _count_invitation(sender, opened=0 if before.status == "open" else 1)
    return InvitationView.of(invitation, work.now)


def require_open_team(team: Team | None) -> Team:
    """Return the team if it is open. Raises TeamDissolving."""
    if team is None or not team.is_open:
        raise TeamDissolving
    return team


def refuse_number(caller: Account, request: InvitationRequest, holder: people.Holder | None) -> None:
    """Raise AlreadyOnTeam if the holder of this phone number is on the team."""
    if request.phone_number == caller.phone_number:
        raise AlreadyOnTeam("This is your own number. You're already on the team.")
    if holder and holder.kind == "member":
        raise AlreadyOnTeam


def count_sender(sender: InvitationSender, sent: int) -> TransactItem:
    """Count what the caller sends, from whatever team and account; raise InvitationLimit over the day's limit."""
    work, rules = sender.work, sender.rules
    whose = transfer_code.hash_code(sender.caller.phone_number, rules.code_key)
    limit = InvitationLimit(retry_after=seconds_to_midnight(work))
    return daily_invitations.count(whose, work.now, sent=sent, a_day=sender.a_day, on_conflict=limit)


def seconds_to_midnight(work: UnitOfWork) -> int:
    """Return the seconds until the day (UTC) ends, after which a team may send again."""
    return 86_400 - (work.now.hour * 3600 + work.now.minute * 60 + work.now.second)


def request_of(before: Invitation) -> NewInvitation:
    """Return an invitation as a request for the same invitation."""
    return NewInvitation(
        phone_number=before.phone_number,
        email=before.email,
        name=before.name,
        role="admin" if before.role == "admin" else "member",
        credits=Money.of(before.credits) if before.credits else None,
    )


def _find_invitation(
    work: UnitOfWork, caller: Account, request: InvitationRequest, holder: people.Holder | None
) -> Invitation | None:
    refuse_number(caller, request, holder)
    if holder is None:
        return None
    before = people.read_invitation(work.table, caller.team_id, holder.id)
    if before is None:
        raise Stale
    return before


def _resend(sender: InvitationSender, before: Invitation, request: InvitationRequest | None) -> Invitation:
    if not before.is_over(sender.work.now):
        return sender.resend(before, request)
    anew = request or InvitationRequest(before.phone_number, request_of(before))
    return sender.invite(anew, ids.new_id("inv"), expired=before)


def _count_invitation(sender: InvitationSender, *, opened: int) -> None:
    work, a_day = sender.work, sender.a_day
    if sender.team.invitations_left(work.now, a_day) < 1:
        raise InvitationLimit(retry_after=seconds_to_midnight(work))
    work.save(teams.count_sent(sender.team, work.now, sent=1, a_day=a_day, opened=opened))
    work.save(count_sender(sender, 1))
    work.save(sender.tally.items())
