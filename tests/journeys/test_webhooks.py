"""Webhooks on the whole system: sent once, tried again, signed by both secrets, paused, and never to a private address.

What happens on the team goes by the bus to the team's own system on this computer (E8).
"""

from datetime import timedelta
from typing import Any

import requests

from kernel import clock
from local.people import Json, Person, expected
from local.polling import wait_until
from tests.journeys.people import PeopleFactory
from tests.receiver import Receiver, receiver


def _rename(owner: Person, name: str) -> None:
    expected(owner.patch("/v1/team", {"name": name}), 200)


def _arrived(target: Receiver, count: int) -> Any:
    return wait_until(f"{count} webhooks", lambda: target.received[count - 1 :][:1], limit=60)[0]


def _newest(owner: Person, path: str, status: str) -> Json:
    def newest() -> Json | None:
        items = expected(owner.get(f"{path}/deliveries"), 200)["items"]
        return items[0] if items and items[0]["status"] == status else None

    return wait_until(f"a delivery that is {status}", newest, limit=60)


def _run_jobs(owner: Person, after: timedelta) -> None:
    later = {"as_of": clock.to_text(clock.now() + after), "job": "retry_webhooks"}
    requests.post(f"{owner.addresses.simulators}/_control/jobs", json=later, timeout=120).raise_for_status()


def test_events_reach_an_owners_system(people: PeopleFactory) -> None:
    """Delivered once, retried under one id, rotated without a gap, paused by 410 with a notice, and resent."""
    owner = people.owner("Olivia Hooks")
    with receiver() as target:
        body = {"url": target.url, "events": ["team.renamed"]}
        added = expected(owner.post("/v1/team/webhooks", body), 201)
        path = f"/v1/team/webhooks/{added['endpoint_id']}"
        _rename(owner, "One Plumbing")
        assert _arrived(target, 1).verify(added["secret"])["data"]["name"] == "One Plumbing"
        assert _newest(owner, path, "delivered")["attempts"][0]["code"] == 204

        target.answers = [503]
        _rename(owner, "Two Plumbing")
        failed = _arrived(target, 2)
        assert _newest(owner, path, "waiting")["delivery_id"] == failed.id
        wait_until("the failure in the log", lambda: _newest(owner, path, "waiting")["attempts"], limit=60)
        _run_jobs(owner, timedelta(minutes=1))
        assert _arrived(target, 3).id == failed.id
        assert [it["code"] for it in _newest(owner, path, "delivered")["attempts"]] == [503, 204]

        rotated = expected(owner.post(f"{path}/secret"), 200)
        _rename(owner, "Three Plumbing")
        both = _arrived(target, 4)
        assert both.verify(added["secret"]) == both.verify(rotated["secret"])

        target.answers = [410]
        _rename(owner, "Four Plumbing")
        owner.eventually(path, status="paused", pause_reason="gone")
        owner.awaits("email", saying="stopped sending the events of Four Plumbing")
        _rename(owner, "Five Plumbing")
        _newest(owner, path, "missed")
        expected(owner.patch(path, {"status": "active"}), 200)
        assert owner.post(f"{path}/resend-missed").status_code == 204
        _arrived(target, 7)
        _newest(owner, path, "delivered")
        assert len(target.received) == 7
        assert len({it.id for it in target.received}) == 5


def test_a_private_address_gets_nothing(people: PeopleFactory) -> None:
    """An address that is not public is refused when it is entered, and when a name or a redirect leads there."""
    owner = people.owner("Pia Private")
    for url in ("https://169.254.169.254/latest/", "https://10.0.0.1/", "http://example.com/", "https://a.internal/"):
        answer = owner.post("/v1/team/webhooks", {"url": url, "events": ["team.renamed"]})
        assert (answer.status_code, answer.json()["code"]) == (422, "endpoint_not_allowed")
    with receiver() as hidden, receiver() as target:
        target.status, target.headers = 307, {"location": hidden.url}
        added = expected(owner.post("/v1/team/webhooks", {"url": target.url, "events": ["team.renamed"]}), 201)
        _rename(owner, "Private Plumbing")
        _arrived(target, 1)
        path = f"/v1/team/webhooks/{added['endpoint_id']}"
        wait_until("the attempt", lambda: _newest(owner, path, "waiting")["attempts"], limit=60)
        assert hidden.received == []
