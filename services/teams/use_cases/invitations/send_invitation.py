"""Send the text and the mail of an invitation, and record the result of each (T3)."""

from collections.abc import Callable

from contracts.teams import InvitationSent
from kernel.bus import sealing
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from kernel.log import count
from kernel.providers import messaging
from kernel.providers.messaging import NotDeliverableError
from services.teams.domain import letters
from services.teams.domain.invitation import Invitation
from services.teams.domain.letters import Links
from services.teams.stores import people


def send_invitation(work: UnitOfWork, event: InvitationSent, links: Links) -> None:
    """Send what was not sent yet; a retry repeats only what failed.

    An invitation that was revoked, redeemed, resent or has expired in the meantime is not sent.
    """
    waiting = _read_pending(work, event)
    if waiting is None:
        return
    code = sealing.unseal(event.sealed_code)
    faults = []
    ways: dict[str, Callable[[], None]] = {
        "text": lambda: messaging.send_text(
            event.phone_number, in_language(letters.text(event, code, links), event.language)
        ),
        "mail": lambda: messaging.send_mail(
            event.email,
            in_language(letters.subject(event), event.language),
            in_language(letters.mail(event, code, links), event.language),
            _mail_tags(event),
        ),
    }
    for way, send in ways.items():
        if waiting is not None and getattr(waiting, f"{way}_status") == "pending":
            try:
                _record(work, waiting, way, _attempt(send))
            except Exception as fault:
                faults.append(fault)
            waiting = _read_pending(work, event)
    if faults:
        raise faults[0]


def _mail_tags(event: InvitationSent) -> dict[str, str]:
    """Return the tags of a mail, by which `record_failed_mail` finds the invitation."""
    return {"team": event.team_id, "invitation": event.invitation_id, "sending": str(event.sending)}


def _read_pending(work: UnitOfWork, event: InvitationSent) -> Invitation | None:
    invitation = people.read_invitation(work.table, event.team_id, event.invitation_id)
    if invitation is None or invitation.sending != event.sending or invitation.is_over(work.now):
        return None
    return invitation


def _attempt(send: Callable[[], None]) -> str | None:
    """Send a message; return why it can never be delivered, or None once it is sent."""
    try:
        send()
    except NotDeliverableError as fault:
        return fault.reason
    return None


def _record(work: UnitOfWork, before: Invitation, way: str, failure: str | None) -> None:
    """Commit the result at once: a later failure must not send this message again."""
    count("InvitationNotDeliverable" if failure else "InvitationDelivered", way=way)
    state = {f"{way}_status": "failed" if failure else "sent", f"{way}_reason": failure}
    work.save(people.record_delivery(before, state, way))
    work.commit()
