"""The actions of a port-in in tests: the form, its documents, the carrier's part."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kernel import aws, clock
from kernel.dynamodb.transact_items import decode
from local.polling import wait_until
from services.numbers.domain.business_days import is_business_day
from tests.in_process import Reply, texts
from tests.services.numbers.harness import OWNER, TEAM, NumbersHarness

NUMBER = "+12125550143"
PDF, PNG = b"%PDF-1.7 a bill", b"\x89PNG\r\n\x1a\n a bill"
ADDRESS = {"street": "600 Congress Avenue", "city": "Austin", "state": "TX", "postal_code": "78701"}
FORM: dict[str, Any] = {
    "phone_number": NUMBER,
    "plan_id": "local_monthly",
    "carrier": {"account_number": "A-7734521", "pin": "4711"},
    "holder": {"name": "Rosa's Bakery", "authorized_person": "Rosa Diaz", "address": ADDRESS},
}


def working_day(weeks: int = 3) -> str:
    """Return a Wednesday some weeks ahead, as YYYY-MM-DD."""
    today = clock.now().date()
    day = today + timedelta(days=7 * weeks + 2 - today.weekday())
    return (day if is_business_day(day) else day + timedelta(days=7)).isoformat()


@dataclass
class PortInsHarness:
    """The actions of a port-in."""

    harness: NumbersHarness

    def begins(self, as_: str = OWNER, **more: Any) -> Reply:
        """Request a port-in."""
        query = more.pop("query", None)
        return self.harness.ask("POST /v1/port-ins", as_, body=FORM | more, query=query)

    def draft(self, as_: str = OWNER, **more: Any) -> str:
        """Return the id of a new draft."""
        reply = self.begins(as_, **more)
        assert reply.status == 201, reply
        return str(reply.body["port_id"])

    def asks_code(self, port_id: str, as_: str = OWNER, channel: str = "sms") -> Reply:
        """Have a code sent to the number; what follows is run."""
        path = {"id": port_id}
        reply = self.harness.ask("POST /v1/port-ins/{id}/code", as_, path=path, body={"channel": channel})
        self.harness.world.settle()
        return reply

    def types_code(self, port_id: str, code: str, as_: str = OWNER) -> Reply:
        """Type a code in."""
        return self.harness.ask("POST /v1/port-ins/{id}/verify", as_, path={"id": port_id}, body={"code": code})

    def prove(self, port_id: str, as_: str = OWNER) -> None:
        """Prove who controls the number, by the code that is texted to it, unless that is proved."""
        seen = self.see(port_id, as_)
        if not seen["control"]["is_proved"]:
            assert self.asks_code(port_id, as_).status == 202
            assert self.types_code(port_id, texts(seen["phone_number"])[-1][:6], as_).status == 200

    def upload(self, port_id: str, as_: str = OWNER, **papers: bytes) -> None:
        """Do all that a submission needs: prove who controls the number, and store the documents."""
        self.prove(port_id, as_)
        for kind, content in (papers or {"authorization": PDF, "bill": PNG}).items():
            self.store_paper(port_id, kind, content)

    def store_paper(self, port_id: str, kind: str, content: bytes) -> None:
        """Store a document where its upload form would store it."""
        aws.client("s3").put_object(Bucket="papers-of-numbers", Key=f"{port_id}/{kind}", Body=content)

    def papers(self, port_id: str) -> list[str]:
        """Return the keys of a port-in's documents in the bucket."""
        found = aws.client("s3").list_objects_v2(Bucket="papers-of-numbers", Prefix=port_id).get("Contents", [])
        return [entry["Key"] for entry in found]

    def submit(self, port_id: str, as_: str = OWNER) -> Reply:
        """Submit a form."""
        return self.harness.ask("POST /v1/port-ins/{id}/submit", as_, path={"id": port_id}, body={})

    def cancel(self, port_id: str, as_: str = OWNER) -> Reply:
        """Cancel a port-in."""
        return self.harness.ask("POST /v1/port-ins/{id}/cancel", as_, path={"id": port_id}, body={})

    def mend(self, port_id: str, as_: str = OWNER, **change: Any) -> Reply:
        """Change a form."""
        return self.harness.ask("PATCH /v1/port-ins/{id}", as_, path={"id": port_id}, body=change)

    def sent(self, as_: str = OWNER, **more: Any) -> str:
        """Return the id of a port-in that the old carrier is reviewing."""
        port_id = self.draft(as_, **more)
        self.upload(port_id, as_)
        reply = self.submit(port_id, as_)
        assert reply.status == 200, reply
        self.harness.world.settle()
        self.is_at(port_id, "submitted")
        return port_id

    def is_at(self, port_id: str, word: str) -> None:
        """Wait until the carrier's order has a status, and deliver its webhooks."""

        def there() -> bool:
            return any(
                it["customer_reference"] == port_id and it["status"]["value"] == word
                for it in self.harness.carrier.ports()["orders"]
            )

        wait_until(f"the order to be {word}", there, limit=5)
        self.hear_all()

    def comments(self, port_id: str, as_: str = OWNER) -> list[dict[str, Any]]:
        """Return the comments on a port-in."""
        reply = self.harness.ask("GET /v1/port-ins/{id}/comments", as_, path={"id": port_id})
        assert reply.status == 200, reply
        return list(reply.body["items"])

    def answers(self, port_id: str, body: str, as_: str = OWNER) -> Reply:
        """Answer the carrier's staff."""
        return self.harness.ask("POST /v1/port-ins/{id}/comments", as_, path={"id": port_id}, body={"body": body})

    def happens(self, port_id: str, **how: Any) -> None:
        """Change the order at the carrier, and deliver its webhook."""
        heard = len(self.harness.carrier.listener.received)
        self.harness.carrier.port(port_id, **how)
        self.harness.carrier.listener.wait_for(lambda now: len(now) > heard)
        self.hear_all()

    def hear_all(self) -> None:
        """Deliver every webhook, also those delivered before, and run everything that follows from them."""
        for delivery in list(self.harness.carrier.listener.received):
            assert self.harness.deliver(delivery) == 200
        self.harness.world.settle()

    def see(self, port_id: str, as_: str = OWNER) -> dict[str, Any]:
        """Return a port-in as a caller sees it."""
        reply = self.harness.ask("GET /v1/port-ins/{id}", as_, path={"id": port_id})
        assert reply.status == 200, reply
        return dict(reply.body)

    def status(self, port_id: str) -> str:
        """Return the status of a port-in."""
        return str(self.see(port_id)["status"])

    def arrived(self, port_id: str, payer: str = TEAM) -> str:
        """Complete a port-in, have its plan paid, and return the number's id."""
        self.happens(port_id, status="completed")
        number_id = str(self.see(port_id, OWNER if payer == TEAM else payer)["number_id"])
        self.harness.paid(number_id, payer=payer)
        return number_id

    def order(self) -> dict[str, Any]:
        """Return the only order that the carrier has."""
        (order,) = self.harness.carrier.ports()["orders"]
        return dict(order)

    def orders(self) -> list[dict[str, Any]]:
        """Return the orders that the carrier has."""
        return list(self.harness.carrier.ports()["orders"])

    def order_comments(self, port_id: str) -> list[dict[str, Any]]:
        """Return the comments on the carrier's order of a port-in."""
        return [it for order in self.orders() if order["customer_reference"] == port_id for it in order["comments"]]

    def asks(self, as_of: datetime | None = None) -> None:
        """Run the job that has the carrier asked."""
        self.harness.run("recheck_port_ins", as_of)

    def stored(self, port_id: str) -> str:
        """Return everything that the table stores of a port-in."""
        key = {"pk": {"S": f"PORT#{port_id}"}, "sk": {"S": "PORT"}}
        return str(decode(aws.client("dynamodb").get_item(TableName=self.harness.table.name, Key=key)["Item"]))
