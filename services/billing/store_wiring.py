"""Builds what billing needs of the app stores from the environment, on first use; a store may be left out."""

import os
from base64 import b64decode
from functools import cache
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, number_setting, secret, setting
from services.billing import play_wiring, product_wiring
from services.billing.domain.store_problems import StoreNotServed

if TYPE_CHECKING:
    from kernel.dynamodb.table import Table
    from services.billing.app_store import AppStore, SignedData
    from services.billing.domain.store_gateway import StoreGateway


def gateway(store: str, table: "Table") -> "StoreGateway":
    """Return the gateway of a store, with what a table knows. Raises StoreNotServed if it is not set up."""
    if store == "google_play":
        return play_wiring.google_play(table, product_wiring.products())
    if store == "app_store" and is_served(store):
        return app_store()
    raise StoreNotServed(field="store")


def is_served(store: str) -> bool:
    """Return whether the operator has set up a store."""
    return play_wiring.is_served() if store == "google_play" else bool(os.environ.get("APP_STORE_BUNDLE_ID"))


@cache
def signed_data() -> "SignedData":
    """Return the verifier of what Apple has signed. Raises StoreNotServed if the operator has not set it up."""
    if not os.environ.get("APP_STORE_BUNDLE_ID"):
        raise StoreNotServed
    from services.billing.app_store.signed_data import SignedData

    roots = [b64decode(root) for root in setting("APP_STORE_ROOTS").split(",")]
    return SignedData(roots, setting("APP_STORE_BUNDLE_ID"), number_setting("APP_STORE_APP_ID"))


@cached_by_secret
def app_store() -> "AppStore":
    """Return the App Store, production and sandbox."""
    from services.billing.app_store.client import PRODUCTION, SANDBOX, Client, Credentials
    from services.billing.app_store.gateway import AppStore

    credentials = Credentials(
        secret("app_store_key"),
        setting("APP_STORE_KEY_ID"),
        setting("APP_STORE_ISSUER_ID"),
        setting("APP_STORE_BUNDLE_ID"),
    )
    production = Client(os.environ.get("APP_STORE_URL") or PRODUCTION, credentials)
    sandbox = Client(os.environ.get("APP_STORE_SANDBOX_URL") or SANDBOX, credentials)
    return AppStore(signed_data(), {False: production, True: sandbox})
