"""Notify a person of what happened to their account, by every channel that they had before (I14)."""

from contracts.identity import Happening, SecurityNoticeDue
from kernel import ids
from kernel.bus.sealing import seal, unseal
from kernel.dynamodb.notice_brake import count_notice
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from kernel.providers.messaging import send_mail, send_text
from kernel.providers.notice_sender import mail_tags
from services.identity.domain import codes, refresh_tokens, security_letters
from services.identity.domain.account import Account
from services.identity.domain.denial import DENIAL_LIFETIME, Denial
from services.identity.domain.line import channels
from services.identity.stores import denials
from services.identity.use_cases.codes.send_code import deliver

_TO_FORMER: tuple[Happening, ...] = ("recovery_started", "account_recovered")


def notify(work: UnitOfWork, before: Account, happening: Happening, *, device: str = "") -> None:
    """Publish one notice for each channel of the account as it was before, with a link to say that it was not them."""
    publish_notices(work, before, happening, _issue_denial(work, before.id, happening), device=device)


def publish_notices(
    work: UnitOfWork, before: Account, happening: Happening, token: str | None, *, device: str = ""
) -> None:
    """Publish one notice for each channel, with the link of this token, if any.

    The link that undoes a change of the Login ID is not mailed to an email that is not confirmed: it may be anyone's.
    While such a change can be undone, the former Login ID is notified of a recovery too. Nothing is mailed to an email
    whose mails fail.
    """
    by_text = [("text", before.phone_number)] if "sms" in channels(before.line) else []
    if happening in _TO_FORMER and before.former_phone_number and before.can_undo(work.now):
        by_text.append(("text", before.former_phone_number))
    is_mailed = before.can_be_mailed and (happening != "login_id_changed" or before.email_confirmed)
    by_mail = [("email", before.email)] if is_mailed else []
    work.publish(
        *(
            SecurityNoticeDue(
                account_id=before.id,
                happening=happening,
                channel=channel,
                to=to,
                name=before.name,
                device=device,
                caller_address=work.context.address,
                happened_at=work.now,
                sealed_token=seal(token) if token else None,
                language=before.language,
                email_revision=before.email_revision,
            )
            for channel, to in [*by_text, *by_mail]
        )
    )


def send_security_notice(work: UnitOfWork, event: SecurityNoticeDue, portal: str) -> None:
    """Send one notice by its channel; of the same happening each channel is used a few times an hour only.

    They are counted for each account: one with the same email, which may be a thief's, uses up no notice of another.
    """
    if not count_notice(work, event.happening, event.account_id, event.channel, event.to):
        return
    link = _link_of(event, portal)
    if event.channel == "text":
        text = security_letters.security_text(event.happening, link)
        deliver(lambda: send_text(event.to, in_language(text, event.language)))
        return
    mail = security_letters.security_mail(
        event.happening,
        name=event.name,
        device=event.device,
        address=event.caller_address,
        at=event.happened_at,
        link=link,
    )
    tags = mail_tags(event.account_id, event.email_revision)
    subject = in_language(security_letters.SUBJECT, event.language)
    deliver(lambda: send_mail(event.to, subject, in_language(mail, event.language), tags))


def _link_of(event: SecurityNoticeDue, portal: str) -> str | None:
    if event.sealed_token is None:
        return None
    return security_letters.link_of(event.happening, unseal(event.sealed_token), portal)


def _issue_denial(work: UnitOfWork, account_id: str, happening: Happening) -> str:
    secret, denial_id = codes.generate_secret(), ids.new_id("den")
    expires_at = work.now + DENIAL_LIFETIME
    work.save(denials.add(Denial(denial_id, account_id, codes.hash_secret(secret), expires_at, happening)))
    return refresh_tokens.join_token(account_id, denial_id, secret=secret)
