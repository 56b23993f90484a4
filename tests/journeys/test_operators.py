"""What an operator does for customers, by invoking a function as an operator does (B18)."""

from datetime import UTC, datetime, timedelta

from local.operator_doors import do_action
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory


def test_an_operator_grants_and_refunds(people: PeopleFactory) -> None:
    """Granted credits are a person's at once, with their last day; a refund goes to the wallet that paid, once."""
    team = PayingTeam.of_new_team(people)
    owner, bought = team.owner, team.buys("20.00")
    asked = {"by": "kim", "reason": "an outage"}
    last_day = str((datetime.now(UTC) + timedelta(days=30)).date())
    grant = {"account_id": owner.account_id, "amount": "5.00", "expires_on": last_day}
    done = do_action(owner.addresses, "billing", "grant_credits", request_id="grant-0001", **grant, **asked)["done"]
    assert done["expires_on"] == last_day
    owner.eventually("/v1/users/me/credits", granted=usd("5.00"), balance=usd("5.00"))
    refund = {"payment_id": bought["payment_id"], "amount": "8.00"}
    for _ in range(2):
        do_action(owner.addresses, "billing", "refund_credits", request_id="refund-0001", **refund, **asked)
    team.awaits(balance="12.00")
    owner.eventually(f"/v1/payments/{bought['payment_id']}", returned=usd("8.00"), refunding=usd("0.00"))
    refused = do_action(owner.addresses, "billing", "grant_credits", request_id="grant-0002", **grant, by="kim")
    assert refused["refused"]["errors"][0]["field"] == "reason"
