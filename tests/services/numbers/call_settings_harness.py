"""The actions of call settings in tests: active numbers at once, forwarding, what the voice door reads."""

from dataclasses import dataclass
from typing import Any

from kernel import clock
from kernel.dynamodb.transact_items import delete
from services.numbers.domain.call_settings import CallSettings
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.stores import call_settings, numbers
from tests.in_process import Reply
from tests.services.numbers.harness import MEMBER, OWNER, TEAM, NumbersHarness

FORWARDING, AT_HOME, ABROAD = "/v1/numbers/{id}/forwarding", "+14155550188", "+442079460018"


@dataclass
class CallSettingsHarness:
    """Numbers whose calls are set up."""

    harness: NumbersHarness

    def add_number(self, place: int = 1, user_id: str | None = MEMBER, holder: str = TEAM, **more: Any) -> Number:
        """Store an active number, the `place`-th of the test."""
        number = Number(
            number_id=f"num_{place}",
            phone_number=f"+1415555{2000 + place}",
            kind="local",
            holder=holder,
            plan_id="local_monthly",
            created_at=clock.now(),
            asked_by=holder,
            team_id=TEAM,
            user_id=user_id,
            **{"status": NumberStatus.ACTIVE} | more,
        )
        self.harness.table.commit(numbers.create(number))
        return self.now(number)

    def now(self, number: Number) -> Number:
        """Return the number as it is now."""
        found = numbers.find(self.harness.table, number.number_id)
        assert found
        return found

    def save(self, after: Number, before: Number) -> Number:
        """Store a number as its use cases do."""
        self.harness.table.commit(numbers.save(after, before))
        return self.now(after)

    def forget_settings(self, number: Number) -> None:
        """Have the number as it was before there were settings."""
        self.harness.table.commit([delete(call_settings.key(number.phone_number))])

    def settings(self, number: Number) -> CallSettings | None:
        """Return what the voice door reads of a phone number."""
        return call_settings.find(self.harness.table, number.phone_number)

    def forward(self, number: Number, to: str = AT_HOME, as_: str = MEMBER, **more: Any) -> Reply:
        """Request forwarding."""
        query = more.pop("query", None)
        body = {"to": to, "mode": "always"} | more
        return self.harness.ask(f"PUT {FORWARDING}", as_, path={"id": number.number_id}, body=body, query=query)

    def stop_forwarding(self, number: Number, as_: str = MEMBER) -> Reply:
        """Request that forwarding be switched off."""
        return self.harness.ask(f"DELETE {FORWARDING}", as_, path={"id": number.number_id})

    def target(self, number: Number) -> str | None:
        """Return where calls of a number are forwarded to, or None."""
        settings = self.settings(number)
        return settings.forwarding.to if settings and settings.forwarding else None

    def allow(self, *countries: str, as_: str = OWNER, **query: str) -> Reply:
        """Set the countries that may be called."""
        body = {"countries": list(countries)}
        return self.harness.ask("PUT /v1/calling/countries", as_, body=body, query=query or None)

    def allowed(self, as_: str = OWNER, **query: str) -> Any:
        """Return the countries that may be called."""
        return self.harness.ask("GET /v1/calling/countries", as_, query=query or None).body["countries"]

    def get(self, what: str, number: Number, as_: str = MEMBER) -> Reply:
        """Read a part of the settings: hours, voicemail, ring or blocked."""
        return self.harness.ask(f"GET /v1/numbers/{{id}}/{what}", as_, path={"id": number.number_id})

    def put(self, what: str, number: Number, as_: str = MEMBER, **body: Any) -> Reply:
        """Set a part of the settings."""
        return self.harness.ask(f"PUT /v1/numbers/{{id}}/{what}", as_, path={"id": number.number_id}, body=body)
