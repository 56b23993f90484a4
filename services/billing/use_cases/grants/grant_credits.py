"""Grants credits to a person until a day, as the operator asks for it (B18)."""

from datetime import date, timedelta
from typing import Any

from contracts.billing import NoticeDue
from contracts.money import Money
from contracts.sentences import say
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Invalid, NotFound
from services.billing.domain.grant import MOST_DAYS, MOST_OPEN, start_grant, usable_grants
from services.billing.domain.problems import DebtDisputed, TooManyGrants
from services.billing.stores import debts, grants, ledger, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts


def grant_credits(work: UnitOfWork, *, account_id: str, amount: int, last_day: date, by: str) -> dict[str, Any]:
    """Grant the amount, by the operator whom the journal names, and notify the person.

    Raises NotFound for an account that is closed or unknown, Invalid for a day that is past or too far away,
    DebtDisputed, and TooManyGrants.
    """
    today = work.now.date()
    if not today <= last_day <= today + timedelta(days=MOST_DAYS):
        raise Invalid(
            say("Choose a day from today (UTC) to {count} days from now.", count=MOST_DAYS), field="expires_on"
        )
    person = people.find(work.table, account_id)
    if person.closed or not person.since:
        raise NotFound("There is no such account, or it is closed.", field="account_id")
    wallet = ledger.find(work.table, account_id)
    debt = debts.find(work.table, account_id) if wallet.owed else None
    if debt and debt.disputed:  # what repays it would be the person's own once PayPal returns the money
        raise DebtDisputed(field="account_id")
    if len(usable_grants(wallet, work.now)) >= MOST_OPEN:
        raise TooManyGrants(field="account_id")
    grant, journal = start_grant(ids.new_id("grt"), wallet, amount, last_day, work.now)
    work.save([people.unchanged(person), grants.save(grant)])
    post_with_alerts(work, journal, read=[wallet], by=by)
    ends = grant.ends_at - timedelta(days=1)
    work.publish(
        NoticeDue(wallet=account_id, kind="granted", amount=amount, paid_through=ends, payment_id=grant.grant_id)
    )
    return {
        "grant_id": grant.grant_id,
        "account_id": account_id,
        "amount": Money.of(amount).model_dump(),
        "expires_on": grant.last_day,
    }
