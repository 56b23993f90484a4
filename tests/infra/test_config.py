"""The operator's config: complete, or refused with the name of each field that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import aws_lambda as lambda_

from infra.config import Config, ConfigError, Mail, Runtime
from tests.infra.assembly import EXAMPLE


def read(tmp_path: Path, **other: Any) -> Config:
    said = json.loads(EXAMPLE.read_text()) | other
    file = tmp_path / "config.json"
    file.write_text(json.dumps({name: value for name, value in said.items() if value is not ...}))
    return Config.read(str(file))


def test_the_example_is_a_config() -> None:
    """config.example.json can be copied and filled in."""
    assert Config.read(str(EXAMPLE)).region == "us-east-1"


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("account", "12345", "account"),
        ("region", ..., "region"),
        ("portal_url", "team.example.com", "portal_url"),
        ("mail", {"sender": "no-reply"}, "mail.sender"),
        ("carrier", {}, "carrier.verify_profile_id"),
        ("served_countries", ["US", "Canada"], "served_countries.1"),
        ("limits", {"texts_per_day": 0}, "limits.texts_per_day"),
        ("api_id", "labapi", "api_id"),
        ("colour", "blue", "colour"),
        ("invoicing", {"seller": {"name": "A"}}, "invoicing.seller.address_lines"),
        ("invoicing", {"taxes": [{"country": "GB", "name": "VAT", "percent": "a lot"}]}, "invoicing.taxes.0.percent"),
    ],
)
def test_a_bad_config_names_its_field(tmp_path: Path, field: str, value: Any, named: str) -> None:
    """The message names a missing, wrong or unknown field in full."""
    with pytest.raises(ConfigError, match=rf"\n  {named}: "):
        read(tmp_path, **{field: value})


@pytest.mark.parametrize("other", ["url", "certs_url"])
def test_only_the_emulator_has_another_google(tmp_path: Path, other: str) -> None:
    """Who publishes the keys of pushes, and who answers for purchases, is Google and no setting."""
    stores = json.loads(EXAMPLE.read_text())["stores"]
    assert read(tmp_path).stores.google
    with pytest.raises(ConfigError, match=r"only the emulator has another Google"):
        read(tmp_path, stores=stores | {"google": stores["google"] | {other: "https://google.example/x"}})


def test_a_store_is_left_out_or_named_in_full(tmp_path: Path) -> None:
    """Without stores there are no settings for them; a store without who pushes its news is refused."""
    assert not any(read(tmp_path, stores={}).stores.environment()["google_play_webhooks"].values())
    with pytest.raises(ConfigError, match=r"stores\.google\.push_account"):
        read(tmp_path, stores={"google": {"package": "com.example.phone", "audience": "x"}})


def test_a_key_that_replaces_another_is_accepted_beside_it(tmp_path: Path) -> None:
    """While the carrier changes its key, webhooks of either are accepted; a key of another form is refused."""
    carrier = json.loads(EXAMPLE.read_text())["carrier"]
    key, following = carrier["public_key"], "POejWQHUeUXhkapyCuDbOcaWFDWA+b4fN1pVSkKVpF4="
    assert read(tmp_path).carrier.public_keys == key
    assert read(tmp_path, carrier=carrier | {"next_public_key": following}).carrier.public_keys == f"{key},{following}"
    with pytest.raises(ConfigError, match=r"carrier\.next_public_key"):
        read(tmp_path, carrier=carrier | {"next_public_key": "none"})


def test_a_config_without_a_seller_has_no_invoices_and_no_taxes(tmp_path: Path) -> None:
    """Taxes without a seller are refused, and so is a table that does not fit into a function's settings."""
    assert read(tmp_path, invoicing={}).invoicing.environment() == {"SELLER": "", "TAX_RATES": ""}
    vat = {"country": "GB", "name": "VAT", "percent": "20"}
    with pytest.raises(ConfigError, match="taxes: set the seller as well"):
        read(tmp_path, invoicing={"taxes": [vat]})
    seller = json.loads(EXAMPLE.read_text())["invoicing"]["seller"]
    assert read(tmp_path, invoicing={"seller": seller, "taxes": [vat] * 51}).invoicing.taxes
    with pytest.raises(ConfigError, match="longer than 2500 characters"):
        read(tmp_path, invoicing={"seller": seller, "taxes": [vat] * 200})


def test_a_real_account_talks_https_only(tmp_path: Path) -> None:
    """Tokens, cards and numbers never travel in the clear."""
    with pytest.raises(ConfigError, match=r"only the emulator may use http: http://team\.example\.com"):
        read(tmp_path, portal_url="http://team.example.com")
    assert read(tmp_path, portal_url="http://localhost:8080", emulated=True).emulated


def test_a_reaction_is_not_tried_again_while_it_may_still_run(tmp_path: Path) -> None:
    """On AWS a text is not sent twice because its first sending took long."""
    with pytest.raises(ConfigError, match="redelivery_seconds: a reaction may run for 120"):
        read(tmp_path, redelivery_seconds=5)
    assert read(tmp_path, redelivery_seconds=5, emulated=True).redelivery_seconds == 5


def test_no_config_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    """Neither a forgotten option nor a missing file ends in a stack trace."""
    with pytest.raises(ConfigError, match="-c config=FILE"):
        Config.read(None)
    with pytest.raises(ConfigError, match="No such file"):
        Config.read(str(tmp_path / "nowhere.json"))


def test_mails_go_out_under_the_senders_domain_unless_configured() -> None:
    """The SES identity is the sender's domain, or the one that the operator names."""
    assert Mail(sender="Teamline <no-reply@mail.example.com>").verified == "mail.example.com"
    assert Mail(sender="no-reply@example.com", identity="no-reply@example.com").verified == "no-reply@example.com"


def test_functions_run_on_the_newest_python_that_lambda_offers() -> None:
    """The default runtime is the newest that the CDK knows."""
    known = [int(name.rpartition("_")[2]) for name in dir(lambda_.Runtime) if name.startswith("PYTHON_3_")]
    assert Runtime().python == f"3.{max(known)}"


def test_the_portals_address_is_the_domain_that_it_has(tmp_path: Path) -> None:
    """Links in mails lead to where the portal is; the CDN takes certificates of us-east-1 only."""
    with pytest.raises(ConfigError, match=r"portal_url: people open the portal at https://team\.example\.com"):
        read(tmp_path, portal_url="https://other.example.com")
    arn = "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-4000-8000-000000000000"
    with pytest.raises(ConfigError, match=r"portal\.certificate_arn"):
        read(tmp_path, portal={"domain": "team.example.com", "certificate_arn": arn})
    assert read(tmp_path, portal=..., portal_url="https://d111111abcdef8.cloudfront.net").portal is None
