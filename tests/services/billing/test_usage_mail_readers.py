"""Who gets a usage report is who is to get it when it is mailed, though it takes long to compose (B12)."""

from collections.abc import Callable

import pytest

from contracts.teams import TeamDissolved
from kernel import aws
from tests.faults import meanwhile
from tests.in_process import mails
from tests.services.billing.harness import ADMIN, OWNER, TEAM, BillingHarness, handed_over
from tests.services.billing.reporting import let_a_try_be_over, reachable, report_due

Changes = Callable[[BillingHarness], object]
_GONE: dict[str, Changes] = {
    "off": lambda harness: harness.ask("PUT /v1/usage/reports", body={"every": "off"}),
    "no address": lambda harness: reachable(harness, email=""),
    "mails fail": lambda harness: reachable(harness, email_state="bounced"),
    "by text": lambda harness: reachable(harness, notices=["text"]),
    "dissolved": lambda harness: harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9)),
}
_CALLS = {"composed": "Query", "begun": "TransactWriteItems"}


@pytest.mark.parametrize("while_it_is", _CALLS)
@pytest.mark.parametrize("change", _GONE)
def test_who_is_to_get_it_no_more_is_not_mailed(harness: BillingHarness, change: str, while_it_is: str) -> None:
    """Whatever changes while it is composed, or right before it is begun; then it is not sent later either."""
    email, event = reachable(harness), report_due(harness)
    with meanwhile(aws.client("dynamodb"), _CALLS[while_it_is], lambda: _GONE[change](harness)):
        harness.deliver_event(event, "evt_report")
    let_a_try_be_over(harness)
    assert harness.deliver_event(event, "evt_report") == {"batchItemFailures": []}
    assert mails(email) == []


@pytest.mark.parametrize("while_it_is", _CALLS)
def test_a_new_address_is_mailed(harness: BillingHarness, while_it_is: str) -> None:
    """And the former one, which may be another person's by now, is not."""
    former, event, new = reachable(harness), report_due(harness), list[str]()
    with meanwhile(aws.client("dynamodb"), _CALLS[while_it_is], lambda: new.append(reachable(harness))):
        harness.deliver_event(event, "evt_report")
    let_a_try_be_over(harness)
    harness.deliver_event(event, "evt_report")
    assert (len(mails(former)), len(mails(new[0]))) == (0, 1)


@pytest.mark.parametrize("while_it_is", _CALLS)
def test_a_new_owner_is_mailed(harness: BillingHarness, while_it_is: str) -> None:
    """Once the report is delivered again; the former owner sees the team's usage no more."""
    former, new, event = reachable(harness), reachable(harness, ADMIN), report_due(harness)
    with meanwhile(aws.client("dynamodb"), _CALLS[while_it_is], lambda: harness.deliver_events(*handed_over())):
        assert harness.deliver_event(event, "evt_report") != {"batchItemFailures": []}
    let_a_try_be_over(harness)
    assert harness.deliver_event(event, "evt_report") == {"batchItemFailures": []}
    assert (len(mails(former)), len(mails(new))) == (0, 1)
