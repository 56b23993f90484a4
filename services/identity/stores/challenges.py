"""Challenges in the table: the codes that were sent, for sign-ups and password resets."""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.identity.domain.challenge import REGISTRATION_LIFETIME, Challenge, Purpose


def key(purpose: Purpose, id: str) -> tuple[str, str]:
    """Return the key of a challenge."""
    return f"{purpose.upper()}#{id}", "CODE"


def read(table: Table, purpose: Purpose, id: str) -> Challenge | None:
    """Return the challenge, or None if its item is gone."""
    item = table.get(*key(purpose, id))
    return from_item(Challenge, item) if item else None


def add(challenge: Challenge) -> TransactItem:
    """Write a new challenge."""
    return put_new(_item(challenge), on_conflict=Stale())


def change(now: Challenge, before: Challenge) -> TransactItem:
    """Write a changed challenge; raise Stale if a code was tried, sent or used in between."""
    still = Attr("attempts").eq(before.attempts) & Attr("sends").eq(before.sends)
    for name in ("code", "proof", "registered_account_id"):
        value = getattr(before, name)
        still &= Attr(name).not_exists() if value is None else Attr(name).eq(value)
    return put(_item(now), only_if=still, on_conflict=Stale())


def _item(challenge: Challenge) -> Item:
    pk, sk = key(challenge.purpose, challenge.id)
    return {"pk": pk, "sk": sk, "ttl": clock.to_epoch(challenge.ends_at + REGISTRATION_LIFETIME)} | to_item(challenge)
