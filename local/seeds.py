"""What an operator sets up by hand before deploying: the secrets, and the address that mails come from."""

import json
import secrets
from typing import Any

from botocore.exceptions import ClientError

from local.emulator import Emulator
from simulators.paypal import CLIENT_ID, CLIENT_SECRET
from simulators.telnyx import API_KEY

# What each service must know of the simulators; the rest of its secret is made by chance.
KNOWN: dict[str, dict[str, str]] = {
    "identity": {"carrier_api_key": API_KEY},
    "teams": {},
    "billing": {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET},
    "numbers": {"carrier_api_key": API_KEY},
}


def plant(emulator: Emulator, config: dict[str, Any]) -> None:
    """Make the secrets unless they are there, and verify the sender."""
    names = config.get("secrets", {})
    for service, known in KNOWN.items():
        _keep(emulator, names.get(service, f"teamline/{service}"), known | {"code_key": secrets.token_hex(32)})
    sender = config["mail"]["sender"].rpartition("<")[2].rstrip(">")
    for identity in (sender, sender.rpartition("@")[2]):
        _verify(emulator, identity)


def _keep(emulator: Emulator, name: str, members: dict[str, str]) -> None:
    """Make a secret; one that is there stays, so that what was hashed with it is still understood."""
    client = emulator.client("secretsmanager")
    try:
        client.create_secret(Name=name, SecretString=json.dumps(members))
    except client.exceptions.ResourceExistsException:
        return


def _verify(emulator: Emulator, identity: str) -> None:
    try:
        emulator.client("sesv2").create_email_identity(EmailIdentity=identity)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AlreadyExistsException":
            raise
