"""The operator's settings for the app stores: products, and how each store is verified and asked (decision 069)."""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.plans import CATALOGUE

Url = Annotated[str, Field(pattern=r"^(https?://[^\s/]+(/[^\s]*)?)?$")]
Product = Annotated[str, Field(pattern=r"^[A-Za-z0-9._]{1,100}$")]

# Of "Apple Root CA - G3", which Apple's guide for its signed data names.
APPLE_ROOT_SHA256 = "63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179"
APPLE_DOORS = ("app_store_webhooks", "purchases", "store_events")  # which verify what Apple has signed
PLAN_DOORS = ("planning",)  # which open the plans that a store is paid for, and end them
_OF_APPLE = (
    "APP_STORE_BUNDLE_ID",
    "APP_STORE_APP_ID",
    "APP_STORE_ISSUER_ID",
    "APP_STORE_KEY_ID",
    "APP_STORE_ROOTS",
    "APP_STORE_URL",
    "APP_STORE_SANDBOX_URL",
)
_OF_GOOGLE = (
    "GOOGLE_PLAY_PACKAGE",
    "GOOGLE_PLAY_PUSH_ACCOUNT",
    "GOOGLE_PLAY_AUDIENCE",
    "GOOGLE_PLAY_URL",
    "GOOGLE_PLAY_CERTS_URL",
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Apple(_Part):
    """The app in the App Store, the key for its API, and the file of Apple's root certificate, in DER.

    Whether something was bought in production or in the sandbox is what Apple signs, and no setting.
    """

    bundle_id: str = Field(pattern=r"^[A-Za-z0-9.-]{1,155}$")
    app_apple_id: int = Field(ge=1)
    issuer_id: str = Field(min_length=1, max_length=100)
    key_id: str = Field(min_length=1, max_length=40)
    root: str = Field(min_length=1, description="the file AppleRootCA-G3.cer, as seen from where cdk runs")
    url: Url = Field(default="", description="of the API; empty: Apple's own")
    sandbox_url: Url = ""

    def root_certificate(self) -> bytes:
        """Return the certificate. Raise ValueError, whose message says what to do, unless it is one in DER."""
        from cryptography.x509 import load_der_x509_certificate

        try:
            root = Path(self.root).read_bytes()
        except OSError as error:
            raise ValueError(f"stores.apple.root: {self.root}: {error.strerror}") from error
        if root.startswith(b"-----BEGIN"):
            raise ValueError("stores.apple.root: is PEM; Apple's library reads DER: openssl x509 -outform der")
        load_der_x509_certificate(root)
        return root

    def environment(self) -> dict[str, str]:
        """Return the settings of the functions that verify what Apple has signed."""
        root = b64encode(self.root_certificate()).decode()
        app = (self.bundle_id, str(self.app_apple_id), self.issuer_id, self.key_id)
        return dict(zip(_OF_APPLE, (*app, root, self.url, self.sandbox_url), strict=True))


class Google(_Part):
    """The app in Google Play, and who may push news of it: the account and audience of the push subscription.

    The key of the service account for the API is in the secret, as Google's file has it.
    """

    package: str = Field(pattern=r"^[A-Za-z0-9._]{1,150}$")
    push_account: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    audience: str = Field(min_length=1, max_length=300)
    url: Url = Field(default="", description="of the API; empty: Google's own")
    certs_url: Url = ""

    def environment(self) -> dict[str, str]:
        """Return the settings of the functions that take pushes and ask Google."""
        app = (self.package, self.push_account, self.audience, self.url, self.certs_url)
        return dict(zip(_OF_GOOGLE, app, strict=True))


class Stores(_Part):
    """The app stores whose subscriptions count; one that is left out is not served. `products` are plans by product."""

    products: dict[Product, str] = Field(default_factory=dict)
    apple: Apple | None = None
    google: Google | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        unknown = sorted(set(self.products.values()) - set(CATALOGUE))
        if unknown:
            raise ValueError(f"products: there is no plan {', '.join(unknown)}")
        if self.apple:
            self.apple.root_certificate()
        return self

    def require_the_stores_own(self) -> None:
        """Raise ValueError unless what verifies and answers is the stores' own: only the emulator has others."""
        if self.apple and sha256(self.apple.root_certificate()).hexdigest() != APPLE_ROOT_SHA256:
            raise ValueError("stores.apple.root: is not Apple Root CA - G3; see docs/deploying.md for its SHA-256")
        if self.apple and (self.apple.url or self.apple.sandbox_url):
            raise ValueError("stores.apple.url: only the emulator has another App Store than Apple's")
        if self.google and (self.google.url or self.google.certs_url):
            raise ValueError("stores.google.url: only the emulator has another Google than Google")

    def environment(self) -> Mapping[str, Mapping[str, str]]:
        """Return the settings of the stores by the door that needs them; of a store that is left out they are empty."""
        apple = self.apple.environment() if self.apple else dict.fromkeys(_OF_APPLE, "")
        google = self.google.environment() if self.google else dict.fromkeys(_OF_GOOGLE, "")
        products = {"STORE_PRODUCTS": json.dumps(self.products, separators=(",", ":"))}
        doors = {"google_play_webhooks": google, **dict.fromkeys(APPLE_DOORS, apple | google | products)}
        return doors | dict.fromkeys(PLAN_DOORS, products)
