"""What teams exports: of a person what it knows of them, of a team its people, its invitations and its log."""

from collections.abc import Sequence

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from kernel.exports.kinds import Exported, Kind, Source, of_me, of_team
from services.teams.domain.delivery import KEPT
from services.teams.domain.team import REMEMBERED
from services.teams.stores import accounts, activity, teams

_MEANINGS = {
    "account_id": "the id of the person's account",
    "phone_number": "the phone number",
    "name": "the name, of a person or of the team",
    "email": "the email",
    "email_state": "whether mails reach it: ok, bounced, or complained",
    "language": "the language that we write to the person in",
    "notices": "the channels of notices",
    "team_id": "the id of the team",
    "role": "the role on the team: owner, admin, or member",
    "status": "of a person active or suspended; of an invitation open or expired; of an endpoint active or paused; "
    "of a team or number its own",
    "has_second_factor": "whether the account has a second factor",
    "has_wallet": "whether a PayPal wallet is connected that works",
    "money_locked_until": "until when no money moves, after the person said that it was not them",
    "number_id": "the id of the number",
    "holder": "the id of the team or person whose number it is",
    "user_id": "the id of the person who uses it",
    "joined_at": "when they joined the team",
    "invited_at": "when they were invited",
    "invited_by": "the id of who invited them",
    "last_active_at": "the day of their last sign-in, or use of a session",
    "numbers": "the numbers that they use, the oldest 20",
    "invitation_id": "the id of the invitation",
    "sent_at": "when it was sent last",
    "expires_at": "until when its code works",
    "credits": "the credits that are promised with it, in USD",
    "credits_status": "whether these are set aside: none, held, or unfunded",
    "text_status": "whether the text was sent: pending, sent, or failed",
    "mail_status": "whether the email was sent: pending, sent, or failed",
    "owner_id": "the id of the owner",
    "opened_at": "when the team was opened",
    "second_factor_required_of": "of whom the team requires two-step sign-in",
    "others": "how many people are on it besides the owner",
    "open_invitations": "how many invitations are open",
    "at": "when it was done",
    "by": "the id of who did it, or system",
    "action": "what was done",
    "subject": "whom or what it was done to",
    "details": "more of it",
    "address": "the network address of an owner or admin who did it",
    "id": "the id of a person or an invitation in the log",
    "endpoint_id": "the id of the endpoint",
    "url": "where its webhooks are sent",
    "events": "the types of events that it has chosen",
    "description": "what the owner wrote about it",
    "created_at": "when it was added",
    "created_by": "the id of who added it",
    "paused_at": "since when it is paused",
    "pause_reason": "why it is paused: failing, gone, by_hand, or handed_over",
}
_LOG = ("at", "by", "action", "subject", "details", "address")
_MEMBER = ("account_id", "phone_number", "name", "email", "role", "status", "joined_at", "invited_at", "last_active_at")


def _done_by_person(table: Table, items: list[Item]) -> list[Item]:
    """Return lines of the log with their team, and those of each former team that knows the person."""
    found = [_with_team(item) for item in items if item["sk"].startswith("ACTIVITY#")]
    for item in (it for it in items if it["sk"].startswith("KNOWN#") and it["id"] == it.get("account_id")):
        account, team_id = accounts.read(table, item["id"]), item["pk"].removeprefix("TEAM#")
        if account and account.team_id != team_id:
            found += [_with_team(line) for page in activity.pages_by(table, team_id, item["id"]) for line in page]
    return found


def _with_team(line: Item) -> Item:
    return line | {"team_id": line["pk"].removeprefix("TEAM#")}


