"""The request bodies and queries of teams' routes."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from contracts.membership import FactorRule, Role
from contracts.money import Money
from kernel.http.fields import Email, Name, TeamName
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from kernel.http.rows import MOST_ROWS, Documented
from services.teams.domain.invitation import ListStatus

_ID = Form(r"^[A-Za-z0-9_+-]+$", "This is not an id.")

InvitedRole = Literal["admin", "member"]
Numbers = Literal["keep", "hand_over"]
MOST_CHOICES = 50
_CHOICES = Form(r"^[A-Za-z0-9_+-]+:(keep|hand_over)(,[A-Za-z0-9_+-]+:(keep|hand_over))*$", "Send id:choice pairs.")
NumberChoices = dict[Annotated[str, Field(min_length=1, max_length=80), _ID], Numbers]


class ObjectionLink(RequestBody):
    """The token of the link by which an owner objects to a deputy."""

    token: str = Field(min_length=1, max_length=300)


class NewInvitation(RequestBody):
    """The person to invite."""

    phone_number: str = Field(min_length=1, max_length=40, description="In any usual notation.")
    email: Email
    name: Name | None = None
    role: InvitedRole | None = Field(default=None, description="`member` unless said.")
    credits: Money | None = None


_ROW = {"$ref": "#/components/schemas/NewInvitation"}
_ROWS = WithJsonSchema({"type": "array", "minItems": 1, "maxItems": 100, "items": _ROW})


class NewInvitations(RequestBody):
    """The people to invite; each row succeeds or fails on its own."""

    invitations: Annotated[list[Any], Field(min_length=1, max_length=100), _ROWS]


class TeamChange(RequestBody):
    """The team's new name, or of whom it requires a second factor: only the owner changes that (I11)."""

    name: TeamName | None = None
    second_factor_required_of: FactorRule | None = None


def changes_factor_rule(change: TeamChange, query: None) -> bool:
    """Return whether a change of the team needs a fresh proof of who makes it: that of its rule (I12)."""
    return change.second_factor_required_of is not None


class UserChange(RequestBody):
    """A member's new role or status."""

    role: InvitedRole | None = None
    status: Literal["active", "suspended"] | None = None


def makes_admin(body: UserChange | NewInvitation, query: None) -> bool:
    """Return whether a person becomes an admin, or is invited as one: they spend of the owner's wallet (I12, T11)."""
    return body.role == "admin"


def makes_admins(body: "NewInvitations | UserRows", query: None) -> bool:
    """Return whether any of these rows, read or not, makes an admin (I12)."""
    rows = body.invitations if isinstance(body, NewInvitations) else body.rows
    return any(isinstance(row, dict) and row.get("role") == "admin" for row in rows)


class UserRow(RequestBody):
    """What to do with one person: `user_id` is a member, `invitation_id` an invitation.

    `resend` is for invitations, `remove` for both, everything else for members.
    """

    action: Literal["resend", "set_role", "suspend", "restore", "remove"]
    user_id: Annotated[str, Field(min_length=1, max_length=80), _ID] | None = None
    invitation_id: Annotated[str, Field(min_length=1, max_length=80), _ID] | None = None
    role: InvitedRole | None = Field(default=None, description="Of `set_role`.")
    numbers: Numbers = Field(default="keep", description="Of `remove`: who keeps the numbers that the team pays for.")
    number_choices: NumberChoices = Field(
        default_factory=dict, max_length=MOST_CHOICES, description="Of `remove`: who keeps a number, by its id."
    )


class UserRows(RequestBody):
    """What to do with up to 100 people; each row succeeds or fails on its own."""

    rows: Annotated[list[Annotated[Any, Documented(UserRow)]], Field(min_length=1, max_length=MOST_ROWS)]


class NewOwner(RequestBody):
    """The member who becomes the owner."""

    user_id: Annotated[str, Field(min_length=1, max_length=80), _ID]


class TypedCode(RequestBody):
    """The transfer code as typed or copied: alone, in a link of ours or in the whole message."""

    code: str = Field(min_length=1, max_length=2000)


class Redemption(TypedCode):
    """A transfer code, and the version of the consent that the preview of it has shown (B10)."""

    consent: str = Field(default="", max_length=40)


class UsersQuery(PageQuery):
    """The filters of the users list."""

    model_config = ConfigDict(defer_build=True)

    status: ListStatus | None = None
    role: Role | None = None
    q: str | None = Field(default=None, max_length=100, description="Beginnings of words of name, email or phone.")


class ActivityQuery(PageQuery):
    """The filters of the activity log."""

    model_config = ConfigDict(defer_build=True)

    actor: str | None = Field(default=None, max_length=80, description="The account id of who did it, or `me`.")
    action: str | None = Field(default=None, max_length=40)


class RemovalQuery(RequestBody):
    """Who keeps the numbers that the team pays for (T8): what `number_choices` says of one, else `numbers`."""

    numbers: Numbers = "keep"
    number_choices: Annotated[str, Field(max_length=5_000), _CHOICES] | None = Field(
        default=None, description=f"Up to {MOST_CHOICES} numbers by id: `num_1:keep,num_2:hand_over`."
    )

    @field_validator("number_choices")
    @classmethod
    def _few(cls, number_choices: str | None) -> str | None:
        if number_choices and number_choices.count(",") >= MOST_CHOICES:
            raise PydanticCustomError("too_many", f"Send at most {MOST_CHOICES}.")
        return number_choices

    @property
    def choices(self) -> dict[str, Numbers]:
        """Return who keeps which number, by its id; of a number that is named twice the last choice counts."""
        pairs = (pair.partition(":") for pair in (self.number_choices or "").split(",") if pair)
        return {number_id: "keep" if kept_by == "keep" else "hand_over" for number_id, _, kept_by in pairs}


class DissolutionQuery(RequestBody):
    """Who keeps the numbers that the team pays for after it is dissolved (T8)."""

    numbers: Numbers = "hand_over"
