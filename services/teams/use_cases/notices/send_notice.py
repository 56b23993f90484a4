"""Send a notice to a member or to the owner of a team, by mail or text as they have chosen (T12, E1)."""

from contracts.sentences import say, say_day
from contracts.teams import TeamNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.messaging import harmless
from kernel.providers.notice_sender import send_notice
from services.teams.domain.account import Account
from services.teams.domain.deputy import Deputy
from services.teams.domain.notices import NOTICES, OF_DEPUTIES, describe_numbers, describe_webhooks, goes_to_owner
from services.teams.domain.team import Team
from services.teams.stores import accounts, deputies, endpoints, people, teams


def send_team_notice(work: UnitOfWork, *, event: TeamNoticeDue, portal: str, key: str) -> None:
    """Send the notice; names are read now, so that a closed account's or a removed invitation's is not used.

    `key` is that of the link by which an owner objects to a deputy.
    """
    team = teams.read(work.table, event.team_id)
    to = _find_addressee(work, event, team)
    person = _find_name(work, event)
    deputy = deputies.read(work.table, event.team_id) if event.kind in OF_DEPUTIES else None
    if team is None or to is None or person is None or (deputy is None and event.kind in OF_DEPUTIES):
        return
    notice = NOTICES[event.kind]
    text = notice.written(
        team=harmless(team.name) or say("your team"),
        person=person,
        phone_number=event.phone_number,
        host=event.host,
        numbers=describe_numbers(event.numbers),
        webhooks=_words_of_webhooks(work, event, portal),
        portal=portal,
        **(_words_of_deputy(deputy, portal, key) if deputy else {}),
    )
    about = (to.account_id, event.team_id, event.account_id, event.other_id, event.invitation_id, event.host)
    send_notice(work, notice, to, text, about=about)


def _find_addressee(work: UnitOfWork, event: TeamNoticeDue, team: Team | None) -> Account | None:
    account_id = team.owner_id if team and goes_to_owner(event.kind) else event.account_id
    return accounts.read(work.table, account_id)


def _find_name(work: UnitOfWork, event: TeamNoticeDue) -> str | None:
    """Return how to call the person whom the notice is about; None if their invitation is gone or open again."""
    if event.invitation_id:
        invitation = people.read_invitation(work.table, event.team_id, event.invitation_id)
        if invitation is None or (event.kind == "invitation_expired" and not invitation.is_over(work.now)):
            return None
        return harmless(invitation.name or "") or invitation.phone_number
    account = accounts.read(work.table, event.other_id or event.account_id)
    return harmless(account.name if account else "") or say("A member")


def _words_of_webhooks(work: UnitOfWork, event: TeamNoticeDue, portal: str) -> str:
    """Return what a new owner has to know of the team's endpoints."""
    found = endpoints.read_all(work.table, event.team_id) if event.kind == "made_owner" else []
    return describe_webhooks(any(it.pause_reason == "handed_over" for it in found), portal)


def _words_of_deputy(deputy: Deputy, portal: str, key: str) -> dict[str, str]:
    until = deputy.takes_over_at(mails_arrive=True)  # at the earliest
    return {"date": say_day(until), "link": f"{portal}/keep-team?token={deputy.token(key)}"}
