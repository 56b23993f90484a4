"""The keys of the table, and how things of the model lie in its items."""

import hashlib
from datetime import datetime

from kernel import clock
from kernel.dynamodb.transact_items import Item
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member

SHARDS = 4


def account(account_id: str) -> Item:
    """What is known of an account."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT"}


def team(team_id: str) -> Item:
    """A team."""
    return {"pk": f"TEAM#{team_id}", "sk": "TEAM"}


def user(team_id: str, account_id: str) -> Item:
    """A member."""
    return {"pk": f"TEAM#{team_id}", "sk": f"USER#{account_id}"}


def invitation(team_id: str, invitation_id: str) -> Item:
    """An invitation."""
    return {"pk": f"TEAM#{team_id}", "sk": f"INV#{invitation_id}"}


def phone(team_id: str, phone_number: str) -> Item:
    """Who has a number on a team."""
    return {"pk": f"TEAM#{team_id}", "sk": f"PHONE#{phone_number}"}


def number(number_id: str) -> Item:
    """What is known of a number."""
    return {"pk": f"NUMBER#{number_id}", "sk": "NUMBER"}


def used_number(account_id: str, number_id: str) -> Item:
    """A number with who uses it."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"NUMBER#{number_id}"}


def code(hashed: str) -> Item:
    """What a transfer code opens."""
    return {"pk": f"CODE#{hashed}", "sk": "CODE"}


def due_partition(expires_at: datetime, shard: int) -> str:
    """A shard of the invitations that end on a day."""
    return f"EXPIRES#{expires_at.date().isoformat()}#{shard}"


def due_key(of: Invitation) -> Item:
    """When an invitation ends."""
    shard = hashlib.sha256(of.invitation_id.encode()).digest()[0] % SHARDS
    return {
        "pk": due_partition(of.expires_at, shard),
        "sk": f"{clock.to_text(of.expires_at)}#{of.team_id}#{of.invitation_id}",
    }


def word(row: Item, found_by: str) -> Item:
    """A word by which a row is found."""
    return {"pk": row["pk"], "sk": f"FIND#{found_by}#{row['sk']}"}


def row(of: Member | Invitation) -> Item:
    """The row of a person in the list of a team."""
    if isinstance(of, Member):
        return user(of.team_id, of.account_id)
    return invitation(of.team_id, of.invitation_id)


def index_attributes(of: Member | Invitation) -> Item:
    """Where a row stands in the lists: all, and those of its status and role."""
    key = row(of)
    if isinstance(of, Member):
        status, since = of.status, of.joined_at
    else:
        status, since = ("expired" if of.status == "expired" else "invited"), of.listed_at  # type: ignore[assignment]
    return {
        "gsi1pk": f"{key['pk']}#PEOPLE",
        "gsi1sk": f"{clock.to_text(of.listed_at)}#{key['sk']}",
        "gsi2pk": f"{key['pk']}#{status}",
        "gsi2sk": f"{of.role}#{clock.to_text(since)}#{key['sk']}",
    }
