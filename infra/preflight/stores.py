"""Checks that the app stores let us in with the keys of the secret."""

from collections.abc import Iterator
from datetime import timedelta

from infra.preflight.site import Site
from kernel import clock
from kernel.providers.errors import ProviderRefusedError


def check_apple(site: Site) -> Iterator[str]:
    """Yield whether Apple does not accept the key of the App Store Server API (Get Notification History)."""
    from services.billing.app_store.client import PRODUCTION, Client, Credentials

    apple = site.config.stores.apple
    if apple is None:
        return
    key = str(site.secrets["billing"].get("app_store_key", ""))
    try:
        credentials = Credentials(key, apple.key_id, apple.issuer_id, apple.bundle_id)
        Client(apple.url or PRODUCTION, credentials).notifications(clock.now() - timedelta(hours=1), clock.now())
    except ValueError:
        yield "app_store_key in the secret is not the text of a .p8 file of App Store Connect."
    except ProviderRefusedError as refusal:
        yield f"The App Store Server API refuses key {apple.key_id} of issuer {apple.issuer_id}: {refusal}"


def check_google(site: Site) -> Iterator[str]:
    """Yield whether Google does not let the service account read purchases (purchases.voidedpurchases.list)."""
    from services.billing.google_play.client import GooglePlay
    from services.billing.google_play.login import Login, ServiceAccount
    from services.billing.play_wiring import API

    google = site.config.stores.google
    if google is None:
        return
    try:
        account = ServiceAccount.read(str(site.secrets["billing"].get("google_service_account", "")))
        client = GooglePlay(google.url or API, google.package, Login(account))
        client.list_voided(clock.now() - timedelta(hours=1))
    except (KeyError, ValueError):
        yield "google_service_account in the secret is not the JSON file of a service account's key."
    except ProviderRefusedError as refusal:
        yield f"Google Play has no app {google.package} for {account.email}: {refusal}"
