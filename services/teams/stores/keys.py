"""The keys of teams' table."""

import hashlib
from datetime import datetime

from kernel import clock
from kernel.dynamodb.transact_items import Item
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member

SHARDS = 4


def account(account_id: str) -> Item:
    """Return the key of an account."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT"}


def departure(account_id: str) -> Item:
    """Return the key of the last place of an account on a team."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "GONE"}


def team(team_id: str) -> Item:
    """Return the key of a team."""
    return {"pk": f"TEAM#{team_id}", "sk": "TEAM"}


def deputy(team_id: str) -> Item:
    """Return the key of who is to take over a team."""
    return {"pk": f"TEAM#{team_id}", "sk": "DEPUTY"}


def user(team_id: str, account_id: str) -> Item:
    """Return the key of a member."""
    return {"pk": f"TEAM#{team_id}", "sk": f"USER#{account_id}"}


def invitation(team_id: str, invitation_id: str) -> Item:
    """Return the key of an invitation."""
    return {"pk": f"TEAM#{team_id}", "sk": f"INV#{invitation_id}"}


def phone(team_id: str, phone_number: str) -> Item:
    """Return the key of a phone number's holder on a team."""
    return {"pk": f"TEAM#{team_id}", "sk": f"PHONE#{phone_number}"}


def known(team_id: str, its_id: str) -> Item:
    """Return the key of what a team knows of a member or an invitation, for its log."""
    return {"pk": f"TEAM#{team_id}", "sk": f"KNOWN#{its_id}"}


def endpoint(team_id: str, endpoint_id: str) -> Item:
    """Return the key of an endpoint of a team."""
    return {"pk": f"TEAM#{team_id}", "sk": f"ENDPOINT#{endpoint_id}"}


def endpoint_count(team_id: str) -> Item:
    """Return the key of how many endpoints a team has."""
    return {"pk": f"TEAM#{team_id}", "sk": "ENDPOINTS"}


def delivery(endpoint_id: str, delivery_id: str) -> Item:
    """Return the key of an event on its way to an endpoint."""
    return {"pk": f"ENDPOINT#{endpoint_id}", "sk": f"DELIVERY#{delivery_id}"}


def number(number_id: str) -> Item:
    """Return the key of a number."""
    return {"pk": f"NUMBER#{number_id}", "sk": "NUMBER"}


def used_number(account_id: str, number_id: str) -> Item:
    """Return the key of a number under the account that uses it."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"NUMBER#{number_id}"}


def code(hashed: str) -> Item:
    """Return the key of what a transfer code redeems."""
    return {"pk": f"CODE#{hashed}", "sk": "CODE"}


def recipient(hashed: str) -> Item:
    """Return the key of what a recipient of invitations was sent."""
    return {"pk": f"RECIPIENT#{hashed}", "sk": "RECIPIENT"}


def due_partition(expires_at: datetime, shard: int) -> str:
    """Return the partition of invitations that expire on this day, in this shard."""
    return f"EXPIRES#{expires_at.date().isoformat()}#{shard}"


def due_key(of: Invitation) -> Item:
    """Return the key under which the sweep finds an invitation."""
    shard = hashlib.sha256(of.invitation_id.encode()).digest()[0] % SHARDS
    return {
        "pk": due_partition(of.expires_at, shard),
        "sk": f"{clock.to_text(of.expires_at)}#{of.team_id}#{of.invitation_id}",
    }


def word(of: Member | Invitation, found_by: str) -> Item:
    """Return the key of a search word of a row."""
    return {"pk": f"TEAM#{of.team_id}", "sk": f"FIND#{found_by}#{place(of)}"}


def row(of: Member | Invitation) -> Item:
    """Return the key of a person's row in the team's list."""
    if isinstance(of, Member):
        return user(of.team_id, of.account_id)
    return invitation(of.team_id, of.invitation_id)


def place(of: Member | Invitation) -> str:
    """Return where a row is in every list of its team: it stays there when an invitation becomes a member (E4)."""
    first = of.invitation_id or getattr(of, "account_id", "")
    return f"{clock.to_text(of.listed_at)}#{first}"


def index_attributes(of: Member | Invitation) -> Item:
    """Return the attributes that place a row in the lists: of everyone, and of its status and role."""
    pk = f"TEAM#{of.team_id}"
    status = of.status if isinstance(of, Member) else ("expired" if of.status == "expired" else "invited")
    return {
        "gsi1pk": f"{pk}#PEOPLE",
        "gsi1sk": place(of),
        "gsi2pk": f"{pk}#{status}",
        "gsi2sk": f"{of.role}#{place(of)}",
    }
