"""Invite somebody, or send an invitation again (T2)."""

from contracts.money import Money
from kernel import ids
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Stale
from services.teams.domain import transfer_code
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation, Terms
from services.teams.domain.problems import AlreadyOnTeam, InvitationLimit, TeamDissolving
from services.teams.domain.team import Team
from services.teams.http.schemas import NewInvitation
from services.teams.http.views import InvitationView
from services.teams.stores import batch_reads, daily_invitations, people, teams
from services.teams.use_cases import access
from services.teams.use_cases.invitations.sending import Ask, Sending


def invite_member(work: UnitOfWork, given: NewInvitation, terms: Terms) -> InvitationView:
    """Invite a number; one that is invited already is sent a new code."""
    caller = access.manager(work)
    ask = Ask.of(given, terms)
    team, holders = batch_reads.team_and_holders(work.table, caller.team_id, [ask.phone_number])
    sending = Sending(work, may_invite(team), caller, terms)
    before = _standing(work, caller, ask, holders.get(ask.phone_number))
    invitation = _sent_again(sending, before, ask) if before else sending.new(ask, ids.new_id("inv"))
    _count(sending, opened=0 if before and before.state == "open" else 1)
    return InvitationView.of(invitation, work.now)


def resend_invitation(work: UnitOfWork, invitation_id: str, terms: Terms) -> InvitationView:
    """Send an invitation again; one that is over is replaced by a new one for the same person."""
    caller = access.manager(work)
    team, before = batch_reads.team_and_invitation(work.table, caller.team_id, invitation_id)
    if before is None:
        raise NotFound
    sending = Sending(work, may_invite(team), caller, terms)
    invitation = _sent_again(sending, before, None)
    _count(sending, opened=0 if before.state == "open" else 1)
    return InvitationView.of(invitation, work.now)


def may_invite(team: Team | None) -> Team:
    """The team, if it still invites people. Raises TeamDissolving."""
    if team is None or not team.is_open:
        raise TeamDissolving
    return team


def refuse_number(caller: Account, ask: Ask, holder: people.Holder | None) -> None:
    """Raise AlreadyOnTeam if who has this number is on the team."""
    if ask.phone_number == caller.phone_number:
        raise AlreadyOnTeam("This is your own number: you are on the team already.")
    if holder and holder.kind == "member":
        raise AlreadyOnTeam


def count_sender(sending: Sending, sent: int) -> TransactItem:
    """Count what the caller sends, whatever team and account they do it with; InvitationLimit if it is too much."""
    work, terms = sending.work, sending.terms
    whose = transfer_code.kept(sending.caller.phone_number, terms.code_key)
    limit = InvitationLimit(retry_after=seconds_to_midnight(work))
    return daily_invitations.count(whose, work.now, sent=sent, a_day=terms.invitations_a_day, on_conflict=limit)


def seconds_to_midnight(work: UnitOfWork) -> int:
    """How long a team must wait that has sent all it may today (UTC)."""
    return 86_400 - (work.now.hour * 3600 + work.now.minute * 60 + work.now.second)


def asked_as(before: Invitation) -> NewInvitation:
    """An invitation as it would be asked for anew."""
    return NewInvitation(
        phone_number=before.phone_number,
        email=before.email,
        name=before.name,
        role="admin" if before.role == "admin" else "member",
        credits=Money.of(before.credits) if before.credits else None,
    )


def _standing(work: UnitOfWork, caller: Account, ask: Ask, holder: people.Holder | None) -> Invitation | None:
    refuse_number(caller, ask, holder)
    if holder is None:
        return None
    before = people.invitation(work.table, caller.team_id, holder.id)
    if before is None:
        raise Stale
    return before


def _sent_again(sending: Sending, before: Invitation, ask: Ask | None) -> Invitation:
    if not before.is_over(sending.work.now):
        return sending.again(before, ask)
    anew = ask or Ask(before.phone_number, asked_as(before))
    return sending.new(anew, ids.new_id("inv"), instead_of=before)


def _count(sending: Sending, *, opened: int) -> None:
    work, a_day = sending.work, sending.terms.invitations_a_day
    if sending.team.may_send(work.now, a_day) < 1:
        raise InvitationLimit(retry_after=seconds_to_midnight(work))
    work.save(teams.count_sent(sending.team, work.now, sent=1, a_day=a_day, opened=opened))
    work.save(count_sender(sending, 1))
