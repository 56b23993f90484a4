"""Webhooks of a team: who manages endpoints, what is sent to them and when, and what follows from failures (E8)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import WebhookVerificationError

from contracts.billing import PaymentCompleted, WalletLow
from contracts.identity import AccountClosed
from contracts.numbers import NumberActivated
from contracts.teams import TeamNoticeDue
from contracts.webhooks import WebhookDue
from kernel import clock
from services.teams.domain.delivery import LONGEST_WAIT, WAITS, Attempt, Delivery
from services.teams.receivers.receivers import Receivers
from tests.events import deliver, enveloped, queue_batch
from tests.faults import meanwhile
from tests.in_process import handler_of, mails
from tests.receiver import Receiver, receiver
from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness


@pytest.fixture
def target() -> Iterator[Receiver]:
    """Run an owner's system."""
    with receiver() as running:
        yield running


def add(team: Harness, target: Receiver, *events: str, **more: Any) -> dict[str, Any]:
    """Have the owner add an endpoint, and return it with its secret."""
    body = {"url": target.url, "events": list(events) or ["member.removed"]} | more
    reply = team.call("POST /v1/team/webhooks", ANN, body=body)
    assert reply.status == 201, reply.body
    return dict(reply.body)


def log_of(team: Harness, endpoint: dict[str, Any], **query: str) -> list[dict[str, Any]]:
    """Return the log of an endpoint, newest first."""
    path = {"id": endpoint["endpoint_id"]}
    reply = team.call("GET /v1/team/webhooks/{id}/deliveries", ANN, path=path, query=query)
    return list(reply.body["items"])


def act(team: Harness, endpoint: dict[str, Any], what: str, **more: Any) -> Any:
    """Have the owner do something to an endpoint, and return the answer."""
    path = {"id": endpoint["endpoint_id"]} | more.pop("path", {})
    return team.call(what.replace(" ", " /v1/team/webhooks/{id}", 1), ANN, path=path, **more)


def remove(team: Harness, account: str) -> None:
    """Remove a member, which is an event."""
    assert team.call("DELETE /v1/team/users/{user_id}", ANN, path={"user_id": account}).status == 204


def retry(team: Harness, after: timedelta) -> None:
    """Run the job that retries, as of later."""
    as_of = (datetime.now(UTC) + after).isoformat()
    team.world.run_job("teams", "retry_webhooks", as_of)
    team.settle()


def test_an_event_is_sent_once_signed_and_without_personal_data(team: Harness, target: Receiver) -> None:
    """A chosen event arrives once, signed by Standard Webhooks, with ids only."""
    endpoint = add(team, target, "member.removed")
    remove(team, CAT)
    (got,) = target.received
    body = got.verify(endpoint["secret"])
    assert (body["type"], body["version"]) == ("member.removed", 1)
    assert body["data"] == {"team_id": body["data"]["team_id"], "user_id": CAT, "reason": "removed"}
    (sent,) = log_of(team, endpoint)
    assert (sent["status"], sent["delivery_id"], sent["attempts"][0]["code"]) == ("delivered", got.id, 204)
    with pytest.raises(WebhookVerificationError):
        got.verify("whsec_" + "A" * 43 + "=")


def test_each_endpoint_gets_what_it_has_chosen_of_its_team(team: Harness, target: Receiver) -> None:
    """Events of other services come by the holder or wallet; those of others, or not chosen, do not."""
    team_id = team.call("GET /v1/team", ANN).body["team_id"]
    with receiver() as other:
        add(team, target, "number.activated", "balance.low")
        add(team, other, "payment.completed")
        number = {"number_id": "num_1", "phone_number": "+14155550123", "user_id": None, "subscription_id": "sub_1"}
        team.deliver(NumberActivated(holder=team_id, **number), NumberActivated(holder=BOB, **number))
        team.deliver(WalletLow(wallet=team_id, amount=1_500_000), WalletLow(wallet="team_other", amount=1))
        team.deliver(PaymentCompleted(payment_id="pay_1", wallet=team_id, amount=20_000_000))
        remove(team, CAT)
        assert [json.loads(it.body)["type"] for it in target.received] == ["number.activated", "balance.low"]
        balance = json.loads(target.received[1].body)["data"]["balance"]
        assert balance == {"amount": "1.50", "currency": "USD"}
        assert [json.loads(it.body)["type"] for it in other.received] == ["payment.completed"]


