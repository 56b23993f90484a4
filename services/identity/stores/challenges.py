"""Challenges in the table: the codes that were sent, for sign-ups and new passwords."""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.identity.domain.challenge import PROOF_LIVES, Challenge, Purpose
from services.identity.stores import items


def key(purpose: Purpose, id: str) -> tuple[str, str]:
    """Where a challenge lies."""
    return f"{purpose.upper()}#{id}", "CODE"


def read(table: Table, purpose: Purpose, id: str) -> Challenge | None:
    """The challenge, if it is not forgotten."""
    item = table.get(*key(purpose, id))
    return items.load(Challenge, item) if item else None


def add(challenge: Challenge) -> TransactItem:
    """A new challenge."""
    return put_new(_item(challenge), on_conflict=Stale())


def change(now: Challenge, before: Challenge) -> TransactItem:
    """A challenge as it is now, unless another code was tried, sent or used in between."""
    still = Attr("tries").eq(before.tries) & Attr("sends").eq(before.sends)
    for name in ("code", "proof", "registered"):
        stood = getattr(before, name)
        still &= Attr(name).not_exists() if stood is None else Attr(name).eq(stood)
    return put(_item(now), only_if=still, on_conflict=Stale())


def _item(challenge: Challenge) -> Item:
    pk, sk = key(challenge.purpose, challenge.id)
    return {"pk": pk, "sk": sk, "ttl": clock.to_epoch(challenge.over_at + PROOF_LIVES)} | items.dump(challenge)
