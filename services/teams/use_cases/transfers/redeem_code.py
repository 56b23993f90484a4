"""Preview what a transfer code is for, and join a team with it (T4, T6)."""

from contracts.sentences import say
from contracts.teams import MemberJoined
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain import transfer_code
from services.teams.domain.account import Account
from services.teams.domain.consent import VERSION, Consent, write_consent
from services.teams.domain.invitation import Code, Invitation
from services.teams.domain.member import Member
from services.teams.domain.problems import (
    AccountNotKnownYet,
    AlreadyOnATeam,
    CodeExpired,
    CodeForAnotherNumber,
    CodeReplaced,
    ConsentNeeded,
    NotACode,
    TeamGone,
    TooManyWrongCodes,
    UnknownCode,
)
from services.teams.domain.team import Team
from services.teams.http.views import ConsentView, Joined, Preview, PromisedCredits
from services.teams.stores import accounts, activity, batch_reads, people, teams
from services.teams.use_cases import access


def preview_transfer(work: UnitOfWork, *, code: str, key: str) -> Preview:
    """Return which team the code is for and what joining changes; nothing changes yet."""
    account, opened = _read_code(work, code, key)
    if _has_joined(account, opened):
        return _preview_again(work, account)
    team, invitation = _require_offer(work, account, opened)
    consent = write_consent(team.name, team.owner_name, invitation.role, invitation.credits)
    # Trying many codes at the same moment finds no more than trying one after the other.
    work.save(accounts.check_unchanged(account))
    return Preview(
        team_name=team.name,
        owner_name=team.owner_name,
        role=invitation.role,
        credits=PromisedCredits.of(invitation, work.now),
        changes=_flatten(consent),
        consent=ConsentView.of(consent),
    )


def redeem_code(work: UnitOfWork, *, code: str, consent: str, key: str) -> Joined:
    """Join the team that invited the caller's phone number; a second click gets the same response.

    The version of what the person agreed to is in the activity log, with when and by whom. Raises ConsentNeeded.
    """
    account, opened = _read_code(work, code, key)
    if _has_joined(account, opened):
        return _repeat_join(work, account)
    team, invitation = _require_offer(work, account, opened)
    _require_consent(work, account, consent)
    member = people.with_search_words(_new_member(invitation, account, work))
    admins, agreed = 1 if member.role == "admin" else 0, {"consent": consent}
    work.save(
        accounts.join(account, member, team.second_factor_required_of),
        people.join(member, invitation),
        teams.count_join(team, admins=admins),
        activity.add_line(work, team.team_id, account, "member_joined", activity.person_subject(member), agreed),
    )
    work.publish(_event_of(member, team, invitation, consent))
    return Joined(team_id=team.team_id, team_name=team.name, user_id=account.account_id, status="active")


def _read_code(work: UnitOfWork, typed: str, key: str) -> tuple[Account, Code]:
    """Return the caller and what their code redeems; count a wrong code before refusing it.

    Raises Unauthenticated, NotACode, which costs no try, AccountNotKnownYet, TooManyWrongCodes, UnknownCode or
    CodeForAnotherNumber.
    """
    read = transfer_code.parse_code(typed)
    found, code = accounts.read_with_code(work.table, work.context.actor, transfer_code.hash_code(read or "", key))
    account = access.authorize(work, found)
    if read is None:
        raise NotACode(field="code")
    if account is None or not account.phone_number:
        raise AccountNotKnownYet
    if wait := account.seconds_to_wait(work.now):
        raise TooManyWrongCodes(retry_after=wait)
    if code is not None and (code.phone_number == account.phone_number or code.used_by == account.account_id):
        return account, code
    work.save([accounts.save(account.with_wrong_code(work.now), account)])
    work.commit()
    raise UnknownCode if code is None or code.replaced else CodeForAnotherNumber


def _require_offer(work: UnitOfWork, account: Account, code: Code) -> tuple[Team, Invitation]:
    """Return the team and its open invitation.

    Raises CodeExpired, CodeReplaced, UnknownCode, AlreadyOnATeam, TeamGone or Stale.
    """
    if code.used_by or (code.expires_at <= work.now and not code.replaced):
        raise CodeExpired(say("This code was already used.") if code.used_by else None)
    if account.team_id:
        raise AlreadyOnATeam(_ways_out(account))
    team, invitation = batch_reads.read_team_and_invitation(work.table, code.team_id, code.invitation_id)
    if team is None or not team.is_open:
        raise TeamGone
    if invitation is None and code.replaced:
        raise UnknownCode
    if invitation is None or (invitation.code != code.code and not code.replaced):
        raise Stale
    if invitation.is_over(work.now):
        raise CodeExpired
    if code.replaced:
        raise CodeReplaced
    return team, invitation


def _ways_out(account: Account) -> str:
    if account.role == "owner":
        return say(
            'You have your own team. Turn off "Manage other users in this account" in your profile '
            "or dissolve your team, then use the code."
        )
    return AlreadyOnATeam.title


def _has_joined(account: Account, code: Code) -> bool:
    return (code.replaced or code.used_by == account.account_id) and account.team_id == code.team_id


def _repeat_join(work: UnitOfWork, account: Account) -> Joined:
    return Joined(
        team_id=account.team_id,
        team_name=_read_team(work, account).name,
        user_id=account.account_id,
        status=account.status or "active",
    )


def _preview_again(work: UnitOfWork, account: Account) -> Preview:
    """Return the preview for a person who opens the link again after joining: no refusal (field 23)."""
    team = _read_team(work, account)
    return Preview(
        team_name=team.name,
        owner_name=team.owner_name,
        role=account.role or "member",
        credits=PromisedCredits(amount="0.00", state="none"),
        changes=[f"You're already on {team.name}. Nothing changes."],
        consent=None,
    )


def _read_team(work: UnitOfWork, account: Account) -> Team:
    team = teams.read(work.table, account.team_id)
    if team is None:
        raise Stale
    return team


def _new_member(invitation: Invitation, account: Account, work: UnitOfWork) -> Member:
    return Member(
        team_id=invitation.team_id,
        account_id=account.account_id,
        phone_number=account.phone_number,
        name=account.name,
        email=account.email,
        role=invitation.role,
        joined_at=work.now,
        listed_at=invitation.listed_at,
        invitation_id=invitation.invitation_id,
        invited_at=invitation.invited_at,
        last_active_at=work.now,
        version=account.version + 1,
    )


def _require_consent(work: UnitOfWork, account: Account, consent: str) -> None:
    """Refuse with ConsentNeeded, and only if no wrong code was counted meanwhile: else it would say which is right."""
    if consent != VERSION:
        work.save(accounts.check_unchanged(account))
        work.commit()
        raise ConsentNeeded


def _event_of(member: Member, team: Team, invitation: Invitation, consent: str) -> MemberJoined:
    return MemberJoined(
        team_id=team.team_id,
        account_id=member.account_id,
        role=member.role,
        invitation_id=invitation.invitation_id,
        credits=invitation.credits,
        consent=consent,
        revision=member.version,
        second_factor_required_of=team.second_factor_required_of,
    )


def _flatten(consent: Consent) -> list[str]:
    """Return what joining changes as sentences, in the order in which they are read."""
    seen = f"The owner and admins see {'; '.join(_in_a_sentence(what) for what in consent.sees)}. {consent.sees_not}"
    return [*consent.pays, *consent.stays, seen, *consent.leaving]


def _in_a_sentence(what: str) -> str:
    return what[0].lower() + what[1:]
