"""How long a large team takes to be dissolved on a running system, from the owner's request until no one is on it."""

import itertools
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

from kernel import clock
from local.addresses import Addresses
from local.people import Person
from local.system import System
from services.teams.domain.account import Account
from services.teams.domain.member import Member
from services.teams.stores import accounts, keys, people

MEMBERS = 5_000
LARGEST = 50_000  # of which the last one is out within an hour
_AT_ONCE = 25  # items of a batch write
_LIMIT = 3600.0


@dataclass(frozen=True)
class Dissolving:
    """How long a team took that had so many members, and how many seconds that makes of the largest."""

    members: int
    seconds: float
    members_per_second: float
    seconds_for_50_000: float
    bar_seconds: float
    cores: int
    load: float  # of the last five minutes, when it ended


def measure(members: int = MEMBERS) -> list[Dissolving]:
    """Measure on a system of its own, which goes away again."""
    with TemporaryDirectory() as folder, System(Path(folder), Addresses.free()) as system:
        return [measure_on(system, members)]


def measure_on(system: System, members: int) -> Dissolving:
    """Fill a team, dissolve it, and wait until the table has none of its members."""
    owner = Person(system.addresses, "Olive Owner", "+14155551900", "olive@example.com").signs_up()
    owner.patch("/v1/profile", {"manages_team": True}).raise_for_status()
    team_id = str(owner.sees("/v1/team", limit=30)["team_id"])
    table = _Teams(system)
    table.fill(team_id, members)
    began = time.perf_counter()
    owner.delete("/v1/team").raise_for_status()
    pause = Event()
    while table.counts(team_id):
        if time.perf_counter() - began > _LIMIT:
            raise TimeoutError("the team was not dissolved in an hour")
        pause.wait(0.5)
    seconds = time.perf_counter() - began
    cores, load = os.cpu_count() or 1, os.getloadavg()[1]
    return Dissolving(members, seconds, members / seconds, seconds * LARGEST / members, _LIMIT, cores, load)


class _Teams:
    """The table of teams on the emulator, written as its stores write it."""

    def __init__(self, system: System) -> None:
        self._client = system.emulator.client("dynamodb")
        names = self._client.list_tables()["TableNames"]
        self._name = next(name for name in names if "teams" in name)

    def fill(self, team_id: str, members: int) -> None:
        """Put members with their accounts, and count them."""
        items = (item for number in range(members) for item in _items(_member(team_id, number)))
        batches = iter(lambda: list(itertools.islice(items, _AT_ONCE)), [])
        with ThreadPoolExecutor(4) as pool:
            for _ in pool.map(self._put, batches):
                pass
        self._client.update_item(
            TableName=self._name,
            Key=_encoded(keys.team(team_id)),
            UpdateExpression="ADD #others :n",
            ExpressionAttributeNames={"#others": "others"},
            ExpressionAttributeValues={":n": {"N": str(members)}},
        )

    def _put(self, batch: list[dict[str, Any]]) -> None:
        waiting = {self._name: [{"PutRequest": {"Item": item}} for item in batch]}
        while waiting:
            waiting = self._client.batch_write_item(RequestItems=waiting)["UnprocessedItems"]

    def counts(self, team_id: str) -> int:
        """Return how many people are on the team besides its owner; the owner goes last."""
        item = self._client.get_item(TableName=self._name, Key=_encoded(keys.team(team_id)))["Item"]
        return int(item["others"]["N"]) or int(item["status"]["S"] != "dissolved")


def _encoded(key: dict[str, str]) -> dict[str, dict[str, str]]:
    return {name: {"S": value} for name, value in key.items()}


def _items(member: Member) -> Iterator[dict[str, Any]]:
    account = Account(
        member.account_id,
        member.phone_number,
        member.name,
        member.email,
        team_id=member.team_id,
        role=member.role,
        status=member.status,
    )
    for entry in [*people.add_member(people.with_search_words(member)), accounts.save(account, None)]:
        yield entry.params["Item"]


def _member(team_id: str, number: int) -> Member:
    return Member(
        team_id=team_id,
        account_id=f"acc_filled{number:06}",
        phone_number=f"+1212{5_550_000 + number:07}",
        name=f"Person {number:06}",
        email=f"person{number}@example.com",
        role="member",
        joined_at=clock.now(),
        listed_at=clock.now(),
    )
