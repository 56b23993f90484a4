"""Public events: what a team's own systems receive by webhooks, derived from the events of the services (E8).

A public event carries ids, roles, the team's own numbers and sums: nothing that its owner does not see, and no
name, email, text, code or phone number of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts import billing, numbers, port_ins, port_outs, teams
from contracts.event import Event
from contracts.money import dollars
from contracts.public_event_types import VERSION

_TEAM = "team_"
_MONEY = {
    "type": "object",
    "properties": {"amount": {"type": "string"}, "currency": {"const": "USD", "type": "string"}},
    "required": ["amount", "currency"],
}


@dataclass(frozen=True)
class PublicEvent:
    """A public event: the event of ours that it comes from, and which of its fields it carries under which names.

    `team` is the field that names the team; where that holds an account, there is no team to inform. Fields in `money`
    are micro-dollars.
    """

    name: str
    of: type[Event]
    fields: Mapping[str, str]
    team: str = "team_id"
    money: frozenset[str] = field(default=frozenset())

    def team_of(self, event: Event) -> str | None:
        """Return the id of the team that the event is about, or None if it is about a person without one."""
        its_id = str(getattr(event, self.team))
        return its_id if its_id.startswith(_TEAM) else None

    def data_of(self, event: Event) -> dict[str, Any]:
        """Return what the public event carries of an event of ours."""
        values = event.model_dump(mode="json")
        data = {name: self._shown(source, values[source]) for name, source in self.fields.items()}
        return {"team_id": values[self.team], **data}

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its data."""
        whole = self.of.model_json_schema()
        properties: dict[str, Any] = {"team_id": {"type": "string"}}
        for name, source in self.fields.items():
            properties[name] = _MONEY if source in self.money else _plain(whole, source)
        return {"type": "object", "properties": properties, "required": list(properties)}

    def _shown(self, source: str, value: Any) -> Any:
        return {"amount": dollars(value), "currency": "USD"} if source in self.money else value


def _plain(whole: dict[str, Any], source: str) -> dict[str, Any]:
    """Return the schema of a field without what pydantic writes for people."""
    return {key: value for key, value in whole["properties"][source].items() if key not in {"title", "default"}}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_MEMBER = {"user_id": "account_id"}
_NUMBER = _same("number_id", "phone_number")
_USED = _NUMBER | _same("user_id")
_PORT = _same("port_id", "phone_number")
_AMOUNT = frozenset({"amount"})

PUBLIC_EVENTS = (
    PublicEvent("team.renamed", teams.TeamRenamed, _same("name")),
    PublicEvent(
        "team.handed_over",
        teams.TeamHandedOver,
        {"from_user_id": "from_account_id", "to_user_id": "to_account_id"},
    ),
    PublicEvent("team.dissolved", teams.TeamDissolved, {}),
    PublicEvent("invitation.sent", teams.InvitationSent, _same("invitation_id", "role", "expires_at")),
    PublicEvent("invitation.revoked", teams.InvitationRevoked, _same("invitation_id")),
    PublicEvent("invitation.expired", teams.InvitationExpired, _same("invitation_id")),
    PublicEvent("member.joined", teams.MemberJoined, _MEMBER | _same("role", "invitation_id")),
    PublicEvent("member.role_changed", teams.MemberRoleChanged, _MEMBER | _same("role")),
    PublicEvent("member.suspended", teams.MemberSuspended, _MEMBER),
    PublicEvent("member.restored", teams.MemberRestored, _MEMBER),
    PublicEvent("member.removed", teams.MemberRemoved, _MEMBER | _same("reason")),
    PublicEvent("number.activated", numbers.NumberActivated, _USED, "holder"),
    PublicEvent("number.order_failed", numbers.NumberOrderFailed, _NUMBER, "holder"),
    PublicEvent("number.assigned", numbers.NumberAssigned, _USED, "holder"),
    PublicEvent("number.moved", numbers.NumberMoved, _NUMBER | _same("from_user_id", "to_user_id"), "holder"),
    PublicEvent("number.unassigned", numbers.NumberUnassigned, _NUMBER | _same("from_user_id"), "holder"),
    PublicEvent("number.suspended", numbers.NumberSuspended, _USED, "holder"),
    PublicEvent("number.reserved", numbers.NumberReserved, _NUMBER | _same("until"), "holder"),
    PublicEvent("number.restored", numbers.NumberRestored, _USED, "holder"),
    PublicEvent("number.released", numbers.NumberReleased, _NUMBER, "holder"),
    PublicEvent("number.ported_out", port_outs.NumberPortedOut, _USED, "holder"),
    PublicEvent("port_in.completed", port_ins.PortInCompleted, _PORT | _same("number_id", "user_id"), "holder"),
    PublicEvent("port_in.cancelled", port_ins.PortInCancelled, _PORT, "holder"),
    PublicEvent("balance.low", billing.WalletLow, {"balance": "amount"}, "wallet", _AMOUNT),
    PublicEvent("balance.empty", billing.WalletEmpty, {}, "wallet"),
    PublicEvent("balance.refilled", billing.WalletRefilled, {"balance": "amount"}, "wallet", _AMOUNT),
    PublicEvent("payment.completed", billing.PaymentCompleted, _same("payment_id", "amount"), "wallet", _AMOUNT),
    PublicEvent("payment.failed", billing.PaymentFailed, _same("payment_id"), "wallet"),
    PublicEvent("payment.taken_back", billing.PaymentTakenBack, _same("payment_id", "amount"), "wallet", _AMOUNT),
)


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each public event's data by its type, as `published_webhooks.json` keeps it."""
    return {it.name: {"version": VERSION, "schema": it.schema()} for it in PUBLIC_EVENTS}
