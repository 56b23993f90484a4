"""The operator's config: one JSON file with names, links, limits and the names of secrets."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from infra.accounting import Accounting
from infra.invoicing import Invoicing
from infra.stores import Stores
from services.billing.domain.limits import NEW_WALLET_USD

Url = Annotated[str, Field(pattern=r"^https?://[^\s/]+(/[^\s]*)?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Limit = Annotated[int, Field(ge=1)]
SecretName = Annotated[str, Field(pattern=r"^[A-Za-z0-9/_+=.@-]{1,200}$")]

REACTION_SECONDS = 120  # how long a batch of reactions may run: ten, and each may wait for a provider
_NEWEST_PYTHON = "3.14"  # that Lambda offers; `tests/infra` holds it against the CDK's own list


class ConfigError(Exception):
    """The config cannot be used; the message names each wrong field."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Runtime(_Part):
    """The Python version and architecture of the functions, for Lambda and for the wheels in the layer."""

    python: str = Field(default=_NEWEST_PYTHON, pattern=r"^3\.\d+$")
    architecture: Literal["arm64", "x86_64"] = "arm64"
    wheels: str = Field(default="", description="uv's --python-platform; empty: that of Lambda's architecture")

    @property
    def platform(self) -> str:
        """Return the platform of the layer's wheels, as uv names it."""
        machine = {"arm64": "aarch64", "x86_64": "x86_64"}[self.architecture]
        return self.wheels or f"{machine}-manylinux_2_28"


class Mail(_Part):
    """The sender of mails: an address of an identity that SES has verified."""

    sender: str = Field(pattern=r"^([^<>]+ <)?[^\s<>@]+@[^\s<>@]+\.[a-z]+>?$")
    identity: str = Field(default="", description="the verified address or domain; empty: the sender's domain")

    @property
    def verified(self) -> str:
        """Return the SES identity that mails are sent under."""
        return self.identity or self.sender.rpartition("@")[2].rstrip(">")


class AppLinks(_Part):
    """The link that the phone app is downloaded from, and the link that opens it with a transfer code."""

    download: Url
    open: str = Field(pattern=r"^[a-z][a-z0-9+.-]*://\S+$")


class Carrier(_Part):
    """The carrier that looks up lines, calls phones and sells numbers; `public_key` verifies its webhooks.

    While the carrier replaces its key by another, `next_public_key` is that one: webhooks of either are accepted.
    """

    url: Url = "https://api.telnyx.com/v2"
    verify_profile_id: str = Field(min_length=1)
    messaging_profile_id: str = Field(default="", description="the profile that numbers send texts with")
    credential_connection_id: str = Field(default="", description="the connection that apps register with")
    connection_id: str = Field(default="", description="the voice application that calls of numbers go to")
    sip_domain: str = Field(default="sip.telnyx.com", pattern=r"^[a-z0-9.-]+$", description="where apps are rung")
    public_key: str = Field(pattern=r"^[A-Za-z0-9+/]{43}=$", description="base64 of its 32 bytes, from its portal")
    next_public_key: str = Field(default="", pattern=r"^([A-Za-z0-9+/]{43}=)?$", description="which replaces it soon")

    @property
    def public_keys(self) -> str:
        """Return the keys that webhooks are verified with, separated by a comma."""
        return ",".join(filter(None, (self.public_key, self.next_public_key)))


class PayPal(_Part):
    """The operator's PayPal app, and the hosts and roots of the certificates that verify its webhooks."""

    url: Url = "https://api-m.paypal.com"
    webhook_id: str = Field(min_length=1)
    certificate_hosts: tuple[str, ...] = Field(default=("api.paypal.com", "api-m.paypal.com"), min_length=1)
    roots: str = Field(default="", description="PEM of further trusted roots; empty: those of the system")


class Limits(_Part):
    """The limits on cost and abuse."""

    texts_per_day: Limit = 10_000
    texts_per_country_day: Limit = 5_000
    signups_per_number_hour: Limit = 5
    signups_per_address_hour: Limit = 20
    invitations_per_team_day: Limit = 200
    invitation_pause_seconds: Limit = 60
    invitations_per_recipient_hour: Limit = 5
    invitations_per_recipient_day: Limit = 10
    new_wallet_usd: Limit = NEW_WALLET_USD
    requests_per_second: Limit = 500
    requests_at_once: Limit = 1_000
    callers_per_address: Limit = Field(
        default=1, description="multiplies what one address may do; more than 1 where your users share a gateway"
    )


