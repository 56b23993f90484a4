"""Passkeys: a browser's signature as second factor, and what a thief could send in its place (I11)."""

from typing import Any

import cbor2
import pytest

from tests.in_process import Reply
from tests.services.identity.harness import BOB, Harness, Person
from tests.services.identity.races import run_before_writes
from tests.services.identity.software_passkey import SoftwarePasskey


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return Ann, who has an account."""
    return harness.person()


@pytest.fixture
def passkey(harness: Harness, ann: Person) -> SoftwarePasskey:
    """Return a passkey of Ann's account."""
    passkey = SoftwarePasskey()
    reply = _add(harness, ann, passkey)
    assert reply.status == 201, reply
    return passkey


def _add(harness: Harness, person: Person, passkey: SoftwarePasskey) -> Reply:
    setup = harness.request_as(person, "POST /v1/factors/options", {"kind": "passkey"}).body
    given = {"setup_id": setup["setup_id"], "credential": passkey.create(setup["passkey"]), "label": "My laptop"}
    return harness.request_as(person, "POST /v1/factors", given)


def _options(harness: Harness) -> tuple[str, dict[str, Any]]:
    challenge = harness.begin_sign_in()
    reply = harness.request("POST /v1/sessions/second-factor/options", {"challenge": challenge})
    assert reply.status == 200, reply
    return challenge, reply.body["passkey"]


def _sign_in(harness: Harness, passkey: SoftwarePasskey) -> Reply:
    challenge, options = _options(harness)
    return harness.confirm(challenge, "passkey", credential=passkey.get(options))


def test_a_passkey_completes_a_sign_in(harness: Harness, ann: Person, passkey: SoftwarePasskey) -> None:
    """The options name the passkey and the portal's host; its signature opens the session."""
    _, options = _options(harness)
    assert options["rpId"] == passkey.host
    assert len(options["allowCredentials"]) == 1
    assert _sign_in(harness, passkey).status == 201
    listed = harness.request_as(ann, "GET /v1/factors").body["items"]
    assert [(each["kind"], each["label"]) for each in listed] == [("passkey", "My laptop")]
    assert listed[0]["last_used_at"]


def test_a_signature_is_used_once(harness: Harness, passkey: SoftwarePasskey) -> None:
    """A recorded signature opens nothing: neither for its own challenge nor for another (replay)."""
    challenge, options = _options(harness)
    signed = passkey.get(options)
    assert harness.confirm(challenge, "passkey", credential=signed).status == 201
    assert harness.confirm(challenge, "passkey", credential=signed).body["code"] == "proof_expired"
    another, _ = _options(harness)
    assert harness.confirm(another, "passkey", credential=signed).body["code"] == "wrong_proof"


def test_of_two_uses_of_a_signature_at_once_one_succeeds(harness: Harness, passkey: SoftwarePasskey) -> None:
    """Its challenge is consumed in the transaction that starts the session."""
    challenge, options = _options(harness)
    signed, met = passkey.get(options), []
    with run_before_writes(lambda: met.append(harness.confirm(challenge, "passkey", credential=signed).status)):
        late = harness.confirm(challenge, "passkey", credential=signed)
    assert (met, late.body["code"]) == ([201], "proof_expired")


@pytest.mark.parametrize(
    "origin", ["https://portal.teamline.example.evil.example", "http://portal.teamline.example", "https://evil.example"]
)
def test_a_signature_for_another_origin_is_refused(harness: Harness, passkey: SoftwarePasskey, origin: str) -> None:
    """A phishing site that passes our options on gets a signature that names it (I11)."""
    passkey.origin = origin
    assert _sign_in(harness, passkey).body["code"] == "wrong_proof"


def test_a_signature_for_another_host_is_refused(harness: Harness, passkey: SoftwarePasskey) -> None:
    """The hash of the host is in what is signed."""
    passkey.host = "evil.example"
    assert _sign_in(harness, passkey).body["code"] == "wrong_proof"


