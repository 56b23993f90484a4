"""The rows of a team in the table: members and invitations, with their phone numbers, codes and search words."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, present, put, put_new, update
from kernel.problems import Stale
from services.teams.domain import search
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.stores import keys, known

_CODE_KEPT_AFTER_END = timedelta(days=60)  # after its end, so that a late attempt is refused as expired

R = TypeVar("R", Member, Invitation)


@dataclass(frozen=True)
class Holder:
    """The member or invitation that has a phone number on a team."""

    kind: Literal["member", "invitation"]
    id: str


def read_member(table: Table, team_id: str, account_id: str) -> Member | None:
    """Return a member of this team, or None."""
    key = keys.user(team_id, account_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Member, item) if item else None


def read_invitation(table: Table, team_id: str, invitation_id: str) -> Invitation | None:
    """Return an invitation of this team, open or expired, or None."""
    key = keys.invitation(team_id, invitation_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Invitation, item) if item else None


def add_member(member: Member) -> list[TransactItem]:
    """Write a member who joins without an invitation: the owner."""
    return [*_put_row(member, None), put_new(_holder_item(member), on_conflict=Stale())]


def join(member: Member, of: Invitation) -> list[TransactItem]:
    """Turn an invitation into a member: the code is used, the phone number is the member's."""
    return [
        *_put_row(member, None, found_as=of),
        known.remember(of, member.account_id),
        put(_holder_item(member), only_if=_is_held_by(of), on_conflict=Stale()),
        delete(keys.row(of), only_if=Attr("version").eq(of.version), on_conflict=Stale()),
        delete(keys.due_key(of)),
        update(
            keys.code(of.code),
            set={"used_by": member.account_id, "phone_number": ""},
            only_if=Attr("code").eq(of.code) & Attr("used_by").not_exists(),
            on_conflict=Stale(),
        ),
    ]


def change(now: Member | Invitation, before: Member | Invitation) -> list[TransactItem]:
    """Write a changed row; raise Stale if it was changed in between."""
    return _put_row(now, before)


def check_unchanged(member: Member) -> TransactItem:
    """Write nothing; raise Stale if a member was changed or active in between."""
    return check(keys.user(member.team_id, member.account_id), _as_read(member), on_conflict=Stale())


def record_activity(member: Member, at: datetime) -> TransactItem:
    """Write when a member was active; raise Stale if they are gone or were active meanwhile.

    It is no change of the membership, so the version stays.
    """
    key = keys.user(member.team_id, member.account_id)
    still = present() & _as_active(member)
    return update(key, set={"last_active_at": clock.to_text(at)}, only_if=still, on_conflict=Stale())


def add_invitation(invitation: Invitation) -> list[TransactItem]:
    """Write a new invitation; raise Stale if its phone number is on the team by now."""
    return [
        *_put_row(invitation, None),
        put_new(_holder_item(invitation), on_conflict=Stale()),
        _put_code(invitation),
        put(keys.due_key(invitation) | {"team_id": invitation.team_id, "invitation_id": invitation.invitation_id}),
    ]


def replace_invitation(invitation: Invitation, expired: Invitation) -> list[TransactItem]:
    """Write a new invitation in place of an expired one."""
    return [
        *_put_row(invitation, None),
        *_delete_row(expired),
        _replace_code(expired, invitation),
        delete(keys.due_key(expired)),
        put(_holder_item(invitation), only_if=_is_held_by(expired), on_conflict=Stale()),
        _put_code(invitation),
        put(keys.due_key(invitation) | {"team_id": invitation.team_id, "invitation_id": invitation.invitation_id}),
    ]


def resend(now: Invitation, before: Invitation) -> list[TransactItem]:
    """Write an invitation with another code; the old code only says that a newer one was sent."""
    return [
        *_put_row(now, before),
        _replace_code(before, now),
        _put_code(now),
        delete(keys.due_key(before)),
        put(keys.due_key(now) | {"team_id": now.team_id, "invitation_id": now.invitation_id}),
    ]


def expire(now: Invitation, before: Invitation) -> list[TransactItem]:
    """Write an invitation as expired; it stays in the list, and its code is kept for a while."""
    return [*_put_row(now, before), delete(keys.due_key(before))]


