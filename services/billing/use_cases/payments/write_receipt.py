"""What the receipt of a payment says, for its page, its PDF and its mail (B13). Imported only where one is written."""

from collections.abc import Mapping

from contracts.plans import CATALOGUE
from contracts.sentences import known, say
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.parts import OWED
from services.billing.domain.payment import Payment
from services.billing.domain.payment_journal import capture_cause
from services.billing.domain.person import Person
from services.billing.domain.receipt import Line, Receipt
from services.billing.stores import ledger, people, plan_lines
from services.billing.use_cases.actors.name_people import name_people

SELLER = "Teamline"


def receipt_of(work: UnitOfWork, payment: Payment, person: Person) -> Receipt:
    """Everything that the receipt of a payment says, in the time zone of the person who reads it."""
    payer = person if person.account_id == payment.payer_id else people.find(work.table, payment.payer_id)
    names = name_people(work, person, payment.people)
    lines = _lines(work, payment, names)
    lines += [Line(say("Returned by PayPal"), -payment.gone)] if payment.gone else []
    team = people.find_team(work.table, payment.wallet).name if payment.wallet.startswith("team_") else ""
    return Receipt(
        number=payment.payment_id.removeprefix("pay_"),
        issued_at=payment.completed_at or payment.created_at,
        seller=SELLER,
        payer_name=payer.name,
        payer_email=payment.payer_email or payer.email,
        team=team,
        paypal_id=payment.capture_id,
        repaid=_repaid(work, payment),
        requested_by=names.get(payment.asked_by, ""),
        approved_by=names.get(payment.approved_by, ""),
        lines=tuple(lines),
        time_zone=person.time_zone,
        language=person.language,
    )


def _repaid(work: UnitOfWork, payment: Payment) -> int:
    """Return how many micro-dollars of a payment for credits repaid a debt when it was booked."""
    journal = None if payment.plans else ledger.find_journal(work.table, capture_cause(payment.capture_id))
    return sum(amount for _, part, amount in journal["lines"] if part == OWED) if journal else 0


def _lines(work: UnitOfWork, payment: Payment, names: Mapping[str, str]) -> list[Line]:
    """Return what was paid for: each plan with its period, or what the payment itself says."""
    if payment.plans <= 1:
        return [Line(payment.described(names), payment.captured)]
    return [
        Line(known(f"{CATALOGUE[line.plan_id].name}: {line.phone_number}"), line.amount)
        for line in plan_lines.list_all(work.table, payment.payment_id)
    ]
