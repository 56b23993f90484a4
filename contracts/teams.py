"""What teams publishes: teams, invitations, and people joining and going."""

from typing import Literal, TypeVar

from pydantic import AwareDatetime, Field

from contracts.event import TeamsEvent
from contracts.languages import DEFAULT, Language
from contracts.membership import FactorRule, Membership, Role

M = TypeVar("M", bound=Membership)


class TeamOpened(TeamsEvent):
    """An account has a team of its own (I9, T1)."""

    team_id: str
    owner_id: str
    name: str


class TeamRenamed(TeamsEvent):
    """The team has another name."""

    team_id: str
    name: str


class TeamRefused(TeamsEvent):
    """The account cannot own a team: it is on another one (T1)."""

    account_id: str


class TeamKept(TeamsEvent):
    """The team cannot be given up: it has other members, or an invitation is open (I9)."""

    team_id: str
    owner_id: str


class TeamOccupancyChanged(TeamsEvent):
    """How many are on the team besides its owner, and how many invitations are open.

    Of two that cross, the higher `revision` is the later one.
    """

    team_id: str
    owner_id: str
    others: int
    open_invitations: int
    revision: int


class InvitationSent(TeamsEvent):
    """An invitation is sent, or sent again; the transfer code travels sealed for teams' own sender (T2-T5).

    `credits` are micro-dollars to set aside from the team's balance. `sending` counts the sendings of
    one invitation, from 1; each has a code of its own. `in_bulk` is one of many of its team that day, of
    which `sent_before` were sent before it: it waits in a queue of its kind, so that those of teams that send fewer
    never wait for it. `language` is the inviter's: whom they invite has no account.
    """

    team_id: str
    team_name: str
    invitation_id: str
    sending: int
    phone_number: str
    email: str
    name: str | None
    role: Role
    credits: int
    sealed_code: str
    expires_at: AwareDatetime
    invited_by: str
    in_bulk: bool = False
    sent_before: int = 0
    language: Language = DEFAULT


class InvitationRevoked(TeamsEvent):
    """An invitation was taken back; what was set aside for it returns (T5)."""

    team_id: str
    invitation_id: str


class InvitationExpired(TeamsEvent):
    """An invitation was not used in its 14 days; what was set aside for it returns (T4, T5)."""

    team_id: str
    invitation_id: str


class MembershipEvent(TeamsEvent):
    """A change of an account's place on a team.

    Of an account's events the highest `revision` decides, whichever teams they are about (`contracts.membership`).
    """

    team_id: str
    account_id: str
    revision: int


class MemberJoined(MembershipEvent):
    """An account is on a team. `invitation_id` is None for the owner of a new team (T6), and for who is back.

    `consent` is the version of what they agreed to before they joined (B10). `undoes` is the revision of the removal
    that is undone: numbers and credits of that stay return (decision 075).
    """

    role: Role
    invitation_id: str | None
    credits: int
    consent: str = ""
    second_factor_required_of: FactorRule = "none"
    undoes: int = 0


class MemberRoleChanged(MembershipEvent):
    """A member has another role (T1); `by_hand_over` if the team was handed over, by or to them."""

    role: Role
    by_hand_over: bool = False


class MemberSuspended(MembershipEvent):
    """A member may do nothing on the team until restored (T8)."""


class MemberRestored(MembershipEvent):
    """A suspended member is active again (T8)."""


class SecondFactorRuleChanged(MembershipEvent):
    """A member's team requires a second factor of its admins, of everyone on it, or of neither from now on (I11)."""

    required_of: FactorRule


class MemberRemoved(MembershipEvent):
    """A member is no longer on the team; `numbers` says who keeps those that the team pays for (T8).

    `number_choices` says it of single numbers, by id; it comes before `numbers`.
    """

    reason: Literal["removed", "left", "dissolved", "closed"]
    numbers: Literal["keep", "hand_over"]
    number_choices: dict[str, Literal["keep", "hand_over"]] = Field(default_factory=dict)


class TeamNoticeDue(TeamsEvent):
    """A notice to a member or the owner of a team is due; teams' consumer sends it by mail or text, as they chose (E1).

    `account_id` is the member concerned, `other_id` another one; `phone_number` is of a line that cannot sign up, and
    `host` an endpoint's that is paused.
    """

    team_id: str
    kind: Literal[
        "joined", "removed", "returned", "suspended", "restored", "made_admin", "made_member", "made_owner",
        "handed_over", "dissolved", "second_factor_required", "member_joined", "member_returned", "member_left",
        "member_closed", "invitation_expired", "cannot_sign_up", "deputy_named", "deputy_reminded", "handed_to_deputy",
        "deputy_chosen", "deputy_ended", "webhooks_paused",
    ]  # fmt: skip
    account_id: str = ""
    other_id: str = ""
    invitation_id: str = ""
    phone_number: str = ""
    numbers: Literal["", "keep", "hand_over", "chosen"] = ""
    host: str = ""


class TeamHandedOver(TeamsEvent):
    """The team has another owner; of a team's hand-overs the highest `revision` decides (T9).

    The roles of both accounts follow in a MemberRoleChanged of each. `to_deputy` if the operator named the new owner,
    as the old one did not react (decision 077).
    """

    team_id: str
    from_account_id: str
    to_account_id: str
    revision: int
    to_deputy: bool = False


class TeamDissolutionDue(TeamsEvent):
    """A team that is being dissolved has people left; teams' consumer takes the next of them off it (T9)."""

    team_id: str


class SecondFactorRuleDue(TeamsEvent):
    """A team's new rule on second factors is due at its next members; teams' consumer publishes it for each (I11).

    `rule_revision` counts the team's rules; `after` is where to go on, empty for the first of its members.
    """

    team_id: str
    rule_revision: int
    after: str = ""


class TeamDissolved(TeamsEvent):
    """The team is no more, and its owner is on none; `revision` is of the owner's account, as a member's is (T9)."""

    team_id: str
    owner_id: str
    revision: int


MembershipChange = (
    MemberJoined
    | MemberRoleChanged
    | MemberSuspended
    | MemberRestored
    | SecondFactorRuleChanged
    | MemberRemoved
    | TeamDissolved
)


def membership_after(event: MembershipChange, before: M) -> M:
    """Return the account after an event about it, or about the team that it owned. Every consumer folds with this."""
    match event:
        case MemberJoined():
            return before.joined(event.team_id, event.role, event.revision, event.second_factor_required_of)
        case MemberRoleChanged():
            return before.given_role(event.team_id, event.role, event.revision)
        case MemberSuspended():
            return before.given_status("suspended", event.revision)
        case MemberRestored():
            return before.given_status("active", event.revision)
        case SecondFactorRuleChanged():
            return before.given_rule(event.required_of, event.revision)
        case MemberRemoved() | TeamDissolved():
            return before.left(event.revision)