def record_delivery(of: Invitation, what: dict[str, str | None], way: str) -> TransactItem:
    """Write the result of a text or mail, unless the invitation was resent, redeemed or revoked in between.

    Raise Stale as well if the way has a result by now: a bounce may arrive before the sending is recorded.
    """
    still = Attr("sending").eq(of.sending) & Attr(f"{way}_status").eq("pending")
    key = keys.invitation(of.team_id, of.invitation_id)
    return update(key, set=what, add={"version": 1}, only_if=still, on_conflict=Stale())


def remove_invitation(invitation: Invitation) -> list[TransactItem]:
    """Delete an invitation with its code."""
    return [
        *_delete_row(invitation),
        delete(keys.phone(invitation.team_id, invitation.phone_number)),
        delete(keys.code(invitation.code)),
        delete(keys.due_key(invitation)),
    ]


def remove_member(member: Member) -> list[TransactItem]:
    """Delete a member's row; their phone number may be invited again."""
    return [*_delete_row(member), delete(keys.phone(member.team_id, member.phone_number))]


def move_number(now: Member, before: Member) -> list[TransactItem]:
    """Write which phone number a member has, if it is another; raise Stale if it is on the team by now."""
    if now.phone_number == before.phone_number:
        return []
    old = keys.phone(before.team_id, before.phone_number)
    return [put_new(_holder_item(now), on_conflict=Stale()), delete(old)]


def with_search_words(of: R) -> R:
    """Return the row with the words by which it is found."""
    used: list[str] = [number.phone_number for number in of.numbers] if isinstance(of, Member) else []
    return replace(of, words=search.words_of(of.name, of.email, of.phone_number, used))


def _put_row(
    now: Member | Invitation, before: Member | Invitation | None, *, found_as: Invitation | None = None
) -> list[TransactItem]:
    """Write a row and its search words; `found_as` is the invitation whose place in the lists a new member takes."""
    key = keys.row(now)
    still = absent() if before is None else _as_read(before)
    rows = [put(key | to_item(now) | keys.index_attributes(now), only_if=still, on_conflict=Stale())]
    if before is None or _identity(before) != _identity(now):
        rows.append(known.remember(now))
    if before and before.words == now.words:
        return rows
    found = {"row": key["sk"], "words": list(now.words)}
    old = before or found_as
    gone = set(old.words) - set(now.words) if old else set()
    return [
        *rows,
        *(put(keys.word(now, word) | found) for word in sorted(set(now.words))),
        *(delete(keys.word(now, word)) for word in sorted(gone)),
    ]


def _as_read(before: Member | Invitation) -> Condition:
    same: Condition = Attr("version").eq(before.version)
    return same & _as_active(before) if isinstance(before, Member) else same


def _as_active(member: Member) -> Condition:
    last = Attr("last_active_at")
    return last.eq(clock.to_text(member.last_active_at)) if member.last_active_at else last.not_exists()


def _identity(of: Member | Invitation) -> tuple[str | None, str, str]:
    return of.name, of.email, of.phone_number


def _delete_row(of: Member | Invitation) -> list[TransactItem]:
    still: Condition = Attr("version").eq(of.version)
    return [
        delete(keys.row(of), only_if=still, on_conflict=Stale()),
        *(delete(keys.word(of, word)) for word in of.words),
    ]


def _holder_item(of: Member | Invitation) -> dict[str, str]:
    if isinstance(of, Member):
        holder = {"kind": "member", "id": of.account_id}
    else:
        holder = {"kind": "invitation", "id": of.invitation_id}
    return keys.phone(of.team_id, of.phone_number) | holder


def _is_held_by(of: Invitation) -> Condition:
    return Attr("id").eq(of.invitation_id)


def _put_code(of: Invitation) -> TransactItem:
    return put_new(_code_item(of), on_conflict=Stale())


def _replace_code(before: Invitation, now: Invitation) -> TransactItem:
    """Keep the old code as one that a newer code replaces, so that its reader learns that."""
    return put(_code_item(before) | {"invitation_id": now.invitation_id, "replaced": True})


def _code_item(of: Invitation) -> Item:
    opened = {
        "code": of.code,
        "team_id": of.team_id,
        "invitation_id": of.invitation_id,
        "phone_number": of.phone_number,
        "expires_at": clock.to_text(of.expires_at),
        "ttl": clock.to_epoch(of.expires_at + _CODE_KEPT_AFTER_END),
    }
    return keys.code(of.code) | opened | known.index_code(of)
