"""No one is flooded: the limits of a recipient, by number and by email, over all teams; and a team's day (T2, T3)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.billing import PaymentCompleted, PaymentTakenBack
from services.teams.domain.recipient import Recipient, RecipientLimits, mailbox
from services.teams.domain.team import Team
from tests.in_process import Reply, texts
from tests.services.teams.harness import ANN, BOBS, DAN, Harness
from tests.services.teams.test_batch import sent
from tests.services.teams.test_expiry import Clock, time  # noqa: F401 (a fixture)
from tests.services.teams.test_races import run_before_call

_LIMITS = RecipientLimits(timedelta(seconds=60), 5, 10)
_BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def limited(harness: Harness) -> Harness:
    """Return the teams of Ann and Dan under the limits as they ship."""
    harness.world.surroundings["teams"] |= {
        "INVITATION_PAUSE_SECONDS": "60",
        "INVITATIONS_PER_RECIPIENT_HOUR": "5",
        "INVITATIONS_PER_RECIPIENT_DAY": "10",
    }
    harness.open_team(ANN)
    harness.open_team(DAN)
    return harness


def refused(reply: Reply, field: str) -> int:
    """Return the seconds to wait of a refusal that names this field."""
    assert (reply.status, reply.body["code"]) == (429, "recipient_limit")
    assert [error["field"] for error in reply.body["errors"]] == [field]
    return int(reply.headers["retry-after"])


def test_two_teams_share_the_pause(limited: Harness, time: Clock) -> None:  # noqa: F811
    """A minute lies between two invitations, from whatever team, by the number and by the email."""
    assert limited.invite(BOBS, ANN).status == 201
    assert 0 < refused(limited.invite(BOBS, DAN), "phone_number") <= 60
    other = limited.invite("+14155550190", DAN, email="Invited+spam@Example.com")
    assert 0 < refused(other, "email") <= 60
    time.ahead = timedelta(seconds=61)
    assert limited.invite(BOBS, DAN).status == 201
    assert len(texts(BOBS)) == 2


def test_resending_counts(limited: Harness, time: Clock) -> None:  # noqa: F811
    """The resend of an invitation and the repeated invitation are limited alike; five an hour, ten a day."""
    made = {"id": limited.invite(BOBS, ANN).body["invitation_id"]}
    for minute in range(1, 5):
        time.ahead = timedelta(seconds=61 * minute)
        assert limited.call("POST /v1/team/invitations/{id}/resend", ANN, path=made).status == 200
    time.ahead = timedelta(minutes=10)
    wait = refused(limited.call("POST /v1/team/invitations/{id}/resend", ANN, path=made), "phone_number")
    assert 45 * 60 < wait <= 50 * 60
    time.ahead = timedelta(hours=2)
    for minute in range(5):
        time.ahead = timedelta(hours=2, minutes=2 * minute)
        assert limited.invite(BOBS, DAN).status == 201
    time.ahead = timedelta(hours=6)
    assert refused(limited.invite(BOBS, DAN), "phone_number") > 17 * 3600
    assert len(texts(BOBS)) == 10


def test_a_row_is_refused_alone(limited: Harness) -> None:
    """In a batch the rows of others are sent, and the refused row says when to try again."""
    assert limited.invite("+14155551001", ANN).status == 201
    people = [{"phone_number": f"+1415555100{row}", "email": f"p{row}@example.com"} for row in range(3)]
    people.append({"phone_number": "+14155551009", "email": "p0@example.com"})
    results = sent(limited, people)
    assert [row["status"] for row in results] == [201, 429, 201, 429]
    assert results[1]["problem"]["code"] == "recipient_limit"
    assert 0 < results[1]["problem"]["retry_after"] <= 60
    assert results[3]["problem"]["errors"][0]["field"] == "email"


def test_at_once_one_is_sent(limited: Harness) -> None:
    """Of two teams that invite one number at the same time, one succeeds: the count is in the transaction."""
    with run_before_call(lambda: limited.world.call("POST /v1/team/invitations", as_=DAN, body=_bob("d@example.com"))):
        reply = limited.world.call("POST /v1/team/invitations", as_=ANN, body=_bob("a@example.com"))
    refused(reply, "phone_number")
    limited.settle()
    assert len(texts(BOBS)) == 1


def test_many_at_once(limited: Harness) -> None:
    """Of eight from two teams, each between the reads and the write of another, one is sent."""
    replies: list[Reply] = []

    def nested(depth: int) -> None:
        if depth == 0:
            return
        with run_before_call(lambda: nested(depth - 1)):
            body = _bob(f"p{depth}@example.com")
            replies.append(limited.world.call("POST /v1/team/invitations", as_=(ANN, DAN)[depth % 2], body=body))

    nested(8)
    assert sorted(reply.status for reply in replies) == [201, *[429] * 7]
    limited.settle()
    assert len(texts(BOBS)) == 1


@given(st.lists(st.integers(0, 7200), min_size=1, max_size=60))
def test_no_window_holds_more(gaps: list[int]) -> None:
    """Whatever the times of the tries, no minute has two, no hour six and no day eleven; and waiting as said helps."""
    now, recipient, at = _BEGIN, Recipient("x"), []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if wait := recipient.seconds_to_wait(now, _LIMITS):
            assert recipient.seconds_to_wait(now + timedelta(seconds=wait), _LIMITS) == 0
            continue
        recipient = recipient.with_sent(now)
        at.append(now)
        assert len(recipient.sent_at) <= 10
    for most, window in ((1, timedelta(minutes=1)), (5, timedelta(hours=1)), (10, timedelta(days=1))):
        assert all(later - earlier >= window for earlier, later in zip(at, at[most:], strict=False))


@pytest.mark.parametrize(
    ("email", "same_as"),
    [
        ("Ann.Smith+a+b@Example.COM", "ann.smith@example.com"),
        ("a.n.n.smith@gmail.com", "annsmith@gmail.com"),
        ("Ann.Smith+teamline@GoogleMail.com", "annsmith@gmail.com"),
        ("annsmith+1@gmail.com", "annsmith@gmail.com"),
        ("ann.smith@example.com", "ann.smith@example.com"),
        ("ann.smith@gmail.com.example.com", "ann.smith@gmail.com.example.com"),
        ("+tag@example.com", "+tag@example.com"),
        ("+other@example.com", "+other@example.com"),
    ],
)
def test_one_mailbox_in_many_spellings(email: str, same_as: str) -> None:
    """Case and a tag make no other recipient, nor do dots at Gmail; elsewhere a dot does."""
    assert mailbox(email) == same_as


def test_a_team_grows_into_its_limit() -> None:
    """200 on day one; age and payments add to it, up to ten times; the operator's word raises it to any number."""
    team = Team("team_1", "T", ANN, "Ann", _BEGIN, has_wallet=True)

    def on(day: int, **more: int) -> int:
        grown = Team("team_1", "T", ANN, "Ann", _BEGIN, has_wallet=True, **more)
        return grown.invitation_allowance(_BEGIN + timedelta(days=day), 200)

    assert team.invitation_allowance(_BEGIN, 200) == 200
    assert [on(6), on(7), on(28), on(365)] == [200, 400, 1000, 1000]
    assert [on(0, paid=50_000_000), on(0, paid=-50_000_000), on(0, paid=10_000_000_000)] == [700, 200, 2000]
    assert on(0, invitations_a_day=50_000) == 50_000


