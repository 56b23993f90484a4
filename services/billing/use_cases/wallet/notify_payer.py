"""Mails the payer which account their PayPal wallet was connected to, with a link that disconnects it (B1)."""

import secrets

from contracts.billing import WalletAttached
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from kernel.log import log
from kernel.providers.messaging import NotDeliverableError, harmless, send_mail
from services.billing.domain.notices import NOTICES
from services.billing.domain.person import Person
from services.billing.stores import payment_methods, people


def notify_payer(work: UnitOfWork, *, event: WalletAttached, portal: str) -> None:
    """Mail the payer, unless it was detached or replaced meanwhile.

    The link is stored before the mail is sent: a mail that arrives always works, and one sent twice has two links.
    """
    method = payment_methods.find(work.table, event.account_id)
    if method is None or method.token != event.token or not method.payer_email:
        return
    token = secrets.token_urlsafe(32)
    work.save([payment_methods.save_disconnect_link(token, method)])
    work.commit()
    notice = NOTICES["wallet_attached"]
    owner = people.find(work.table, method.account_id)
    text = notice.written(
        payer_email=method.payer_email,
        who=_describe(work, owner),
        link=f"{portal}/paypal/disconnect?token={token}",
    )
    try:
        send_mail(method.payer_email, in_language(notice.subject, owner.language), in_language(text, owner.language))
    except NotDeliverableError as fault:
        log().warning("billing.payer_notice.undeliverable", extra={"reason": fault.reason})


def _describe(work: UnitOfWork, person: Person) -> str:
    """Return the account's name and number, and the team whose purchases it pays as the owner."""
    name = f"{harmless(person.name)} ({person.phone_number})"
    if person.owns is None:
        return name
    team = people.find_team(work.table, person.owns)
    return say('{name}, and their team "{team}",', name=name, team=harmless(team.name))
