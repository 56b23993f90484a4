"""The place that is about to be launched: its config, its account at AWS, its secrets, its providers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from infra.config import Config, Secrets
from kernel.providers.transport import Provider, Transport

# The members of each service's secret, without those of the app stores (docs/deploying.md).
MEMBERS: Mapping[str, tuple[str, ...]] = {
    "identity": ("carrier_api_key", "code_key"),
    "teams": ("code_key",),
    "billing": ("paypal_client_id", "paypal_client_secret"),
    "numbers": ("carrier_api_key", "code_key"),
}


@dataclass(frozen=True)
class Site:
    """One installation, before it is deployed. Secrets are read once, by their names in the config."""

    config: Config
    client: Callable[..., Any]  # of a service of AWS in a region, as a session of boto3 makes them

    def aws(self, service: str, region: str = "") -> Any:
        """Return the client of a service of AWS, in the config's region unless another is named."""
        return self.client(service, region_name=region or self.config.region)

    @cached_property
    def secrets(self) -> dict[str, dict[str, Any]]:
        """Return the JSON of each service's secret; empty where it is no JSON object. Raises ClientError."""
        client, names = self.aws("secretsmanager"), self.config.secrets
        return {
            service: _read_object(client.get_secret_value(SecretId=getattr(names, service)).get("SecretString", ""))
            for service in Secrets.model_fields
        }

    @cached_property
    def carrier(self) -> Provider:
        """Return the carrier's API, signed in with the key of numbers."""
        key = self.secrets["numbers"].get("carrier_api_key", "")
        return Provider("carrier", self.config.carrier.url, {"authorization": f"Bearer {key}"})

    @cached_property
    def paypal(self) -> Transport:
        """Return the connection to PayPal."""
        return Transport("paypal", self.config.paypal.url)

    @cached_property
    def paypal_token(self) -> str | None:
        """Return the access token of the merchant's app; None if PayPal gives none. Raises ProviderDownError."""
        billing = self.secrets["billing"]
        client = (str(billing.get("paypal_client_id", "")), str(billing.get("paypal_client_secret", "")))
        reply = self.paypal.send("POST", "/v1/oauth2/token", auth=client, data={"grant_type": "client_credentials"})
        token = (reply.body or {}).get("access_token")
        return token if reply.status == 200 and isinstance(token, str) else None

    def address_of(self, path: str) -> str:
        """Return the address that a provider has to send its webhooks to."""
        return self.config.portal_url.rstrip("/") + path


def _read_object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
