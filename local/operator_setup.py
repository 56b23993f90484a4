"""What an operator sets up by hand before deploying: the secrets, and the address that mails come from."""

import json
import secrets
from typing import Any

from botocore.exceptions import ClientError

from local.emulator import Emulator
from simulators.paypal import CLIENT_ID, CLIENT_SECRET
from simulators.telnyx import API_KEY

# What each service must know of the simulators; the rest of its secret is random.
KNOWN: dict[str, dict[str, str]] = {
    "identity": {"carrier_api_key": API_KEY},
    "teams": {},
    "billing": {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET},
    "numbers": {"carrier_api_key": API_KEY},
}


def set_up(emulator: Emulator, config: dict[str, Any], of_stores: dict[str, str]) -> None:
    """Create each service's secret unless it is there, and verify the sender of mails; billing has the stores' keys."""
    names = config.get("secrets", {})
    for service, known in KNOWN.items():
        members = known | {"code_key": secrets.token_hex(32)} | (of_stores if service == "billing" else {})
        _create_secret(emulator, names.get(service, f"teamline/{service}"), members)
    sender = config["mail"]["sender"].rpartition("<")[2].rstrip(">")
    for identity in (sender, sender.rpartition("@")[2]):
        _verify_identity(emulator, identity)


def _create_secret(emulator: Emulator, name: str, members: dict[str, str]) -> None:
    """Create a secret; what is there stays, so that what was hashed with it is still understood."""
    client = emulator.client("secretsmanager")
    try:
        client.create_secret(Name=name, SecretString=json.dumps(members))
    except client.exceptions.ResourceExistsException:
        there = json.loads(client.get_secret_value(SecretId=name)["SecretString"])
        client.put_secret_value(SecretId=name, SecretString=json.dumps(members | there))


def _verify_identity(emulator: Emulator, identity: str) -> None:
    try:
        emulator.client("sesv2").create_email_identity(EmailIdentity=identity)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AlreadyExistsException":
            raise
