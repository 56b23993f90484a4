"""Builds what billing needs of Google Play from the environment, on first use."""

import os
from functools import cache, partial
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting
from services.billing.domain.store_problems import StoreNotServed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kernel.dynamodb.table import Table
    from services.billing.google_play.client import GooglePlay
    from services.billing.google_play.push_verification import PushVerification
    from services.billing.google_play.store import GoogleStore

API = "https://androidpublisher.googleapis.com"
_CERTS = "https://www.googleapis.com/oauth2/v3/certs"


def is_served() -> bool:
    """Return whether the operator has set up Google Play."""
    return bool(os.environ.get("GOOGLE_PLAY_PACKAGE"))


@cache
def verification() -> "PushVerification":
    """Return the verifier of pushes; it keeps Google's keys. Raises StoreNotServed if Google Play is not set up."""
    if not is_served():
        raise StoreNotServed
    from services.billing.google_play.key_set import KeySet
    from services.billing.google_play.push_verification import PushVerification

    keys = KeySet(os.environ.get("GOOGLE_PLAY_CERTS_URL") or _CERTS)
    return PushVerification(keys, setting("GOOGLE_PLAY_AUDIENCE"), setting("GOOGLE_PLAY_PUSH_ACCOUNT"))


def google_play(table: "Table", products: "Mapping[str, str]") -> "GoogleStore":
    """Return Google Play, with what is known in a table. Raises StoreNotServed if it is not set up."""
    if not is_served():
        raise StoreNotServed(field="store")
    from contracts.plans import CATALOGUE
    from services.billing.domain.store_subscription import Store
    from services.billing.google_play.store import GoogleStore
    from services.billing.stores.store_subscriptions import find_named

    months = {product: CATALOGUE[plan].months for product, plan in products.items()}
    return GoogleStore(_client(), setting("GOOGLE_PLAY_PACKAGE"), partial(find_named, table, Store.GOOGLE_PLAY), months)


@cached_by_secret
def _client() -> "GooglePlay":
    from services.billing.google_play.client import GooglePlay
    from services.billing.google_play.login import Login, ServiceAccount

    login = Login(ServiceAccount.read(secret("google_service_account")))
    return GooglePlay(os.environ.get("GOOGLE_PLAY_URL") or API, setting("GOOGLE_PLAY_PACKAGE"), login)
