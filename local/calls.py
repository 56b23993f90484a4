"""What people do with calls, and the control of the simulated carrier's calls."""

from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected
from local.polling import wait_until


def list_calls(person: Person, **query: Any) -> list[Json]:
    """Return the calls of a person that have ended, newest first."""
    return list(expected(person.get("/v1/calls", **query), 200)["items"])


def wait_for_calls(person: Person, count: int) -> list[Json]:
    """Return the calls of a person, once so many have ended."""

    def found() -> list[Json] | None:
        calls = list_calls(person)
        return calls if len(calls) >= count else None

    return wait_until(f"{count} calls of {person.name}", found, limit=20)


def wait_for_voicemail(person: Person) -> Json:
    """Return the newest voicemail of a person, once it is kept with its words."""

    def found() -> Json | None:
        items = expected(person.get("/v1/voicemails"), 200)["items"]
        return dict(items[0]) if items and items[0]["transcript"] else None

    return wait_until(f"a voicemail of {person.name}", found, limit=30)


def call_from_outside(addresses: Addresses, by: str, to: str, **how: Any) -> Json:
    """Have someone outside call one of our numbers; `how` is as simulators/README.md describes it."""
    return _post(addresses, "calls", **{"from": by, "to": to} | how)


def set_outside_person(addresses: Addresses, phone_number: str, **plan: Any) -> None:
    """Say what happens from now on whenever a number outside is called."""
    _post(addresses, "calls/people", phone_number=phone_number, **plan)


def wait_until_talking(addresses: Addresses) -> None:
    """Wait until the newest call at the carrier has connected two people."""

    def is_talking() -> bool:
        answer = requests.get(f"{addresses.simulators}/_control/telnyx/calls", timeout=10)
        return bool(answer.json()["calls"][-1]["is_talking"])

    wait_until("the newest call to be connected", is_talking, limit=20)


def _post(addresses: Addresses, path: str, **members: Any) -> Json:
    answer = requests.post(f"{addresses.simulators}/_control/telnyx/{path}", json=members, timeout=10)
    answer.raise_for_status()
    return dict(answer.json())
