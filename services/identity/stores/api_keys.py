"""API keys in the table: those of an account in one item, changed only as it was read, and what each secret leads to.

| question | key |
|---|---|
| which API keys has this account made | API_KEYS#account / KEYS |
| when and from where was a key used last  (400 days) | API_KEYS#account / USED#key |
| which key is this secret of  (until 30 days after its end) | API_KEY#hash / SECRET |
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put, put_new
from kernel.problems import Stale
from services.identity.domain.api_key import LAST_USE_KEPT, ApiKeys, KeySecret

_KEYS, _USED = "KEYS", "USED#"
_KNOWN_AFTER = timedelta(days=30)  # its end, so that it is refused as expired or revoked, not as unknown


@dataclass(frozen=True)
class LastUse:
    """When and from where a key was used last, to the minute."""

    at: datetime
    address: str


def key(account_id: str) -> tuple[str, str]:
    """Return the key of an account's API keys."""
    return f"API_KEYS#{account_id}", _KEYS


def used_key(account_id: str, key_id: str) -> tuple[str, str]:
    """Return the key of the last use of an API key."""
    return f"API_KEYS#{account_id}", f"{_USED}{key_id}"


def from_found(item: Item | None, account_id: str, team_id: str = "") -> ApiKeys:
    """Return the API keys in an item, or none without one."""
    return from_item(ApiKeys, item) if item else ApiKeys(account_id, team_id)


def last_use(item: Item | None) -> LastUse | None:
    """Return the last use in an item, or None without one."""
    return from_item(LastUse, item) if item else None


def read_secret(table: Table, hashed: str) -> KeySecret | None:
    """Return what the hash of a secret leads to, or None."""
    item = table.get(f"API_KEY#{hashed}", "SECRET")
    return from_item(KeySecret, item) if item else None


def change(now: ApiKeys, before: ApiKeys) -> TransactItem:
    """Write changed API keys; raise Stale if any was added, rotated or revoked in between."""
    pk, sk = key(now.account_id)
    item = {"pk": pk, "sk": sk} | to_item(replace(now, version=before.version + 1))
    return put(item, only_if=_as_read(before), on_conflict=Stale())


def require_unchanged(keys: ApiKeys) -> TransactItem:
    """Write nothing; raise Stale if any was added, rotated or revoked in between."""
    pk, sk = key(keys.account_id)
    return check({"pk": pk, "sk": sk}, _as_read(keys), on_conflict=Stale())


def remove(keys: ApiKeys) -> list[TransactItem]:
    """Delete API keys and their last uses; raise Stale if any was changed in between.

    What their secrets lead to stays for a time, so that they are refused as revoked.
    """
    pk, sk = key(keys.account_id)
    items = [delete({"pk": pk, "sk": sk}, only_if=Attr("version").eq(keys.version), on_conflict=Stale())]
    return items + forget_uses(keys.account_id, (it.id for it in keys.keys))


def forget_uses(account_id: str, key_ids: Iterable[str]) -> list[TransactItem]:
    """Delete the last uses of API keys."""
    return [delete(dict(zip(("pk", "sk"), used_key(account_id, key_id), strict=True))) for key_id in key_ids]


def forget_secrets(keys: ApiKeys) -> list[TransactItem]:
    """Delete what the secrets of API keys lead to."""
    return [delete({"pk": f"API_KEY#{hashed}", "sk": "SECRET"}) for it in keys.keys for hashed in it.secrets]


def add_secret(hashed: str, secret: KeySecret) -> TransactItem:
    """Write what the hash of a new secret leads to."""
    return put_new(_secret(hashed, secret), on_conflict=Stale())


def end_secret(hashed: str, secret: KeySecret) -> TransactItem:
    """Write until when the secret of before still works."""
    return put(_secret(hashed, secret))


def record_use(account_id: str, key_id: str, use: LastUse) -> TransactItem:
    """Write when and from where a key was used."""
    pk, sk = used_key(account_id, key_id)
    return put({"pk": pk, "sk": sk, "ttl": clock.to_epoch(use.at + LAST_USE_KEPT)} | to_item(use))


def _as_read(keys: ApiKeys) -> Condition:
    return Attr("version").eq(keys.version) if keys.version else absent()


def _secret(hashed: str, secret: KeySecret) -> Item:
    ttl = clock.to_epoch(secret.until + _KNOWN_AFTER)
    return {"pk": f"API_KEY#{hashed}", "sk": "SECRET", "ttl": ttl} | to_item(secret)
