"""The preflight says of each gate whether it is open, and otherwise whom to ask; it calls nothing open unread."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from infra.config import Config
from infra.preflight import aws, carrier, paypal, stores
from infra.preflight.__main__ import main, report
from infra.preflight.gate import Check, Gate, State, look_at
from infra.preflight.gates import GATES
from infra.preflight.site import MEMBERS, Site
from services.billing.paypal.event_reader import EVENT_TYPES
from simulators.apple.settings import APP_APPLE_ID, BUNDLE_ID, ISSUER_ID, KEY_ID
from simulators.google.settings import settings as google_settings
from simulators.paypal import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID
from simulators.telnyx import API_KEY
from simulators.telnyx.application import CONNECTION_ID
from simulators.telnyx.settings import VERIFY_PROFILE_ID
from tests.app_store import RunningAppStore
from tests.carrier import RunningCarrier
from tests.google_play import RunningGooglePlay
from tests.infra.assembly import EXAMPLE
from tests.paypal import RunningPayPal

_SECRETS = {
    "identity": {"carrier_api_key": API_KEY, "code_key": "k" * 32},
    "teams": {"code_key": "t" * 32},
    "billing": {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET},
    "numbers": {"carrier_api_key": API_KEY, "code_key": "n" * 32},
}
_CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000"
_GOOD: dict[str, list[tuple[str, Any]]] = {
    "sesv2": [("get_account", {"ProductionAccessEnabled": True, "SendingEnabled": True})],
    "sns": [
        ("get_sms_sandbox_account_status", {"IsInSandbox": False}),
        ("get_sms_attributes", {"attributes": {"MonthlySpendLimit": "3000"}}),
    ],
    "pinpoint-sms-voice-v2": [("describe_phone_numbers", {"PhoneNumbers": []})],
    "lambda": [("get_account_settings", {"AccountLimit": {"ConcurrentExecutions": 1000}})],
    "ssm": [("get_parameter", {"Parameter": {"Value": "21"}})],
    "acm": [("describe_certificate", {"Certificate": {"Status": "ISSUED", "DomainName": "team.example.com"}})],
}


@dataclass
class Account:
    """An account at AWS that answers what a test has set, in the shapes of AWS's own models, and nothing else."""

    answers: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    secrets: dict[str, Any] = field(default_factory=lambda: dict(_SECRETS))

    def client(self, service_name: str, *, region_name: str) -> Any:
        """Return a client that answers."""
        client = boto3.client(  # type: ignore[call-overload]
            service_name, region_name=region_name, aws_access_key_id="x", aws_secret_access_key="x"
        )
        stub = Stubber(client)
        secrets = [("get_secret_value", {"SecretString": json.dumps(it)}) for it in self.secrets.values()]
        for operation, answer in secrets if service_name == "secretsmanager" else self.answers.get(service_name, ()):
            if isinstance(answer, str):
                stub.add_client_error(operation, answer)
            else:
                stub.add_response(operation, answer)
        stub.activate()
        return client


def _config(**other: Any) -> Config:
    return Config.model_validate(json.loads(EXAMPLE.read_text()) | {"emulated": True} | other)


def _faults(check: Check, account: Account, **other: Any) -> list[str]:
    return list(check(Site(_config(**other), account.client)))


