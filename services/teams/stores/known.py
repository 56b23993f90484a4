"""Who the people in a team's log are: name, phone number and email by id, each once (T10).

Lines of the log hold ids only. What they mean is read here, as the team knew the person last, and deleted when the
person closes their account (I10): no line has to be found for that.
"""

from collections.abc import Iterable

from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put
from services.teams.domain.invitation import Invitation
from services.teams.domain.log_line import Known
from services.teams.domain.member import Member
from services.teams.stores import keys

_AT_ONCE = 100


def remember(of: Member | Invitation, account_id: str = "") -> TransactItem:
    """Write who a member is, or an invitation: once it is redeemed, of which account."""
    its_id = of.account_id if isinstance(of, Member) else of.invitation_id
    whose = of.account_id if isinstance(of, Member) else account_id
    item = {"id": its_id, "name": of.name or "", "phone_number": of.phone_number, "email": of.email}
    index = {"gsi1pk": _of_phone(of.phone_number), "gsi1sk": f"{of.team_id}#{its_id}"}
    if whose:
        index |= {"account_id": whose, "gsi2pk": _of_account(whose), "gsi2sk": f"{of.team_id}#{its_id}"}
    return put(keys.known(of.team_id, its_id) | item | index)


def read_with_team_name(table: Table, team_id: str, ids: Iterable[str]) -> tuple[dict[str, Known], str]:
    """Return those of these ids that are known, and the team's name; a hundred in one call."""
    team = keys.team(team_id)
    wanted = [team, *(keys.known(team_id, its_id) for its_id in sorted(set(ids)))]
    found: dict[tuple[str, str], Item] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        found |= table.get_many((key["pk"], key["sk"]) for key in wanted[at : at + _AT_ONCE])
    name = str(found.pop((team["pk"], team["sk"]), {}).get("name", ""))
    return {item["id"]: from_item(Known, item) for item in found.values()}, name


def find_of_account(table: Table, account_id: str, phone_number: str) -> list[Item]:
    """Return some items that hold personal data of an account or phone number: of any team, and codes."""
    found = table.query(_of_account(account_id), index="gsi2", limit=_AT_ONCE).items
    if phone_number:
        found += table.query(_of_phone(phone_number), index="gsi1", limit=_AT_ONCE).items
    return list({(item["pk"], item["sk"]): item for item in found}.values())


def forget(items: Iterable[Item]) -> list[TransactItem]:
    """Delete items of `find_of_account`."""
    return [delete({"pk": item["pk"], "sk": item["sk"]}) for item in items]


def forget_member(member: Member) -> list[TransactItem]:
    """Delete who a member of this team is, as the index may not have them yet."""
    ids = [member.account_id, *([member.invitation_id] if member.invitation_id else [])]
    return [delete(keys.known(member.team_id, its_id)) for its_id in ids]


def index_code(of: Invitation) -> Item:
    """Return the attributes by which the code of a phone number is found."""
    return {"gsi1pk": _of_phone(of.phone_number), "gsi1sk": f"{of.team_id}#{of.code}"}


def _of_phone(phone_number: str) -> str:
    return f"PHONE#{phone_number}"


def _of_account(account_id: str) -> str:
    return f"ACCOUNT#{account_id}#KNOWN"
