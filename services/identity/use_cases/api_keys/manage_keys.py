"""Manage the API keys of a team: its owner only, as a key acts for the owner (decision 093)."""

from dataclasses import replace
from datetime import timedelta

from contracts.identity import ApiKeyChange, ApiKeyChanged
from kernel import ids
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.account import Account
from services.identity.domain.api_key import ApiKey, ApiKeys, KeySecret, generate_secret
from services.identity.domain.codes import hash_secret
from services.identity.domain.problems import NotTheTeamsOwner
from services.identity.http.api_key_schemas import KeyRotation, NewApiKey
from services.identity.http.api_key_views import ApiKeyView, ApiKeyWithSecret
from services.identity.stores import api_keys, memberships
from services.identity.use_cases import callers
from services.identity.use_cases.ended_sessions import session_ended_event
from services.identity.use_cases.notices.security_notices import notify

_ENDING = 4  # characters of a secret, by which its owner knows it


def list_keys(work: UnitOfWork) -> list[ApiKeyView]:
    """Return the keys that the owner has made, the oldest first."""
    _, keys = _require_owner(work)
    uses = work.table.get_many(api_keys.used_key(keys.account_id, key.id) for key in keys.keys)
    found = {sk: api_keys.last_use(item) for (_, sk), item in uses.items()}
    return [ApiKeyView.of(key, found.get(api_keys.used_key("", key.id)[1]), work.now) for key in keys.keys]


def view_key(work: UnitOfWork, *, key_id: str) -> ApiKeyView:
    """Return a key. Raises NoSuchApiKey."""
    _, keys = _require_owner(work)
    used = work.table.get(*api_keys.used_key(keys.account_id, key_id))
    return ApiKeyView.of(keys.find(key_id), api_keys.last_use(used), work.now)


def add_key(work: UnitOfWork, *, body: NewApiKey) -> ApiKeyWithSecret:
    """Make a key, and return it with its secret, once. Raises TooManyApiKeys."""
    account, before = _require_owner(work)
    secret = generate_secret()
    key = ApiKey(
        id=ids.new_id("key"),
        name=body.name,
        scopes=tuple(dict.fromkeys(body.scopes)),
        ranges=tuple(dict.fromkeys(body.ranges)),
        pace=body.pace,
        hashed=hash_secret(secret),
        ending=secret[-_ENDING:],
        created_at=work.now,
        expires_at=work.now + timedelta(days=body.expires_in_days),
    )
    work.save(api_keys.change(before.with_key(key), before), _lead_to(before, key))
    notify(work, account, "api_key_made")
    _publish(work, before, key, "added")
    return ApiKeyWithSecret.with_secret(key, secret, work.now)


def rotate_key(work: UnitOfWork, *, key_id: str, body: KeyRotation) -> ApiKeyWithSecret:
    """Give a key a new secret, and return it, once; the former one works for some hours.

    A secret that is older than the former one works no more. Raises NoSuchApiKey.
    """
    account, before = _require_owner(work)
    old, secret = before.find(key_id), generate_secret()
    until = min(old.expires_at, work.now + timedelta(hours=body.overlap_hours))
    key = replace(
        old,
        hashed=hash_secret(secret),
        ending=secret[-_ENDING:],
        expires_at=work.now + timedelta(days=body.expires_in_days),
        former_until=until,
        former_hashed=old.hashed,
    )
    ended = api_keys.end_secret(old.hashed, KeySecret(before.account_id, key_id, until))
    work.save(api_keys.change(before.with_changed(key), before), ended, _lead_to(before, key))
    notify(work, account, "api_key_made")
    _publish(work, before, key, "rotated")
    return ApiKeyWithSecret.with_secret(key, secret, work.now)


def revoke_key(work: UnitOfWork, *, key_id: str) -> None:
    """Revoke a key; every service refuses it at once, as it refuses an ended session (I8). Raises NoSuchApiKey."""
    _, before = _require_owner(work)
    key = before.find(key_id)
    work.save(api_keys.change(before.without(key), before), api_keys.forget_uses(before.account_id, [key_id]))
    work.publish(session_ended_event(before.account_id, key_id, work.now))
    _publish(work, before, key, "revoked")


def _require_owner(work: UnitOfWork) -> tuple[Account, ApiKeys]:
    """Return the owner who asks, and their keys for the team. Raises NotTheTeamsOwner.

    Keys that were made for a team of before are gone: the event by which it was lost removes them.
    """
    place_key, keys_key = memberships.key(work.context.actor), api_keys.key(work.context.actor)
    found = work.table.get_many([*callers.keys(work), place_key, keys_key])
    account = callers.load_caller(work, found)
    place = memberships.from_found(found.get(place_key), account.id)
    if place.owns is None:
        raise NotTheTeamsOwner
    work.authorize(memberships.require_unchanged(place))
    keys = api_keys.from_found(found.get(keys_key), account.id, place.owns)
    if keys.team_id != place.owns:
        keys = replace(keys, team_id=place.owns, keys=())
    return account, keys


def _lead_to(keys: ApiKeys, key: ApiKey) -> TransactItem:
    return api_keys.add_secret(key.hashed, KeySecret(keys.account_id, key.id, key.expires_at))


def _publish(work: UnitOfWork, keys: ApiKeys, key: ApiKey, change: ApiKeyChange) -> None:
    work.publish(
        ApiKeyChanged(account_id=keys.account_id, team_id=keys.team_id, key_id=key.id, name=key.name, change=change)
    )
