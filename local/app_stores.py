"""What the laptop's system knows of the simulated app stores, as an operator takes it from their consoles."""

from pathlib import Path
from typing import Any

from local.addresses import Addresses
from simulators.apple.certificates import Root
from simulators.apple.settings import secrets as apple_secrets
from simulators.apple.settings import settings as apple_settings
from simulators.google.settings import secrets as google_secrets
from simulators.google.settings import settings as google_settings
from simulators.stores.catalog import PRODUCTS

_PLANS = {1: "local_monthly", 12: "local_yearly"}  # by the months that a product pays for


def config(trust: Path) -> dict[str, Any]:
    """Return the part of the config about the stores, with the addresses of `make up`; `trust` is where keys last."""
    at_apple = apple_settings(trust, Addresses().simulators)
    at_google = google_settings(Addresses().simulators)
    members = {"url": "url", "certs_url": "keys_url", "package": "package"}
    pushes = {"audience": "push_audience", "push_account": "push_account"}
    return {
        "products": {product.id: _PLANS[product.months] for product in PRODUCTS.values()},
        "apple": at_apple | {"root": str(Root(trust).path)},
        "google": {name: at_google[given] for name, given in (members | pushes).items()},
    }


def secrets(trust: Path, addresses: Addresses) -> dict[str, str]:
    """Return the keys that the stores have given out to us."""
    return apple_secrets(trust) | google_secrets(trust, addresses.simulators)