def test_an_event_that_arrives_twice_is_sent_once(team: Harness, target: Receiver) -> None:
    """A duplicate of the bus makes no second delivery, and a duplicate of the sending's event no second sending."""
    add(team, target, "balance.low")
    team_id = team.call("GET /v1/team", ANN).body["team_id"]
    envelope = enveloped(WalletLow(wallet=team_id, amount=1))
    for _ in range(2):
        team.world.deliver(envelope)
        team.settle()
    (due,) = [it for it in team.published if it.type == WebhookDue.__name__]
    team.world.deliver(due)
    assert len(target.received) == 1


def test_a_failed_webhook_is_retried_under_its_id_until_it_is_taken(team: Harness, target: Receiver) -> None:
    """Each wait is longer; the id stays, the timestamp and signature are those of the attempt."""
    endpoint = add(team, target, "member.removed")
    target.answers = [500, 302]
    target.headers = {"location": "http://169.254.169.254/latest/meta-data"}
    remove(team, CAT)
    assert log_of(team, endpoint)[0]["status"] == "waiting"
    retry(team, timedelta(seconds=1))
    assert len(target.received) == 1
    retry(team, timedelta(minutes=1))
    retry(team, timedelta(minutes=6))
    assert len({it.id for it in target.received}) == 1
    (sent,) = log_of(team, endpoint)
    assert [it["code"] for it in sent["attempts"]] == [500, 302, 204]
    assert sent["status"] == "delivered"
    assert log_of(team, endpoint, status="failed") == []


def test_a_webhook_whose_sending_was_lost_is_found_by_the_clock(team: Harness, target: Receiver) -> None:
    """A function that dies before it has recorded what it sent leaves the delivery to the next look."""
    endpoint = add(team, target, "balance.low")
    team_id = team.call("GET /v1/team", ANN).body["team_id"]
    team.world.deliver(enveloped(WalletLow(wallet=team_id, amount=1)))
    for envelope in team.outbox():  # as if the queue had given up on them
        team.table.client.delete_item(
            TableName=team.table.name, Key={"pk": {"S": f"EVENT#{envelope.id}"}, "sk": {"S": "EVENT"}}
        )
    retry(team, timedelta(minutes=16))
    assert [it["status"] for it in log_of(team, endpoint)] == ["delivered"]


def test_an_endpoint_that_fails_for_three_days_is_paused_and_its_owner_notified(
    team: Harness, target: Receiver
) -> None:
    """What it misses is kept, and sent when it is resumed and asked for."""
    endpoint = add(team, target, "member.removed", "balance.low")
    target.status = 503
    remove(team, CAT)
    set_failing_since(team, log_team(team), endpoint, clock.now() - timedelta(days=3))
    retry(team, timedelta(minutes=1))
    shown = act(team, endpoint, "GET ").body
    assert (shown["status"], shown["pause_reason"]) == ("paused", "failing")
    assert [it["kind"] for it in team.published_data(TeamNoticeDue)][-1] == "webhooks_paused"
    assert "127.0.0.1" in mails("ann@example.com")[-1]
    team.deliver(WalletLow(wallet=log_team(team), amount=1))
    assert {it["status"] for it in log_of(team, endpoint)} == {"missed"}
    assert act(team, endpoint, "POST /resend-missed", body={}).body["code"] == "endpoint_paused"
    target.status, before = 200, len(target.received)
    assert act(team, endpoint, "PATCH ", body={"status": "active"}).body["failing_since"] is None
    assert act(team, endpoint, "POST /resend-missed").status == 204
    assert len(target.received) == before + 2
    assert {it["status"] for it in log_of(team, endpoint)} == {"delivered"}


