"""Notifies the holder of a wallet of what happened and what to do, by mail or text as they have chosen (E1)."""

from datetime import datetime

from contracts.app_stores import explain_cancelling, link_to_store, name_store
from contracts.billing import NoticeDue
from contracts.money import Money
from contracts.payment_reasons import describe_reason
from contracts.sentences import listed, say, say_count, say_day
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers import notice_sender
from kernel.providers.messaging import harmless
from services.billing.domain.approval_request import describe_request
from services.billing.domain.notices import NOTICES
from services.billing.domain.person import Person
from services.billing.domain.plan import TRIED_AFTER
from services.billing.domain.receipt import written_date
from services.billing.stores import approvals, people
from services.billing.use_cases.notices.compose_invoice_mail import (
    compose_correction,
    compose_receipt,
    find_invoice,
    mail_copy,
)

_PERIODS = {1: say("a month"), 12: say("a year")}
_EFFECTS = {  # what it means that no credits are left: people on a team spend what they were given
    "your": say("Calls and texts that need credits have stopped."),
    "the team's": say("Until you buy more, there are none to give. What people have already been given still works."),
}


def send_notice(work: UnitOfWork, *, event: NoticeDue, portal: str) -> None:
    """Send the notice, if the holder has an address for it."""
    person, whose = _find_holder(work, event.wallet)
    invoice = find_invoice(work, event)
    if event.kind == "receipt":
        text = compose_receipt(work, event, invoice, person, portal)
    elif event.kind == "invoice_corrected":
        text = compose_correction(work, event, invoice, portal)
    elif event.kind.startswith("approval_"):
        text = _compose_approval(work, event, portal)
    else:
        text = _compose(event, whose, _name_of(work, event.person_id), portal, person.time_zone)
    if not text:
        return
    about = (event.wallet, event.payment_id, event.phone_number)
    notice_sender.send_notice(work, NOTICES[event.kind], person, text, about=about)
    if invoice:
        mail_copy(invoice, NOTICES[event.kind], person, text)


def _find_holder(work: UnitOfWork, wallet: str) -> tuple[Person, str]:
    """Return who is notified, and whose balance it is about: a dissolved team's is its heir's."""
    if not wallet.startswith("team_"):
        return people.find(work.table, wallet), "your"
    team = people.find_team(work.table, wallet)
    return people.find(work.table, team.heir or team.owner_id), "your" if team.heir else "the team's"


def _name_of(work: UnitOfWork, account_id: str) -> str:
    """Return the cleaned name of a person, as one could say more than a name."""
    return (harmless(people.find(work.table, account_id).name) if account_id else "") or say("A member of your team")


def _compose(event: NoticeDue, whose: str, who: str, portal: str, zone: str) -> str:
    return NOTICES[event.kind].written(
        amount=Money.of(event.amount).amount,
        reason=describe_reason(event.reason),
        portal=portal,
        whose=say("your") if whose == "your" else say("the team's"),
        who=who,
        effect=_EFFECTS[whose],
        Whose=say("Your") if whose == "your" else say("The team's"),
        number=event.phone_number,
        plans=_name_plans(event),
        own_plans=say_count("{count:,} number plan of their own", "{count:,} number plans of their own", event.plans),
        person_id=event.person_id,
        people=say_count("{count:,} member", "{count:,} members", event.people),
        tries=_describe_tries(event),
        period=_PERIODS.get(event.months) or say("every {count} months", count=event.months),
        paid_through=_format_day(event.paid_through),
        day=_format_day(event.day),
        again=written_date(event.day, zone) if event.day else say("the month ends (UTC)"),
        countries=listed(map(say, event.countries)) if event.countries else say("another country"),
        when=say("on {day}", day=say_day(event.day)) if event.day else say("as soon as a charge succeeds"),
        store=name_store(event.store),
        how=explain_cancelling(event.store),
        manage=link_to_store(event.store),
        last_try=_format_day(event.last_try_at),
    )


def _compose_approval(work: UnitOfWork, event: NoticeDue, portal: str) -> str:
    """Say who asks for what, and for how much; names are cleaned, as one could say more than a name."""
    request = approvals.find(work.table, event.approval_id)
    if request is None:
        return ""
    ids = [its_id for its_id in (request.asked_by, request.user_id) if its_id]
    names = {one.account_id: harmless(one.name) for one in people.find_many(work.table, ids)}
    return NOTICES[event.kind].written(
        who=names.get(request.asked_by) or say("An admin"),
        what=describe_request(request, names),
        amount=Money.of(request.charge).amount,
        portal=portal,
    )


def _format_day(at: datetime | None) -> str:
    return say_day(at) if at else say("then")


def _name_plans(event: NoticeDue) -> str:
    """Say which plans it is about: their numbers, or the first few of many and how many more."""
    numbers, more = list(event.phone_numbers), event.plans - len(event.phone_numbers)
    if more > 0:
        numbers.append(say_count("{count} more number", "{count} more numbers", more))
    return say_count("The plan for {numbers}", "The plans for {numbers}", len(numbers), numbers=listed(numbers))


def _describe_tries(event: NoticeDue) -> str:
    """Say when the charge is tried again, and when for the last time."""
    if event.next_try_at is None or event.last_try_at is None:
        return say(
            "We'll try again until {days} days after the due date. After that the plan ends", days=TRIED_AFTER[-1].days
        )
    again, last = _format_day(event.next_try_at), _format_day(event.last_try_at)
    if event.next_try_at >= event.last_try_at:
        return say("We'll try for the last time on {day}. If that fails, the plan ends", day=again)
    return say("We'll try again on {day}, and for the last time on {last}", day=again, last=last)
