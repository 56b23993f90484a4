"""Find the key that a secret is of, for the authorizer: what it may, or why it is refused (decision 093)."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.problems import Problem
from services.identity.domain.api_key import ApiKey, ApiKeys, is_secret
from services.identity.domain.codes import hash_secret
from services.identity.stores import accounts, api_keys

_NOT_ENDED = 2**53 - 1  # above every generation: a new password ends sessions, and leaves systems at work
_RECORDED_EVERY = timedelta(minutes=1)


def find_caller(table: Table, secret: str, address: str) -> dict[str, Any]:
    """Return what the doors need of a key's caller, its owner; without one, the code of the refusal.

    A text without the right checksum is refused without a read.
    """
    if not is_secret(secret):
        return _refused("invalid_api_key")
    hashed = hash_secret(secret)
    led_to = api_keys.read_secret(table, hashed)
    if led_to is None:
        return _refused("invalid_api_key")
    now = clock.now()
    if now >= led_to.until:
        return _refused("api_key_expired")
    account_id, of_keys = led_to.account_id, api_keys.key(led_to.account_id)
    of_account, of_use = accounts.key(account_id), api_keys.used_key(account_id, led_to.key_id)
    found = table.get_many([of_keys, of_account, of_use])
    keys = api_keys.from_found(found.get(of_keys), account_id)
    key = next((it for it in keys.keys if it.id == led_to.key_id), None)
    if of_account not in found or key is None:
        return _refused("api_key_revoked")
    if hashed not in key.secrets:
        return _refused("api_key_expired")  # it was rotated twice since
    _record_use(table, keys, led_to.key_id, api_keys.last_use(found.get(of_use)), address, now)
    return _described(keys, key, led_to.until)


def _described(keys: ApiKeys, key: ApiKey, until: datetime) -> dict[str, Any]:
    return {
        "account_id": keys.account_id,
        "session_id": key.id,  # a key that is revoked is refused as an ended session
        "generation": _NOT_ENDED,
        "proved_at": "",
        "by_key": key.id,
        "key_team": keys.team_id,
        "key_scopes": " ".join(key.scopes),
        "key_ranges": " ".join(key.ranges),
        "key_pace": key.pace,
        "key_until": clock.to_epoch(until),
    }


def _record_use(
    table: Table, keys: ApiKeys, key_id: str, before: api_keys.LastUse | None, address: str, now: datetime
) -> None:
    """Write when the key was used, unless that is known to the minute; a key works where that cannot be written."""
    if before and before.address == address and now - before.at < _RECORDED_EVERY:
        return
    with suppress(Problem):
        table.commit([api_keys.record_use(keys.account_id, key_id, api_keys.LastUse(now, address))])


def _refused(code: str) -> dict[str, Any]:
    return {"account_id": "", "session_id": "", "generation": 0, "proved_at": "", "key_refusal": code}