def test_a_hand_over_pauses_every_endpoint_until_the_new_owner_resumes_it(team: Harness, target: Receiver) -> None:
    """Who owned the team gets nothing more by an address of theirs; the new owner is notified, and decides."""
    made = [add(team, target), add(team, target)]
    assert act(team, made[1], "PATCH ", body={"status": "paused"}).status == 200
    assert team.call("POST /v1/team/owner", ANN, body={"user_id": BOB}).status == 200
    shown = {it["endpoint_id"]: it["pause_reason"] for it in team.call("GET /v1/team/webhooks", BOB).body["items"]}
    assert shown == {made[0]["endpoint_id"]: "handed_over", made[1]["endpoint_id"]: "by_hand"}
    assert "webhooks" in mails("bob@example.com")[-1]
    lines = team.call("GET /v1/team/activity", BOB, query={"action": "endpoint_paused"}).body["items"]
    assert [it["actor"]["name"] for it in lines] == ["Teamline", "Ann Smith"]
    assert team.call("DELETE /v1/team/users/{user_id}", BOB, path={"user_id": CAT}).status == 204
    assert target.received == []
    path = {"id": made[0]["endpoint_id"]}
    assert team.call("PATCH /v1/team/webhooks/{id}", BOB, path=path, body={"status": "active"}).status == 200
    assert team.call("POST /v1/team/webhooks/{id}/resend-missed", BOB, path=path).status == 204
    assert len(target.received) == 1


def test_an_owner_who_closes_their_account_leaves_paused_endpoints(team: Harness, target: Receiver) -> None:
    """The member who inherits the team gets its endpoints paused, as after a hand-over."""
    add(team, target)
    team.deliver(AccountClosed(account_id=ANN))
    (shown,) = team.call("GET /v1/team/webhooks", BOB).body["items"]
    assert (shown["status"], shown["pause_reason"]) == ("paused", "handed_over")


def test_an_endpoint_that_is_added_during_a_hand_over_is_paused_too(team: Harness, target: Receiver) -> None:
    """A hand-over that has not seen an endpoint is decided anew, so that none goes on unpaused."""
    with meanwhile(team.table.client, "TransactWriteItems", lambda: add(team, target)):
        reply = team.call("POST /v1/team/owner", ANN, body={"user_id": BOB})
    assert reply.status == 200, reply.body
    (shown,) = team.call("GET /v1/team/webhooks", BOB).body["items"]
    assert shown["status"] == "paused"


def set_failing_since(team: Harness, team_id: str, endpoint: dict[str, Any], since: datetime) -> None:
    """Have an endpoint fail since then."""
    write(team, team_id, endpoint, "failing_since", clock.to_text(since))


def write(team: Harness, team_id: str, endpoint: dict[str, Any], field: str, value: str) -> None:
    """Change an endpoint in the table."""
    team.table.client.update_item(
        TableName=team.table.name,
        Key={"pk": {"S": f"TEAM#{team_id}"}, "sk": {"S": f"ENDPOINT#{endpoint['endpoint_id']}"}},
        UpdateExpression="SET #f = :v",
        ExpressionAttributeNames={"#f": field},
        ExpressionAttributeValues={":v": {"S": value}},
    )


def test_an_endpoint_that_has_just_taken_a_webhook_is_not_paused(team: Harness, target: Receiver) -> None:
    """A failure that was decided before a success of another webhook does not pause it after that."""
    endpoint = add(team, target, "balance.low")
    team_id = log_team(team)
    team.world.deliver(enveloped(WalletLow(wallet=team_id, amount=1)))
    set_failing_since(team, team_id, endpoint, clock.now() - timedelta(days=3))
    target.status = 503
    (due,) = team.outbox()
    anew = partial(set_failing_since, team, team_id, endpoint, clock.now())
    with (
        meanwhile(team.table.client, "TransactWriteItems", anew),
        pytest.raises(AssertionError, match="failed on"),
    ):
        team.world.deliver(due)  # the queue delivers it again
    team.settle()
    assert act(team, endpoint, "GET ").body["status"] == "active"
    assert log_of(team, endpoint)[0]["status"] == "waiting"


def test_a_new_address_is_not_blamed_for_the_one_before(team: Harness, target: Receiver) -> None:
    """A change of the address ends what was counted; another change does not."""
    endpoint = add(team, target)
    set_failing_since(team, log_team(team), endpoint, clock.now() - timedelta(days=3))
    assert act(team, endpoint, "PATCH ", body={"description": "Ours"}).body["failing_since"]
    assert act(team, endpoint, "PATCH ", body={"url": target.url}).body["failing_since"]
    assert act(team, endpoint, "PATCH ", body={"url": target.url + "/new"}).body["failing_since"] is None
    target.status = 503
    remove(team, CAT)
    assert act(team, endpoint, "GET ").body["status"] == "active"


