"""What the product must know of the simulated App Store, as an operator takes it from App Store Connect."""

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from simulators.apple.certificates import Root
from simulators.stores.keys import elliptic_key, pem

BUNDLE_ID, APP_APPLE_ID = "com.example.phone", 1234567890
ISSUER_ID, KEY_ID = "57246542-96fe-1a63-e053-0824d011072a", "2X9R4HXF34"
GROUP_ID = "21400001"  # of all our products: a customer has one of them at a time
WEBHOOK_PATH = "/webhooks/app-store"


def settings(folder: Path, public: str) -> dict[str, str | int]:
    """Return what is no secret; `public` is the simulators' own base URL. Two environments, two base URLs."""
    return {
        "url": f"{public}/apple",
        "sandbox_url": f"{public}/apple/sandbox",
        "bundle_id": BUNDLE_ID,
        "app_apple_id": APP_APPLE_ID,
        "issuer_id": ISSUER_ID,
        "key_id": KEY_ID,
        "root": base64.b64encode(Root(folder).der).decode(),  # DER in base64: the library refuses PEM
    }


def secrets(folder: Path) -> dict[str, str]:
    """Return the private key of callers of the App Store Server API, as the .p8 file has it."""
    return {"app_store_key": pem(caller_key(folder)).decode()}


def caller_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """Return that key; make it on first use."""
    return elliptic_key(folder / "apple-caller.p8", ec.SECP256R1())