def test_payments_raise_the_limit(harness: Harness) -> None:
    """What a team paid counts, and what PayPal took back does not."""
    harness.world.surroundings["teams"]["INVITATIONS_PER_TEAM_DAY"] = "1"
    team_id = harness.open_team(ANN)
    assert harness.invite("+14155550180").status == 201
    assert harness.invite("+14155550181").body["code"] == "invitation_limit"
    harness.deliver(PaymentCompleted(payment_id="pay_1", wallet=team_id, amount=1_000_000))
    harness.deliver(PaymentCompleted(payment_id="pay_2", wallet="acc_other", amount=1_000_000))
    assert harness.invite("+14155550181").status == 201
    harness.deliver(PaymentTakenBack(payment_id="pay_1", wallet=team_id, amount=1_000_000, reason="reversed"))
    assert harness.invite("+14155550182").body["code"] == "invitation_limit"


def test_the_operators_word_raises_the_limit(harness: Harness) -> None:
    """The command in docs/deploying.md sets one field of the team's item."""
    harness.world.surroundings["teams"]["INVITATIONS_PER_TEAM_DAY"] = "1"
    team_id = harness.open_team(ANN)
    harness.table.client.update_item(
        TableName=harness.table.name,
        Key={"pk": {"S": f"TEAM#{team_id}"}, "sk": {"S": "TEAM"}},
        UpdateExpression="SET invitations_a_day = :a_day",
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeValues={":a_day": {"N": "3"}},
    )
    statuses = [harness.invite(f"+1415555018{number}").status for number in range(4)]
    assert statuses == [201, 201, 201, 429]


def _bob(email: str) -> dict[str, str]:
    return {"phone_number": BOBS, "email": email}