class PortalDomain(_Part):
    """The operator's own domain for portal and API, and its certificate, which CloudFront needs in us-east-1."""

    domain: str = Field(pattern=r"^([a-z0-9-]+\.)+[a-z]+$")
    certificate_arn: str = Field(pattern=r"^arn:aws:acm:us-east-1:\d{12}:certificate/[0-9a-f-]{36}$")


class Secrets(_Part):
    """The names of existing secrets in Secrets Manager, one of each service; each is a JSON object."""

    identity: SecretName = "teamline/identity"
    teams: SecretName = "teamline/teams"
    billing: SecretName = "teamline/billing"
    numbers: SecretName = "teamline/numbers"


class Config(_Part):
    """Every setting that differs between two installations of Teamline."""

    name: str = Field(default="teamline", pattern=r"^[a-z][a-z0-9-]{1,30}$", description="the stacks' prefix")
    account: str = Field(pattern=r"^\d{12}$")
    region: str = Field(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")
    portal_url: Url
    portal: PortalDomain | None = Field(default=None, description="none: the CDN's own domain; set portal_url to it")
    mail: Mail
    app: AppLinks
    carrier: Carrier
    paypal: PayPal
    invoicing: Invoicing = Invoicing()
    accounting: Accounting = Accounting()
    stores: Stores = Stores()
    served_countries: tuple[Country, ...] = Field(default=("US", "CA"), min_length=1)
    limits: Limits = Limits()
    secrets: Secrets = Secrets()
    alarm_email: str = Field(default="", description="the address that alarms are mailed to; empty: none")
    data_lake: bool = Field(default=False, description="keep usage as Parquet in S3 besides, with queries in Athena")
    own_table_keys: bool = Field(default=False, description="encrypt each table under a key of its own")
    disposable: bool = Field(default=False, description="no protection: destroying the stacks destroys the data")
    emulated: bool = Field(default=False, description="deployed to the emulator, which lacks some features")
    api_id: str = Field(default="", pattern=r"^([0-9a-f]{8})?$", description="pins the API's id on the emulator")
    webhooks_to_loopback: bool = Field(default=False, description="endpoints may be on this computer, without TLS")
    redelivery_seconds: int = Field(default=360, ge=1, le=43_200, description="until a failed reaction is retried")
    snap_start: bool = Field(default=True, description="start what users wait for from a snapshot; costs by the GB")
    runtime: Runtime = Runtime()

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.emulated:
            return self
        self.stores.require_the_stores_own()
        clear = [url for url in (self.portal_url, self.carrier.url, self.paypal.url) if url.startswith("http:")]
        if clear:
            raise ValueError(f"only the emulator may use http: {', '.join(clear)}")
        if self.webhooks_to_loopback:
            raise ValueError("webhooks_to_loopback: only the emulator sends webhooks to the computer itself")
        if self.portal and self.portal_url.rstrip("/") != f"https://{self.portal.domain}":
            raise ValueError(f"portal_url: people open the portal at https://{self.portal.domain}")
        if self.redelivery_seconds < REACTION_SECONDS:
            raise ValueError(
                f"redelivery_seconds: a reaction may run for {REACTION_SECONDS}, and is not tried meanwhile"
            )
        return self

    @classmethod
    def read(cls, file: str | None) -> Self:
        """Return the config in a file. Raise ConfigError, whose message says what to do."""
        if not file:
            raise ConfigError("which config? cdk ... -c config=FILE (config.example.json shows one)")
        try:
            return cls.model_validate_json(Path(file).read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(f"{file}: {error.strerror}") from error
        except ValidationError as error:
            wrong = [f"  {_place(fault['loc'])}: {fault['msg']}" for fault in error.errors()]
            raise ConfigError("\n".join([f"{file} cannot be used:", *wrong])) from error


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "the whole"
