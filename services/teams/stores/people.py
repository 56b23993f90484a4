"""The rows of a team in the table: members and invitations, with their numbers, codes and words."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, TypeVar

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, delete, put, put_new, update
from kernel.problems import Stale
from services.teams.domain import search
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.stores import keys

_CODE_IS_REMEMBERED = timedelta(days=60)  # after its end, so that who comes late hears that it is over

R = TypeVar("R", Member, Invitation)


@dataclass(frozen=True)
class Holder:
    """Who has a number on a team: a member, or an invitation."""

    kind: Literal["member", "invitation"]
    id: str


def member(table: Table, team_id: str, account_id: str) -> Member | None:
    """A member of this team."""
    key = keys.user(team_id, account_id)
    item = table.get(key["pk"], key["sk"])
    return keys.load(Member, item) if item else None


def invitation(table: Table, team_id: str, invitation_id: str) -> Invitation | None:
    """An invitation of this team, open or expired."""
    key = keys.invitation(team_id, invitation_id)
    item = table.get(key["pk"], key["sk"])
    return keys.load(Invitation, item) if item else None


def add_member(member: Member) -> list[TransactItem]:
    """A member who comes without an invitation: the owner."""
    return [*_row(member, None), put_new(_held(member), on_conflict=Stale())]


def join(member: Member, of: Invitation) -> list[TransactItem]:
    """An invitation becomes a member: its code is used, its number is theirs."""
    return [
        *_row(member, None),
        put(_held(member), only_if=_held_by(of), on_conflict=Stale()),
        *_gone(of),
        delete(keys.due(of)),
        update(
            keys.code(of.code),
            set={"used_by": member.account_id},
            only_if=Attr("code").eq(of.code) & Attr("used_by").not_exists(),
            on_conflict=Stale(),
        ),
    ]


def change(now: Member | Invitation, before: Member | Invitation) -> list[TransactItem]:
    """Write a row as it is now, unless it is no more as it was before."""
    return _row(now, before)


def add_invitation(invitation: Invitation) -> list[TransactItem]:
    """A new invitation. Refused if the number is on the team by now."""
    return [
        *_row(invitation, None),
        put_new(_held(invitation), on_conflict=Stale()),
        _code(invitation),
        put(keys.due(invitation) | {"team_id": invitation.team_id, "invitation_id": invitation.invitation_id}),
    ]


def replace_invitation(invitation: Invitation, expired: Invitation) -> list[TransactItem]:
    """A new invitation in place of one that is over."""
    return [
        *_row(invitation, None),
        *_gone(expired),
        delete(keys.due(expired)),
        put(_held(invitation), only_if=_held_by(expired), on_conflict=Stale()),
        _code(invitation),
        put(keys.due(invitation) | {"team_id": invitation.team_id, "invitation_id": invitation.invitation_id}),
    ]


def send_again(now: Invitation, before: Invitation) -> list[TransactItem]:
    """The same invitation with another code: the old one is dead."""
    return [
        *_row(now, before),
        delete(keys.code(before.code)),
        _code(now),
        delete(keys.due(before)),
        put(keys.due(now) | {"team_id": now.team_id, "invitation_id": now.invitation_id}),
    ]


def expire(now: Invitation, before: Invitation) -> list[TransactItem]:
    """Its time is over; it stays in the list, and the code is remembered for a while."""
    return [*_row(now, before), delete(keys.due(before))]


def note_delivery(of: Invitation, what: dict[str, str | None]) -> TransactItem:
    """Note what became of its text or mail, unless it was sent again, used or revoked in between."""
    still = Attr("sending").eq(of.sending)
    key = keys.invitation(of.team_id, of.invitation_id)
    return update(key, set=what, add={"version": 1}, only_if=still, on_conflict=Stale())


def remove_invitation(invitation: Invitation) -> list[TransactItem]:
    """Take an invitation back, with its code."""
    return [
        *_gone(invitation),
        delete(keys.phone(invitation.team_id, invitation.phone_number)),
        delete(keys.code(invitation.code)),
        delete(keys.due(invitation)),
    ]


def remove_member(member: Member) -> list[TransactItem]:
    """Take a member's row away; their number may be invited again."""
    return [*_gone(member), delete(keys.phone(member.team_id, member.phone_number))]


def found_by(of: R) -> R:
    """The row with the words by which it is found."""
    used: list[str] = [number["phone_number"] for number in of.numbers] if isinstance(of, Member) else []
    return replace(of, words=search.words_of(of.name, of.email, of.phone_number, used))


def _row(now: Member | Invitation, before: Member | Invitation | None) -> list[TransactItem]:
    key = keys.row(now)
    still = absent() if before is None else Attr("version").eq(before.version)
    known = set(before.words) if before else set()
    return [
        put(key | keys.dump(now) | keys.places(now), only_if=still, on_conflict=Stale()),
        *(put(keys.word(key, word) | {"row": key["sk"]}) for word in sorted(set(now.words) - known)),
        *(delete(keys.word(key, word)) for word in sorted(known - set(now.words))),
    ]


def _gone(of: Member | Invitation) -> list[TransactItem]:
    key = keys.row(of)
    still: Condition = Attr("version").eq(of.version)
    return [
        delete(key, only_if=still, on_conflict=Stale()),
        *(delete(keys.word(key, word)) for word in of.words),
    ]


def _held(of: Member | Invitation) -> dict[str, str]:
    if isinstance(of, Member):
        holder = {"kind": "member", "id": of.account_id}
    else:
        holder = {"kind": "invitation", "id": of.invitation_id}
    return keys.phone(of.team_id, of.phone_number) | holder


def _held_by(of: Invitation) -> Condition:
    return Attr("id").eq(of.invitation_id)


def _code(of: Invitation) -> TransactItem:
    opened = {
        "code": of.code,
        "team_id": of.team_id,
        "invitation_id": of.invitation_id,
        "phone_number": of.phone_number,
        "expires_at": clock.to_text(of.expires_at),
        "ttl": clock.to_epoch(of.expires_at + _CODE_IS_REMEMBERED),
    }
    return put_new(keys.code(of.code) | opened, on_conflict=Stale())
