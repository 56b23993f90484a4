"""A random story of teams, played through the service's own requests and events: each seed is the same story."""

from random import Random
from typing import Any

from contracts import teams as contract
from contracts.identity import AccountClosed, TeamManagementEnabled
from contracts.teams import TeamHandedOver
from tests.services.teams.harness import ANN, BOB, CAT, DAN, EVE, PEOPLE, Harness

_USER = "/v1/team/users/{user_id}"
_WITH_MEMBERS = ["join", "join", "open", "role", "status", "both", "remove", "leave", "hand_over", "hand_over", "close"]
MEMBERSHIP_EVENTS = ("MemberJoined", "MemberRoleChanged", "MemberSuspended", "MemberRestored", "MemberRemoved",
                     "TeamDissolved")  # fmt: skip


def play(harness: Harness, seed: int, steps: int) -> None:
    """Play this many random steps on five people and their teams, and finish what is being dissolved."""
    dice = Random(seed)
    harness.sign_up(ANN, BOB, CAT, DAN, EVE)
    for account in (ANN, DAN):
        harness.deliver(TeamManagementEnabled(account_id=account))
    for _ in range(steps):
        _step(harness, dice)
    for _ in range(3):
        harness.world.run_job("teams", "dissolve_teams")
        harness.settle()


def accounts(harness: Harness) -> dict[str, dict[str, Any]]:
    """Return the accounts as teams has them, by id."""
    return {item["account_id"]: item for item in harness.items() if item["sk"] == "ACCOUNT"}


def owners(harness: Harness) -> dict[str, str]:
    """Return the owner of each team, by id."""
    return {item["team_id"]: item["owner_id"] for item in harness.items() if item["sk"] == "TEAM"}


def membership_events(harness: Harness) -> list[contract.MembershipChange]:
    """Return what teams published of memberships, in the order in which it happened."""
    published = [it for it in harness.published if it.type in MEMBERSHIP_EVENTS]
    return [getattr(contract, it.type).model_validate(it.data) for it in published]


def hand_overs(harness: Harness) -> list[TeamHandedOver]:
    """Return every hand-over, in the order in which it happened."""
    return [TeamHandedOver.model_validate(data) for data in harness.published_data(TeamHandedOver)]


def _step(harness: Harness, dice: Random) -> None:
    """Play one random step on one random team; the service may refuse it."""
    known = accounts(harness)
    owner = dice.choice([it for it in known.values() if it.get("role") == "owner"] or list(known.values()))
    free = [name for name, it in known.items() if not it.get("team_id") and not it.get("closed")]
    members = [name for name, it in known.items() if it.get("team_id") == owner.get("team_id") and it != owner]
    kind = dice.choice(_WITH_MEMBERS if members else ["join", "join", "join", "dissolve", "close"])
    if kind in ("join", "open"):
        _join(harness, dice, owner["account_id"], free, kind)
    else:
        _change(harness, dice, owner["account_id"], dice.choice(members or list(known)), kind)


def _join(harness: Harness, dice: Random, owner: str, free: list[str], kind: str) -> None:
    """Let an account on no team join that of the owner, or have one of its own."""
    for account in dice.sample(free, min(1, len(free))):
        number = PEOPLE[account][1]
        if kind == "open":
            harness.deliver(TeamManagementEnabled(account_id=account))
        elif harness.invite(number, owner, role=dice.choice(["admin", "member"])).status == 201:
            harness.redeem(account, harness.code(number))


def _change(harness: Harness, dice: Random, owner: str, member: str, kind: str) -> None:
    """Change the place of a member, or the team."""
    change = {"role": dice.choice(["admin", "member"]), "status": dice.choice(["active", "suspended"])}
    match kind:
        case "role" | "status":
            harness.call(f"PATCH {_USER}", owner, path={"user_id": member}, body={kind: change[kind]})
        case "both":
            harness.call(f"PATCH {_USER}", owner, path={"user_id": member}, body=change)
        case "remove":
            harness.call(f"DELETE {_USER}", owner, path={"user_id": member})
        case "leave":
            harness.call("POST /v1/team/leave", member)
        case "hand_over":
            harness.call("POST /v1/team/owner", owner, body={"user_id": member})
        case "dissolve":
            harness.call("DELETE /v1/team", owner, query={"numbers": "keep"})
        case _ if dice.random() < 0.3:
            harness.deliver(AccountClosed(account_id=owner))
