"""What an admin asks the owner to approve: a purchase above the admin's limit (T11). Pure.

    PENDING -> APPROVED      PENDING -> DECLINED      PENDING -> expired, by the clock

The request is kept as it was refused, with its price. An approved one is carried out once, in the transaction that
marks it as approved; at another price, or if the admin is none by then, it is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from contracts.plans import CATALOGUE
from contracts.sentences import known, say

LIFETIME = timedelta(days=7)  # a week has one working day of every owner; prices and stock rarely change within it

Kind = Literal["credits", "allocation", "number", "restoration", "port_in"]


class ApprovalStatus(StrEnum):
    """The status of a request for approval."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """A purchase that an admin asks the owner to approve; `charge` is what PayPal would be asked for.

    `effect_id` is the id of what the purchase makes, the same as if the admin had sent it: of the payment, or of the
    order of a number's plan. `amount` is what `user_id` gets of an allocation. `target_id` is the number that is
    restored, or the port-in that is submitted. Its names are read when it is shown (I10).
    """

    approval_id: str
    team_id: str
    asked_by: str
    kind: Kind
    effect_id: str
    charge: int
    created_at: datetime
    amount: int = 0
    user_id: str | None = None
    phone_number: str = ""
    plan_id: str = ""
    target_id: str = ""
    own_day: bool = False  # as of a number's plan
    stored: ApprovalStatus = ApprovalStatus.PENDING
    decided_by: str = ""
    decided_at: datetime | None = None
    version: int = 1

    @property
    def payment_id(self) -> str:
        """Return the id of the payment that it leads to; an allocation's differs in its prefix only."""
        return "pay_" + self.effect_id.partition("_")[2]

    @property
    def is_of_number(self) -> bool:
        """Return whether it is for a number's plan: numbers carries it out, and billing charges after that."""
        return self.kind in ("number", "restoration", "port_in")

    @property
    def expires_at(self) -> datetime:
        """Return until when it can be approved."""
        return self.created_at + LIFETIME

    def status(self, now: datetime) -> ApprovalStatus:
        """Return the status at an instant."""
        is_over = self.stored is ApprovalStatus.PENDING and now >= self.expires_at
        return ApprovalStatus.EXPIRED if is_over else self.stored

    def decide(self, status: ApprovalStatus, owner_id: str, now: datetime) -> "ApprovalRequest":
        """Approve or decline it."""
        return replace(self, stored=status, decided_by=owner_id, decided_at=now, version=self.version + 1)

    def is_same_request(self, other: "ApprovalRequest") -> bool:
        """Return whether another one asks for the same purchase, whatever its price is by now."""
        return _meaning(self) == _meaning(other)


def describe_request(request: ApprovalRequest, names: Mapping[str, str]) -> str:
    """Return what would be bought, with the name of who gets it."""
    name = names.get(request.user_id or "", "")
    if request.is_of_number:
        return _describe_number(request, name)
    if request.kind == "allocation":
        return say("Credits for {name}", name=name or say("a member"))
    return say("Call credits")


def _describe_number(request: ApprovalRequest, name: str) -> str:
    plan = CATALOGUE.get(request.plan_id)
    what = known(f"{plan.name if plan else request.plan_id}: {request.phone_number}")
    if request.kind == "restoration":
        return say("{what}, restored out of its reserve", what=what)
    if request.kind == "port_in":
        return say("{what}, charged when it has moved from its carrier", what=what)
    return say("{what}, for {name}", what=what, name=name) if name else what


def _meaning(request: ApprovalRequest) -> tuple[object, ...]:
    bought = request.amount or request.charge
    number = (request.phone_number, request.plan_id, request.target_id, request.own_day)
    return request.kind, request.effect_id, bought, request.user_id, *number