@pytest.mark.parametrize(
    ("check", "service", "answers", "said"),
    [
        (aws.check_mail_access, "sesv2", [("get_account", {"SendingEnabled": True})], ["SES is in its sandbox"]),
        (
            aws.check_mail_access,
            "sesv2",
            [
                (
                    "get_account",
                    {"ProductionAccessEnabled": True, "SendingEnabled": False, "EnforcementStatus": "SHUTDOWN"},
                )
            ],
            ["SES has paused", "SHUTDOWN"],
        ),
        (aws.check_mail_access, "sesv2", _GOOD["sesv2"], []),
        (aws.check_sender, "sesv2", [("get_email_identity", "NotFoundException")], ["SES does not know example.com"]),
        (
            aws.check_sender,
            "sesv2",
            [("get_email_identity", {"VerifiedForSendingStatus": False, "DkimAttributes": {"Status": "PENDING"}})],
            ["has not verified example.com", "not signed"],
        ),
        (
            aws.check_sender,
            "sesv2",
            [("get_email_identity", {"VerifiedForSendingStatus": True, "DkimAttributes": {"Status": "SUCCESS"}})],
            [],
        ),
        (
            aws.check_text_access,
            "sns",
            [("get_sms_sandbox_account_status", {"IsInSandbox": True}), ("get_sms_attributes", {"attributes": {}})],
            ["SMS sandbox", "at most 1 USD a month"],
        ),
        (aws.check_text_access, "sns", _GOOD["sns"], []),
        (aws.check_text_number, "pinpoint-sms-voice-v2", _GOOD["pinpoint-sms-voice-v2"], ["No active number"]),
        (aws.check_functions_at_once, "lambda", _GOOD["lambda"], []),
        (
            aws.check_functions_at_once,
            "lambda",
            [("get_account_settings", {"AccountLimit": {"ConcurrentExecutions": 10}})],
            ["at most 10 functions at once"],
        ),
        (aws.check_bootstrap, "ssm", [("get_parameter", "ParameterNotFound")], ["not bootstrapped"]),
        (aws.check_bootstrap, "ssm", [("get_parameter", {"Parameter": {"Value": "6"}})], ["of version 6"]),
        (aws.check_bootstrap, "ssm", _GOOD["ssm"], []),
        (aws.check_certificate, "acm", [("describe_certificate", "ResourceNotFoundException")], ["There is no cert"]),
        (
            aws.check_certificate,
            "acm",
            [("describe_certificate", {"Certificate": {"Status": "EXPIRED", "DomainName": "*.example.org"}})],
            ["is EXPIRED", "is not for team.example.com"],
        ),
        (
            aws.check_certificate,
            "acm",
            [("describe_certificate", {"Certificate": {"Status": "ISSUED", "DomainName": "*.example.com"}})],
            [],
        ),
    ],
)
def test_what_aws_has_not_granted_is_said(check: Check, service: str, answers: Any, said: list[str]) -> None:
    """A sandbox, an unverified sender, a low limit, a wrong certificate: one sentence each, and none if all is well."""
    found = _faults(check, Account({service: answers}))
    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))


def test_each_missing_member_of_a_secret_is_named() -> None:
    """Members of the stores count only if the config has the store."""
    account = Account(secrets=_SECRETS | {"teams": {}, "billing": "no object"})
    assert _faults(aws.check_secrets, account) == [
        "The secret teamline/teams has no member code_key.",
        "The secret teamline/billing has no member paypal_client_id.",
        "The secret teamline/billing has no member paypal_client_secret.",
        "The secret teamline/billing has no member google_service_account.",
    ]
    assert _faults(aws.check_secrets, Account(), stores={}) == []


def test_the_members_are_those_that_the_code_reads() -> None:
    """What a service reads of its secret, and the stores' besides, is what the preflight looks for."""
    read: dict[str, set[str]] = {service: set() for service in MEMBERS}
    for service, names in read.items():
        for path in (EXAMPLE.parent / "services" / service).rglob("*.py"):
            names |= set(re.findall(r"""\bsecret\(["'](\w+)["']\)""", path.read_text()))
    of_stores = {"app_store_key", "google_service_account"}
    assert read == {service: {*members, *(of_stores & read[service])} for service, members in MEMBERS.items()}
    assert of_stores <= read["billing"]


def _at_carrier(it: RunningCarrier, **other: str) -> dict[str, Any]:
    given = json.loads(EXAMPLE.read_text())["carrier"]
    ids = {"verify_profile_id": VERIFY_PROFILE_ID, "connection_id": CONNECTION_ID}
    return {"carrier": given | {"url": it.url} | ids | other, "portal_url": it.origin}


def test_the_carrier_is_set_up(at_carrier: RunningCarrier) -> None:
    """What docs/deploying.md asks for is open, at an account that has credit."""
    site = _at_carrier(at_carrier)
    for check in (carrier.check_balance, carrier.check_voice_application, carrier.check_verify_profile):
        assert _faults(check, Account(), **site) == []


