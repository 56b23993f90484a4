"""What the product must know of the simulated Google Play, as an operator takes it from Google's consoles."""

import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from simulators.stores.keys import pem, rsa_key

PACKAGE, PROJECT = "com.example.phone", "example-project"
PUSH_AUDIENCE = "teamline-google-play"
PUSH_ACCOUNT = f"rtdn-push@{PROJECT}.iam.gserviceaccount.com"
PUSH_SUBSCRIPTION = f"projects/{PROJECT}/subscriptions/rtdn-push"
CALLER = f"billing@{PROJECT}.iam.gserviceaccount.com"
SCOPE = "https://www.googleapis.com/auth/androidpublisher"
WEBHOOK_PATH = "/webhooks/google-play"


def settings(public: str) -> dict[str, str]:
    """Return what is no secret; `public` is the simulators' own base URL."""
    return {
        "url": f"{public}/google",
        "token_url": token_url(public),
        "keys_url": f"{public}/google/oauth2/v3/certs",
        "package": PACKAGE,
        "push_audience": PUSH_AUDIENCE,
        "push_account": PUSH_ACCOUNT,
        "push_subscription": PUSH_SUBSCRIPTION,
    }


def secrets(folder: Path, public: str) -> dict[str, str]:
    """Return the service account that calls the API, as the JSON file that Google hands out."""
    key = caller_key(folder)
    account = {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": key_id(key.public_key()),
        "private_key": pem(key).decode(),
        "client_email": CALLER,
        "client_id": "103774264463038321964",
        "token_uri": token_url(public),
        "universe_domain": "googleapis.com",
    }
    return {"google_service_account": json.dumps(account)}


def token_url(public: str) -> str:
    """Return where callers log in, which is also whom their assertions are for."""
    return f"{public}/google/token"


def caller_key(folder: Path) -> rsa.RSAPrivateKey:
    """Return the service account's key; make it on first use."""
    return rsa_key(folder / "google-caller.key")


def key_id(key: rsa.RSAPublicKey) -> str:
    """Return the id of a key: 40 hex digits."""
    written = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(written).hexdigest()[:40]