def test_what_an_address_of_before_answers_is_not_written_to_the_new_one(team: Harness, target: Receiver) -> None:
    """A webhook whose endpoint gets another address while it is sent is sent to that one, too."""
    endpoint, team_id = add(team, target, "balance.low"), log_team(team)
    team.world.deliver(enveloped(WalletLow(wallet=team_id, amount=1)))
    (due,) = team.outbox()
    target.answers = [503]
    handler = handler_of("teams", due.type)
    assert handler
    moved = partial(write, team, team_id, endpoint, "url", target.url + "/new")
    with team.world.inside("teams"), meanwhile(team.table.client, "TransactWriteItems", moved):
        deliver(handler, queue_batch(due))
    team.settle()
    assert [it.path for it in target.received] == ["/hooks", "/hooks/new"]
    assert act(team, endpoint, "GET ").body["failing_since"] is None


def log_team(team: Harness) -> str:
    """Return the id of Ann's team."""
    return str(team.call("GET /v1/team", ANN).body["team_id"])


def test_an_endpoint_that_is_gone_is_paused_at_once(team: Harness, target: Receiver) -> None:
    """410 says that an endpoint wants no more webhooks (Standard Webhooks)."""
    endpoint = add(team, target)
    target.status = 410
    remove(team, CAT)
    assert act(team, endpoint, "GET ").body["pause_reason"] == "gone"


def test_a_success_ends_what_was_counted_of_failures(team: Harness, target: Receiver) -> None:
    """An endpoint is paused for failing without a success in between only."""
    endpoint = add(team, target)
    target.answers = [500]
    remove(team, CAT)
    assert act(team, endpoint, "GET ").body["failing_since"]
    retry(team, timedelta(minutes=1))
    assert act(team, endpoint, "GET ").body["failing_since"] is None