@pytest.mark.parametrize(
    ("check", "settings", "said"),
    [
        (carrier.check_balance, {"balance": {"available_credit": "3.10"}}, "has 3.10 USD left"),
        (
            carrier.check_voice_application,
            {"call_control_applications": {"webhook_api_version": "1"}},
            "webhook_api_version of the voice application is '1'",
        ),
        (
            carrier.check_voice_application,
            {"call_control_applications": {"webhook_event_url": "https://example.com"}},
            "webhook_event_url",
        ),
        (
            carrier.check_voice_application,
            {"call_control_applications": {"webhook_event_failover_url": "https://example.com"}},
            "has to be empty",
        ),
        (carrier.check_voice_application, {"call_control_applications": {"outbound": {}}}, "no outbound profile"),
        (carrier.check_voice_application, {"call_control_applications": None}, "no voice application of this id"),
        (
            carrier.check_voice_application,
            {"outbound_voice_profiles": {"daily_spend_limit_enabled": False}},
            "no daily_spend_limit",
        ),
        (
            carrier.check_voice_application,
            {"outbound_voice_profiles": {"max_destination_rate": None}},
            "premium numbers",
        ),
        (carrier.check_voice_application, {"outbound_voice_profiles": {"enabled": False}}, "switched off"),
        (carrier.check_verify_profile, {"verify_profiles": None}, "no verify profile of this id"),
    ],
)
def test_a_setting_of_the_carrier_that_does_not_fit_is_named(
    at_carrier: RunningCarrier, check: Check, settings: dict[str, Any], said: str
) -> None:
    """Each default of the carrier that would lose calls, costs or money is found, by its name."""
    at_carrier.requests_for("settings", **settings)
    (found,) = _faults(check, Account(), **_at_carrier(at_carrier))
    assert said in found


def test_countries_that_are_sold_can_be_called(at_carrier: RunningCarrier) -> None:
    """The carrier's own default, the United States and Canada, lacks what the rate deck sells."""
    at_carrier.requests_for("settings", outbound_voice_profiles={"whitelisted_destinations": ["US", "CA"]})
    (found,) = _faults(carrier.check_voice_application, Account(), **_at_carrier(at_carrier))
    assert "GB" in found
    assert "US" not in found.split("which")[0].replace("CA", "")


def _at_paypal(it: RunningPayPal, **other: str) -> dict[str, Any]:
    return {"paypal": {"url": it.url, "webhook_id": WEBHOOK_ID} | other, "portal_url": it.origin}


def test_the_merchants_app_is_ready(at_paypal: RunningPayPal) -> None:
    """An app with its features and its webhook is open."""
    checks = (paypal.check_credentials, paypal.check_vaulting, paypal.check_transaction_search, paypal.check_webhook)
    assert [fault for check in checks for fault in _faults(check, Account(), **_at_paypal(at_paypal))] == []


@pytest.mark.parametrize(
    ("check", "app", "said"),
    [
        (paypal.check_vaulting, {"without": ["/v3/vault"]}, "has not approved this app to save wallets"),
        (paypal.check_transaction_search, {"without": ["/v1/reporting"]}, "lacks the feature Transaction Search"),
        (paypal.check_webhook, {"webhook": {"url": "https://example.com"}}, "has to go to"),
        (
            paypal.check_webhook,
            {"webhook": {"event_types": [{"name": it} for it in EVENT_TYPES[1:]]}},
            f"does not send {EVENT_TYPES[0]}.",
        ),
        (paypal.check_webhook, {"webhook": {"id": "ANOTHER"}}, "no webhook of this id"),
    ],
)
def test_what_paypal_has_not_granted_is_said(
    at_paypal: RunningPayPal, check: Check, app: dict[str, Any], said: str
) -> None:
    """A missing feature, and each event that we wait for and the webhook does not send."""
    at_paypal.control("app", **app)
    (found,) = _faults(check, Account(), **_at_paypal(at_paypal))
    assert said in found