def test_a_copied_passkey_is_noticed(harness: Harness, passkey: SoftwarePasskey) -> None:
    """A count of signatures that does not grow comes from a copy."""
    passkey.signatures = 5
    assert _sign_in(harness, passkey).status == 201
    passkey.signatures = 3
    assert _sign_in(harness, passkey).body["code"] == "wrong_proof"


def test_another_passkey_is_refused(harness: Harness, passkey: SoftwarePasskey) -> None:
    """One that is not of this account, and one that only claims its id."""
    assert _sign_in(harness, SoftwarePasskey()).body["code"] == "wrong_proof"
    assert _sign_in(harness, SoftwarePasskey(id=passkey.id)).body["code"] == "wrong_proof"


def test_the_passkey_of_one_account_opens_no_other(harness: Harness, passkey: SoftwarePasskey) -> None:
    """A challenge of Ann's sign-in that Bob's passkey signs is refused."""
    bob, of_bob = harness.person(BOB, email="bob@example.com"), SoftwarePasskey()
    assert _add(harness, bob, of_bob).status == 201
    challenge, options = _options(harness)
    assert harness.confirm(challenge, "passkey", credential=of_bob.get(options)).body["code"] == "wrong_proof"


@pytest.mark.parametrize(
    "change", [{}, {"id": 7}, {"response": {}}, {"type": "other"}, {"response": {"signature": ""}}]
)
def test_a_malformed_credential_is_a_wrong_proof(
    harness: Harness, passkey: SoftwarePasskey, change: dict[str, Any]
) -> None:
    """Whatever is sent as a credential, the answer is a problem of ours."""
    challenge, options = _options(harness)
    credential = passkey.get(options) | change if change else {}
    assert harness.confirm(challenge, "passkey", credential=credential).body["code"] == "wrong_proof"


def test_a_registration_for_another_challenge_or_origin_is_refused(harness: Harness, ann: Person) -> None:
    """A credential is added only for the setup that asked for it, at the portal."""
    setups = [harness.request_as(ann, "POST /v1/factors/options", {"kind": "passkey"}).body for _ in range(2)]
    other = SoftwarePasskey().create(setups[0]["passkey"])
    elsewhere = SoftwarePasskey(origin="https://evil.example").create(setups[1]["passkey"])
    for credential in (other, elsewhere, {}, {"id": "x"}):
        given = {"setup_id": setups[1]["setup_id"], "credential": credential}
        assert harness.request_as(ann, "POST /v1/factors", given).body["code"] == "wrong_proof"


@pytest.mark.parametrize("key", [[1], 5, {1: 2}, {}], ids=str)
def test_a_malformed_key_is_a_wrong_proof(harness: Harness, ann: Person, key: Any) -> None:
    """What no authenticator makes is refused like any wrong proof: it is no fault of ours (E3)."""

    class Broken(SoftwarePasskey):
        def _public_key(self) -> bytes:
            return cbor2.dumps(key)

    reply = _add(harness, ann, Broken())
    assert (reply.status, reply.body["code"]) == (422, "wrong_proof")


def test_a_passkey_is_added_once(harness: Harness, ann: Person, passkey: SoftwarePasskey) -> None:
    """The options exclude it; a browser that does not care is refused."""
    setup = harness.request_as(ann, "POST /v1/factors/options", {"kind": "passkey"}).body
    assert len(setup["passkey"]["excludeCredentials"]) == 1
    assert _add(harness, ann, passkey).body["code"] == "factor_already_added"


def test_a_passkey_steps_up_its_own_session_only(harness: Harness, ann: Person, passkey: SoftwarePasskey) -> None:
    """A signature for one session's challenge refreshes no other session (I12)."""
    options = harness.request_as(ann, "POST /v1/sessions/step-up/options").body
    signed = passkey.get(options["passkey"])
    proof = {"challenge": options["challenge"], "credential": signed}
    thief = Person(ann.account_id, "ses_unknown", ann.phone_number, "", "")
    assert harness.step_up(thief, "passkey", **proof).status == 401
    assert harness.step_up(ann, "passkey", **proof).status == 200
    assert harness.step_up(ann, "passkey", **proof).body["code"] in ("proof_expired", "wrong_proof")
