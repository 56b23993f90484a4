"""A line of the activity log: ids when it is written, names when it is read (T10, I10). Pure: no clock, no AWS."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.money import Money
from services.teams.domain.invitation import Invitation
from services.teams.domain.team import default_name

CLOSED = "Closed account"
TEAMLINE = "Teamline"
_PEOPLE = ("member", "invitation")
_REFERENCES = ("name_of", "email_of", "team_of")

Reference = dict[str, str]
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """A member or an invitation as a team knew them last."""

    id: str
    name: str = ""
    phone_number: str = ""
    email: str = ""


def name_of(its_id: str) -> Reference:
    """Return what a detail holds in place of a person's name."""
    return {"name_of": its_id}


def email_of(invitation: Invitation) -> Reference:
    """Return what a detail holds in place of the email that an invitation was sent to."""
    return {"email_of": invitation.invitation_id}


def default_team_name_of(account_id: str) -> Reference:
    """Return what a detail holds in place of a team's first name, which has its owner's name in it."""
    return {"team_of": account_id}


def money(micros: int) -> dict[str, str]:
    """Return an amount as a detail shows it."""
    return Money.of(micros).model_dump()


def people_in(line: Line) -> set[str]:
    """Return the ids of the accounts and invitations in a line."""
    subject = [line["subject"]["id"]] if line["subject"]["kind"] in _PEOPLE else []
    details = [value for value in line["details"].values() if _is_reference(value)]
    return {line["by"], *subject, *(str(its_id) for value in details for its_id in value.values())}


def as_shown(line: Line, known: Mapping[str, Known], team_name: str, system: str) -> dict[str, Any]:
    """Return a line with the names of the people in it; of a closed account only that it is one."""
    by = line["by"]
    actor = TEAMLINE if by == system else _name(known, by)
    details = {
        name: _resolve(value, known) if _is_reference(value) else value for name, value in line["details"].items()
    }
    return {
        "at": line["at"],
        "actor": {"user_id": by, "name": actor},
        "action": line["action"],
        "subject": _subject(line["subject"], known, team_name),
        "details": details,
        "address": line.get("address"),
        "by_key": line.get("by_key"),
    }


def _subject(subject: Mapping[str, Any], known: Mapping[str, Known], team_name: str) -> dict[str, str | None]:
    whose = known.get(subject["id"])
    shown: dict[str, str | None] = {"name": None, "phone_number": None, **subject}
    if subject["kind"] == "team":
        return shown | {"name": team_name}
    if subject["kind"] not in _PEOPLE:
        return shown
    return shown | ({"name": whose.name or None, "phone_number": whose.phone_number} if whose else {"name": CLOSED})


def _resolve(reference: Reference, known: Mapping[str, Known]) -> str:
    ((what, its_id),) = reference.items()
    whose = known.get(its_id)
    match what:
        case "email_of":
            return whose.email if whose else ""
        case "team_of":
            return default_name(whose.name if whose else CLOSED)
        case _:
            return _name(known, its_id)


def _name(known: Mapping[str, Known], its_id: str) -> str:
    whose = known.get(its_id)
    return (whose.name or whose.phone_number) if whose else CLOSED


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _REFERENCES
