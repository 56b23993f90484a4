"""The events of numbers: numbers that are requested, active, assigned, moved, released and ported in.

`holder` is the team id of the team or the account id of the account that a number belongs to.
"""

from typing import Literal

from pydantic import AwareDatetime

from contracts.event import NumbersEvent


class NumberNews(NumbersEvent):
    """An event of the status or user of a number; the one with the higher `revision` of a number is later."""

    number_id: str
    revision: int = 0


class NumberRequested(NumbersEvent):
    """An account or team wants a number on a plan; billing charges the holder and opens the plan (N2).

    `request_id` is one for each purchase: the number's own id when it is bought, another when it is bought back out
    of its reserve (N5). `port_id` is the port-in that the number came by (N7). `approved_by` is the owner who approved
    what an admin asked for (T11). `revision` is the number's, as in NumberNews: an event with a higher one happened
    later. With `own_billing_day` its plan is renewed on a day of its own, not on the billing day of its payer (B8).
    `store_subscription_id` is the subscription in an app store that pays for it in place of a charge (B9).
    """

    number_id: str
    request_id: str
    phone_number: str
    plan_id: str
    holder: str
    user_id: str | None
    asked_by: str
    restores: bool
    port_id: str = ""
    approved_by: str = ""
    revision: int = 0
    own_billing_day: bool = False
    store_subscription_id: str = ""


class NumberActivated(NumberNews):
    """A number is active (N3)."""

    phone_number: str
    holder: str
    user_id: str | None
    subscription_id: str


class NumberOrderFailed(NumbersEvent):
    """The carrier did not deliver a number that is paid for; billing refunds the payment (N2)."""

    number_id: str
    phone_number: str
    holder: str
    subscription_id: str
    reason: str


class NumberAssigned(NumberNews):
    """A number without a user is assigned to one (N4)."""

    phone_number: str
    holder: str
    user_id: str


class NumberMoved(NumberNews):
    """A number is moved from one user to another (N4)."""

    phone_number: str
    holder: str
    from_user_id: str
    to_user_id: str


class NumberLabeled(NumbersEvent):
    """A number of a team has another label, or none if that is empty; teams writes it to the log (N4, T10)."""

    number_id: str
    phone_number: str
    holder: str
    label: str
    revision: int


class NumberUnassigned(NumberNews):
    """A number has no user for now; its holder keeps it (N4)."""

    phone_number: str
    holder: str
    from_user_id: str


class NumberHandedOver(NumberNews):
    """A number belongs to an account now, with its paid period; they use it and pay from its next renewal on (T8).

    Where a removal is undone, a team has it again: then `user_id` is who uses it (decision 075).
    """

    subscription_id: str
    from_holder: str
    to_holder: str
    phone_number: str = ""
    user_id: str = ""

    @property
    def used_by(self) -> str:
        """Return who uses it from now on."""
        return self.user_id or self.to_holder


class NumberCancelled(NumbersEvent):
    """The holder has cancelled a number; billing does not renew its plan (N5).

    Of this and `NumberKept`, the one with the higher `revision` is the later one.
    """

    number_id: str
    subscription_id: str
    asked_by: str
    revision: int = 0


class NumberKept(NumbersEvent):
    """The holder keeps a cancelled number after all while its plan still runs; billing resumes the plan."""

    number_id: str
    subscription_id: str
    asked_by: str
    revision: int = 0


class NumberSuspended(NumberNews):
    """The plan of a number is past due: the number cannot be used until the plan is paid (N3)."""

    phone_number: str
    holder: str
    user_id: str | None


class NumberReserved(NumberNews):
    """The plan of a number has ended: it is in reserve for its holder until `until`, then released (N5)."""

    phone_number: str
    holder: str
    user_id: str | None
    until: AwareDatetime


class NumberRestored(NumberNews):
    """A number that was suspended or in reserve is active again (N5)."""

    phone_number: str
    holder: str
    user_id: str | None


class NumberReleased(NumberNews):
    """The reserve of a number is over; numbers' consumer releases it to the carrier (N5)."""

    phone_number: str
    holder: str


NumberNoticeKind = Literal[
    "order_failed",
    "order_failed_in_store",
    "reserved",
    "released",
    "not_restored",
    "forwarding_off",
    "renews_soon",
    "released_soon",
    "user_assigned",
    "user_unassigned",
    "user_suspended",
    "user_reserved",
    "user_released_soon",
    "user_released",
]


class NumberNoticeDue(NumbersEvent):
    """A notice of a number is due; numbers' door of ports sends it by mail or text, as its reader chose (E1)."""

    number_id: str
    phone_number: str
    holder: str
    kind: NumberNoticeKind
    reason: str = ""
    until: AwareDatetime | None = None
    user_id: str = ""  # who is notified instead of the holder


class NumberOrderDue(NumbersEvent):
    """A paid number is not active yet; numbers' consumer orders it or asks the carrier for its order (N2)."""

    number_id: str
    as_of: AwareDatetime | None = None  # when the clock found it; None is at once


class CarrierEventReceived(NumbersEvent):
    """A webhook that the carrier signed is in the inbox; numbers' consumer handles it (N8)."""

    event_id: str


class NumberConnectionsDue(NumbersEvent):
    """A page of the carrier's list of our numbers is due to be looked through; numbers' consumer connects them (N6)."""

    page: int = 1