def test_wrong_keys_are_closed_once_and_unknown_behind(at_paypal: RunningPayPal, at_carrier: RunningCarrier) -> None:
    """The gate of the key is closed; what needs it is unknown, never open."""
    account = Account(secrets=_SECRETS | {"billing": {"paypal_client_id": "x"}, "numbers": {"carrier_api_key": "x"}})
    site = Site(_config(**_at_paypal(at_paypal) | {"carrier": _at_carrier(at_carrier)["carrier"]}), account.client)
    states = {
        check: look_at(_gate(check), site).state
        for check in (paypal.check_credentials, paypal.check_vaulting, paypal.check_webhook, carrier.check_balance)
    }
    assert list(states.values()) == [State.CLOSED, State.UNREADABLE, State.UNREADABLE, State.UNREADABLE]


def test_the_stores_let_us_in(at_apple: RunningAppStore, at_google: RunningGooglePlay, tmp_path: Path) -> None:
    """A key that a store refuses, or that is no key, is closed; a store that the config lacks is not asked."""
    root = tmp_path / "root.cer"
    root.write_bytes(at_apple.simulator.root.der)
    apple = {"bundle_id": BUNDLE_ID, "app_apple_id": APP_APPLE_ID, "issuer_id": ISSUER_ID, "key_id": KEY_ID}
    given = google_settings(at_google.origin)
    google = {"package": given["package"], "push_account": "a@b", "audience": "x", "url": given["url"]}
    served = {"stores": {"apple": apple | {"root": str(root), "url": at_apple.url}, "google": google}}
    keys = _SECRETS["billing"] | at_apple.secrets | at_google.secrets
    for check in (stores.check_apple, stores.check_google):
        assert _faults(check, Account(secrets=_SECRETS | {"billing": keys}), **served) == []
        assert len(_faults(check, Account(), **served)) == 1
        assert _faults(check, Account(), stores={}) == []


def test_a_gate_that_does_not_answer_is_unknown() -> None:
    """No rights, no network: the gate is unknown, with the reason."""
    account = Account({"sesv2": [("get_account", "AccessDeniedException")]})
    found = look_at(_gate(aws.check_mail_access), Site(_config(), account.client))
    assert (found.state, len(found.faults)) == (State.UNREADABLE, 1)
    assert "AccessDenied" in found.faults[0]


def _report_of(check: Check | None) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patched: patched.setattr("infra.preflight.__main__.GATES", {"AWS": (_gate(check),)})


@pytest.mark.parametrize(
    ("check", "code", "printed"),
    [
        (None, 0, "by hand a gate"),
        (aws.check_functions_at_once, 0, "ok      a gate"),
        (aws.check_bootstrap, 1, "CLOSED  a gate"),
        (aws.check_mail_access, 1, "UNKNOWN a gate"),
    ],
)
def test_the_command_ends_with_an_error_until_all_is_open(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, check: Check | None, code: int, printed: str
) -> None:
    """It names whom to ask for each gate that is not open; what only people know does not stop it."""
    _report_of(check)(monkeypatch)
    account = Account(
        {
            "lambda": _GOOD["lambda"],
            "ssm": [("get_parameter", "ParameterNotFound")],
            "sesv2": [("get_account", "AccessDeniedException")],
        }
    )
    assert report(Site(_config(), account.client)) == code
    shown = capsys.readouterr().out
    assert printed in shown
    assert ("Ask them; soon. Without it: nothing." in shown) == (not printed.startswith("ok"))


def test_a_config_that_cannot_be_used_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A wrong or missing config ends the command before anything is asked."""
    assert main(["--config", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_every_check_has_its_gate() -> None:
    """A check that no gate uses would never run; names of gates are different."""
    gates = [gate for part in GATES.values() for gate in part]
    used = {gate.check for gate in gates if gate.check}
    made = {
        it
        for module in (aws, carrier, paypal, stores)
        for name, it in vars(module).items()
        if name.startswith("check_")
    }
    assert used == made
    assert len({gate.name for gate in gates}) == len(gates)


def _gate(check: Check | None) -> Gate:
    return Gate("a gate", "them", "soon", "nothing", check)
