"""Reads of several items in one call: a team together with the people that a use case asks about."""

from collections.abc import Iterable
from dataclasses import replace

from kernel.dynamodb.items import from_item
from kernel.dynamodb.remembering import RememberingTable
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.domain.number import Number
from services.teams.domain.recipient import Recipient
from services.teams.domain.team import Team
from services.teams.stores import keys, recipients
from services.teams.stores.people import Holder


def read_team_holder_and_recipients(
    table: Table, team_id: str, number: str, hashes: Iterable[str]
) -> tuple[Team | None, Holder | None, list[Recipient]]:
    """Return the team, who on it has a phone number, and the recipients with these hashes, in one call."""
    hashes = list(hashes)
    wanted = [keys.team(team_id), keys.phone(team_id, number), *map(keys.recipient, hashes)]
    found = table.get_many([(key["pk"], key["sk"]) for key in wanted])
    team, holder = (found.get((key["pk"], key["sk"])) for key in wanted[:2])
    return (
        from_item(Team, team) if team else None,
        Holder(holder["kind"], holder["id"]) if holder else None,
        list(recipients.of_items(hashes, found)),
    )


def read_team_and_invitation(table: Table, team_id: str, invitation_id: str) -> tuple[Team | None, Invitation | None]:
    """Return a team and one of its invitations, in one call."""
    of_team, of_invitation = keys.team(team_id), keys.invitation(team_id, invitation_id)
    team, invitation = table.get_each([of_team, of_invitation])
    return from_item(Team, team) if team else None, from_item(Invitation, invitation) if invitation else None


def read_team_owner_and_heir(
    table: Table, team_id: str, owner_id: str, heir_id: str
) -> tuple[Team | None, Member | None, Member | None, Account]:
    """Return a team, these two if they are on it, and what is known of the heir's account, in one call."""
    wanted = [keys.team(team_id), keys.user(team_id, owner_id), keys.user(team_id, heir_id), keys.account(heir_id)]
    team, owner, heir, account = table.get_each(wanted)
    return (
        from_item(Team, team) if team else None,
        from_item(Member, owner) if owner else None,
        from_item(Member, heir) if heir else None,
        from_item(Account, account) if account else Account(heir_id),
    )


def read_team_and_actor(table: Table, team_id: str, account_id: str) -> tuple[Team | None, Account]:
    """Return a team and who did something on it, in one call; who has left it manages it no more."""
    of_team, of_account = keys.team(team_id), keys.account(account_id)
    team, account = table.get_each([of_team, of_account])
    actor = from_item(Account, account) if account else Account(account_id)
    return from_item(Team, team) if team else None, actor if actor.team_id == team_id else replace(actor, role=None)


def read_team_accounts_and_number(
    table: Table, team_id: str, account_ids: Iterable[str], number_id: str
) -> tuple[Team | None, dict[str, Account], Number]:
    """Return a team, what is known of these accounts by id, and a number, in one call."""
    wanted = [keys.team(team_id), keys.number(number_id), *map(keys.account, account_ids)]
    team, number, *found = table.get_each(wanted)
    accounts = {item["account_id"]: from_item(Account, item) for item in found if item}
    known = from_item(Number, number) if number else Number(number_id)
    return from_item(Team, team) if team else None, accounts, known


def read_invitations(table: Table, team_id: str, ids: Iterable[str]) -> dict[str, Invitation]:
    """Return those of up to 100 invitations that exist, by id, in one call."""
    places = [keys.invitation(team_id, invitation_id) for invitation_id in ids]
    return {item["invitation_id"]: from_item(Invitation, item) for item in table.get_each(places) if item}


def read_invitations_of_teams(table: Table, places: Iterable[tuple[str, str]]) -> list[Invitation]:
    """Return those of up to 100 invitations that exist, each by its team's id and its own, in one call."""
    wanted = [keys.invitation(*place) for place in places]
    found = table.get_many([(key["pk"], key["sk"]) for key in wanted])
    return [from_item(Invitation, item) for item in found.values()]


def read_ahead(
    table: RememberingTable,
    team_id: str,
    user_ids: Iterable[str],
    invitation_ids: Iterable[str],
    number_ids: Iterable[str] = (),
) -> None:
    """Read a team with those of its members, invitations and numbers that a request names, a hundred in one call."""
    wanted = [keys.team(team_id)]
    wanted += [keys.user(team_id, account_id) for account_id in user_ids]
    wanted += [keys.invitation(team_id, invitation_id) for invitation_id in invitation_ids]
    wanted += map(keys.number, number_ids)
    table.read_ahead((key["pk"], key["sk"]) for key in wanted)


def read_holders(table: Table, team_id: str, numbers: Iterable[str]) -> dict[str, Holder]:
    """Return who on a team has each of up to 100 phone numbers, in one call."""
    return _holders_by_number(table.get_many(_phone_keys(team_id, numbers)))


def _phone_keys(team_id: str, numbers: Iterable[str]) -> list[tuple[str, str]]:
    return [(key["pk"], key["sk"]) for key in (keys.phone(team_id, number) for number in numbers)]


def _holders_by_number(found: dict[tuple[str, str], Item]) -> dict[str, Holder]:
    return {sk.removeprefix("PHONE#"): Holder(item["kind"], item["id"]) for (_, sk), item in found.items()}