def test_a_failing_endpoint_is_cut_off_early_but_in_the_third_try(
    team: Harness, target: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds up no other team's webhooks; one that is slow, but well again, is found so by the third try."""
    hurried = Receivers(to_loopback=True, most_seconds=10, short_seconds=0.2)
    monkeypatch.setattr("services.teams.endpoint_wiring.receivers", lambda: hurried)
    endpoint = add(team, target)
    target.answers = [500]
    remove(team, CAT)
    target.takes = 0.6
    retry(team, timedelta(minutes=1))
    retry(team, timedelta(minutes=7))
    (sent,) = log_of(team, endpoint)
    assert [(it["code"], it["fault"]) for it in sent["attempts"]] == [(500, None), (None, "timeout"), (204, None)]
    assert act(team, endpoint, "GET ").body["failing_since"] is None


def test_both_secrets_sign_for_a_day_after_a_rotation(team: Harness, target: Receiver) -> None:
    """A receiver verifies with the former or the new secret until it has changed over."""
    endpoint = add(team, target)
    rotated = act(team, endpoint, "POST /secret").body
    assert rotated["former_secret_until"] is not None
    assert rotated["secret"] != endpoint["secret"]
    remove(team, CAT)
    (got,) = target.received
    assert got.verify(endpoint["secret"]) == got.verify(rotated["secret"])
    assert endpoint["secret"] not in team.stored_text()
    assert rotated["secret"] not in team.stored_text()


def test_a_test_and_a_resend_are_sent_at_once(team: Harness, target: Receiver) -> None:
    """The owner sees that an endpoint works, and sends an event again under its id."""
    endpoint = add(team, target)
    sent = act(team, endpoint, "POST /test").body
    assert target.received[0].verify(endpoint["secret"])["type"] == "webhook.test"
    path = {"delivery_id": sent["delivery_id"]}
    assert act(team, endpoint, "POST /deliveries/{delivery_id}/resend", path=path).status == 202
    assert [it.id for it in target.received] == [sent["delivery_id"]] * 2
    path = {"delivery_id": "msg_unknown"}
    assert act(team, endpoint, "POST /deliveries/{delivery_id}/resend", path=path).status == 404


def test_only_the_owner_manages_endpoints_and_only_with_a_fresh_proof(team: Harness, target: Receiver) -> None:
    """An endpoint outlives who added it, so that no admin can add one; another team's owner sees none of it."""
    endpoint = add(team, target)
    body = {"url": target.url, "events": ["member.removed"]}
    for caller in (BOB, CAT):
        assert team.call("POST /v1/team/webhooks", caller, body=body).status == 403
    path = {"id": endpoint["endpoint_id"]}
    assert team.call("GET /v1/team/webhooks/{id}", DAN, path=path).status == 404
    stale = team.call("POST /v1/team/webhooks", ANN, body=body, proved_at=0)
    assert (stale.status, stale.body["code"]) == (401, "step_up_required")
    assert act(team, endpoint, "PATCH ", body={"url": target.url}, proved_at=0).status == 401
    assert act(team, endpoint, "PATCH ", body={"events": ["member.joined"]}, proved_at=0).status == 200


def test_a_team_has_ten_endpoints_at_most_and_may_delete_one(team: Harness, target: Receiver) -> None:
    """The limit is counted in the transaction; a deleted endpoint makes room, and gets nothing more."""
    made = [add(team, target) for _ in range(10)]
    body = {"url": target.url, "events": ["member.removed"]}
    assert team.call("POST /v1/team/webhooks", ANN, body=body).body["code"] == "too_many_endpoints"
    assert act(team, made[0], "DELETE ").status == 204
    add(team, target)
    remove(team, CAT)
    assert len(target.received) == 10
    assert act(team, made[0], "GET ").status == 404


@pytest.mark.parametrize("change", [{"events": []}, {"events": ["no.such"]}, {"url": "https://10.0.0.1/"}, {"url": ""}])
def test_what_an_endpoint_cannot_be_is_refused(team: Harness, target: Receiver, change: dict[str, Any]) -> None:
    """An endpoint has at least one known event, and a public host's name."""
    body = {"url": target.url, "events": ["member.removed"]} | change
    assert team.call("POST /v1/team/webhooks", ANN, body=body).status == 422


def test_what_is_done_to_endpoints_is_in_the_activity_log(team: Harness, target: Receiver) -> None:
    """The log names who did it and the host."""
    endpoint = add(team, target)
    act(team, endpoint, "POST /secret")
    act(team, endpoint, "PATCH ", body={"status": "paused"})
    act(team, endpoint, "PATCH ", body={"status": "active"})
    act(team, endpoint, "DELETE ")
    lines = team.call("GET /v1/team/activity", ANN, query={"limit": "5"}).body["items"]
    assert [line["action"] for line in lines] == [
        "endpoint_removed",
        "endpoint_resumed",
        "endpoint_paused",
        "endpoint_secret_rotated",
        "endpoint_added",
    ]
    assert lines[0]["subject"]["name"] == "127.0.0.1"


_NOW = datetime(2026, 11, 30, tzinfo=UTC)


@given(jitter=st.floats(0, 1), asked=st.one_of(st.none(), st.integers(0, 10**8)))
def test_tries_last_three_days_and_each_wait_is_longer(jitter: float, asked: int | None) -> None:
    """Ten tries, three days in all whatever an endpoint asks for, then the delivery has failed."""
    delivery = Delivery("msg_1", "whk_1", "team_1", "balance.low", "{}", _NOW, _NOW)
    retry_after = None if asked is None else timedelta(seconds=asked)
    waits: list[timedelta] = []
    now = _NOW
    while delivery.status == "waiting":
        delivery = delivery.after(Attempt(now, 1, 500), jitter=jitter, retry_after=retry_after)
        if delivery.due_at:
            waits.append(delivery.due_at - now)
            now = delivery.due_at
    assert delivery.status == "failed"
    assert len(waits) == len(WAITS)
    assert waits == sorted(waits)
    assert now - _NOW >= timedelta(days=3)
    assert max(waits) <= LONGEST_WAIT * 1.1


def test_an_answer_of_success_ends_a_delivery() -> None:
    """Any status of 200 to 299 is a success, and no other."""
    delivery = Delivery("msg_1", "whk_1", "team_1", "balance.low", "{}", _NOW, _NOW)
    ended = {
        code: delivery.after(Attempt(_NOW, 1, code), jitter=0, retry_after=None).status for code in (200, 299, 300, 404)
    }
    assert ended == {200: "delivered", 299: "delivered", 300: "waiting", 404: "waiting"}