_OF_ME = (
    Kind(
        "account",
        "What teams knows of the account.",
        ("account_id", "phone_number", "name", "email", "email_state", "language", "notices", "team_id", "role",
         "status", "has_second_factor", "has_wallet", "money_locked_until"),
        of_me(lambda it: Source(f"ACCOUNT#{it.account_id}", "ACCOUNT")),
        keys=("ACCOUNT ACCOUNT",),
    ),
    Kind(
        "used_numbers",
        "The numbers that the person uses.",
        ("number_id", "phone_number", "status", "holder", "user_id"),
        of_me(lambda it: Source(f"ACCOUNT#{it.account_id}", "NUMBER#")),
        keys=("ACCOUNT NUMBER",),
    ),
    Kind(
        "place_on_team",
        "The person's row in the team's list.",
        _MEMBER,
        of_me(lambda it: Source(f"TEAM#{it.team_id}", f"USER#{it.account_id}")),
        keys=(),
    ),
    Kind(
        "known_to_teams",
        "What teams know of the person for their activity logs.",
        ("id", "name", "phone_number", "email"),
        of_me(lambda it: Source(f"ACCOUNT#{it.account_id}#KNOWN", index="gsi2")),
        keys=(),
    ),
    Kind(
        "own_activity",
        "What the person did on their team, and on teams that they were on before.",
        ("team_id", *_LOG),
        of_me(
            lambda it: Source(f"TEAM#{it.team_id}#BY#{it.account_id}", "ACTIVITY#", "gsi1"),
            lambda it: Source(f"ACCOUNT#{it.account_id}#KNOWN", index="gsi2"),
        ),
        keys=(),
        load=_done_by_person,
    ),
)  # fmt: skip
_OF_TEAM = (
    Kind(
        "team",
        "The team.",
        ("team_id", "name", "owner_id", "opened_at", "status", "others", "open_invitations", "has_wallet",
         "second_factor_required_of"),
        of_team(lambda it: Source(f"TEAM#{it.team_id}", "TEAM")),
        keys=("TEAM TEAM",),
    ),
    Kind(
        "people",
        "The people on the team.",
        (*_MEMBER, "numbers"),
        of_team(lambda it: Source(f"TEAM#{it.team_id}", "USER#")),
        keys=("TEAM USER",),
    ),
    Kind(
        "invitations",
        "Invitations that are open or have expired.",
        ("invitation_id", "phone_number", "email", "name", "role", "status", "credits", "credits_status", "invited_by",
         "invited_at", "sent_at", "expires_at", "text_status", "mail_status"),
        of_team(lambda it: Source(f"TEAM#{it.team_id}", "INV#")),
        keys=("TEAM INV",),
        money=frozenset({"credits"}),
    ),
    Kind(
        "activity",
        "The activity log.",
        _LOG,
        of_team(lambda it: Source(f"TEAM#{it.team_id}", "ACTIVITY#")),
        keys=("TEAM ACTIVITY",),
    ),
    Kind(
        "endpoints",
        "The endpoints that webhooks are sent to.",
        ("endpoint_id", "url", "events", "description", "status", "created_at", "created_by", "paused_at",
         "pause_reason"),
        of_team(lambda it: Source(f"TEAM#{it.team_id}", "ENDPOINT#")),
        keys=("TEAM ENDPOINT",),
    ),
    Kind(
        "people_in_the_log",
        "Who the people in the activity log are.",
        ("id", "name", "phone_number", "email"),
        of_team(lambda it: Source(f"TEAM#{it.team_id}", "KNOWN#")),
        keys=("TEAM KNOWN",),
    ),
)  # fmt: skip
_DELETED = f"it is deleted {REMEMBERED.days} days after the team was dissolved"


def _own_teams(table: Table, account_id: str, team_id: str) -> Sequence[str]:
    """Return the team that ended with the account, and the one that it dissolved before, while they are remembered."""
    account = accounts.read(table, account_id)
    its_ids = {team_id, account.ended_team_id if account else ""} - {""}
    found = [teams.read(table, its_id) for its_id in sorted(its_ids)]
    return [team.team_id for team in found if team and team.owner_id == account_id]


EXPORTED = Exported(
    service="teams",
    kinds=(*_OF_ME, *_OF_TEAM),
    meanings=_MEANINGS,
    left_out={
        "NUMBER NUMBER": "numbers has it: its file numbers",
        "TEAM PHONE": "leads from a phone number to a person or invitation of the team",
        "TEAM DEPUTY": "who the operator named to take over: the activity log has it",
        "TEAM ENDPOINTS": "how many endpoints the team has",
        "ENDPOINT DELIVERY": f"ids and amounts on their way to an endpoint, gone after {KEPT.days} days",
        "TEAM FIND": "search words of people's names, numbers and emails",
        "CODE CODE": "a hash of a transfer code",
        "SENDER": "a count of invitations by a keyed hash, gone within days",
        "RECIPIENT RECIPIENT": "times of invitations by a keyed hash, gone within weeks",
        "EXPIRES": "ids of invitations by the day of their expiry",
    },
    kept={
        "account": "only that the account is closed, so that no late event brings it back",
        "used_numbers": "that a number has a user, by id, until it is given back or has another one",
        "own_activity": "the team's record of what was done, by id only",
        "team": f"that it has ended, without its name; {_DELETED}",
        "activity": f"what was done on a team that has ended, with the names that it had; {_DELETED}",
        "people_in_the_log": f"who else is in the log of a team that has ended; {_DELETED}",
        "endpoints": f"the endpoints of a team that has ended; {_DELETED}",
        "invitations": f"invitations that had expired; {_DELETED}",
    },
    cleared={"account": ("phone_number", "name", "email"), "team": ("name",)},
    own_teams=_own_teams,
)
