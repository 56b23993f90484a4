"""The actions of a request for the port-ins of several numbers in tests."""

from dataclasses import dataclass
from typing import Any

from kernel import clock
from local.polling import wait_until
from tests.in_process import Reply
from tests.services.numbers.harness import OWNER
from tests.services.numbers.port_ins_harness import NUMBER, PDF, PNG, PortInsHarness
from tests.services.numbers.test_port_crossings import change

SECOND, THIRD, TOLL_FREE = "+12125550144", "+12125550145", "+18445550146"
THREE = [NUMBER, SECOND, THIRD]
Json = dict[str, Any]


@dataclass
class RequestHarness:
    """The actions of a request; a number of it is named by its place."""

    port_ins: PortInsHarness

    def draft(self, *others: str, as_: str = OWNER, **more: Any) -> list[str]:
        """Return the ids of the drafts of several numbers: the usual one, and two others unless they are given."""
        along: list[Json] = [self.along(it) for it in others or THREE[1:]]
        reply = self.port_ins.begins(as_, with_numbers=along, **more)
        assert reply.status == 201, reply
        return [it["port_id"] for it in reply.body["numbers"]]

    def along(self, phone_number: str) -> Json:
        """Return a further number in the body of a request."""
        is_free = phone_number[2:5] == TOLL_FREE[2:5]
        return {"phone_number": phone_number} | ({"plan_id": "toll_free_monthly"} if is_free else {})

    def prove(self, parts: list[str], as_: str = OWNER) -> None:
        """Prove who controls each number; of a toll-free one, which is called, it is written into the table."""
        for port_id in parts:
            if self.port_ins.see(port_id, as_)["kind"] == "toll_free":
                change(self.port_ins, port_id, proved_at=clock.to_text(clock.now()))
            else:
                self.port_ins.prove(port_id, as_)

    def ready(self, *others: str, as_: str = OWNER, **more: Any) -> list[str]:
        """Return the ids of drafts that can be submitted."""
        parts = self.draft(*others, as_=as_, **more)
        self.prove(parts, as_)
        for kind, content in (("authorization", PDF), ("bill", PNG)):
            self.port_ins.store_paper(parts[0], kind, content)
        return parts

    def submitted(self, *others: str, **more: Any) -> list[str]:
        """Return the ids of a request that is submitted, of which nothing has reached the carrier yet."""
        parts = self.ready(*others, **more)
        self.submit(parts[0])
        self.forget()
        return parts

    def forget(self) -> None:
        """Lose the events that are on their way."""
        world = self.port_ins.harness.world
        world.delivered |= {envelope.id for envelope in world.outbox()}

    def submit(self, port_id: str) -> None:
        """Submit the request, all of it."""
        reply: Reply = self.port_ins.submit(port_id)
        assert reply.status == 200, reply

    def sent(self, *others: str, **more: Any) -> list[str]:
        """Return the ids of a request that the old carrier is reviewing."""
        parts = self.ready(*others, **more)
        self.submit(parts[0])
        self.port_ins.harness.world.settle()
        self.are_at("submitted")
        return parts

    def are_at(self, word: str) -> None:
        """Wait until all orders of the carrier have a status, and deliver its webhooks."""
        wait_until(
            f"orders {word}", lambda: {it["status"]["value"] for it in self.port_ins.orders()} == {word}, limit=5
        )
        self.port_ins.hear_all()

    def statuses(self, parts: list[str]) -> list[str]:
        """Return the status of each number."""
        return [self.port_ins.status(it) for it in parts]

    def orders(self) -> list[list[str]]:
        """Return the numbers of each order that the carrier has, and has not canceled."""
        alive = [it for it in self.port_ins.orders() if it["status"]["value"] not in ("cancelled", "cancel-pending")]
        return sorted(sorted(row["phone_number"] for row in it["phone_numbers"]) for it in alive)

    def ordered_once(self) -> list[str]:
        """Return all numbers in living orders, and assert that none is in two."""
        found = [number for order in self.orders() for number in order]
        assert len(found) == len(set(found)), self.orders()
        return sorted(found)
