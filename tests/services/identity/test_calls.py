"""AWS calls by route: a read is one call, a write is one read and one transaction; each exception says why."""

from collections.abc import Callable

import pytest

from kernel import aws
from tests.faults import counted
from tests.services.identity.harness import ANN, BOB, PASSWORD, Harness, Person

GET, BATCH, QUERY, WRITE = "GetItem", "BatchGetItem", "Query", "TransactWriteItems"


@pytest.fixture
def ann(harness: Harness) -> Person:
    return harness.person()


def _calls(do: Callable[[], object]) -> list[str]:
    with counted(aws.client("dynamodb")) as calls:
        do()
    return calls.made


def test_sign_up_of_a_number_that_was_looked_up_before(harness: Harness) -> None:
    """A sign-up takes one read of everything that decides, and one transaction."""
    harness.sign_up()
    harness.clock.forward(hours=1)
    assert _calls(harness.sign_up) == [BATCH, WRITE]


def test_the_first_sign_up_of_a_number_in_thirty_days(harness: Harness) -> None:
    """A look-up takes two more: the claim before money is spent, and the answer as soon as it is paid for."""
    assert _calls(harness.sign_up) == [BATCH, WRITE, WRITE, WRITE]


def test_another_code(harness: Harness) -> None:
    """Another code takes two reads: the sign-up names the number, and the limits are stored under that number."""
    signup_id = harness.sign_up().body["signup_id"]
    harness.clock.forward(seconds=30)
    again = _calls(lambda: harness.request("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}))
    assert again == [GET, BATCH, WRITE]


def test_a_code_right_or_wrong(harness: Harness) -> None:
    """Checking a code takes one read and one transaction; a wrong attempt is committed before it is reported."""
    signup_id, code = harness.sign_up().body["signup_id"], harness.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert _calls(lambda: harness.verify(signup_id, wrong)) == [GET, WRITE]
    assert _calls(lambda: harness.verify(signup_id, code)) == [GET, WRITE]


def test_registering(harness: Harness) -> None:
    """Registering takes one read, one transaction and one signature, like every response with an access token."""
    token = harness.registration_token()
    with counted(aws.client("kms")) as signed:
        assert _calls(lambda: harness.register(token)) == [GET, WRITE]
    assert signed.made.count("Sign") == 1


def test_signing_in_right_or_wrong(harness: Harness, ann: Person) -> None:
    """Signing in takes one read of password and counters, and one transaction."""
    assert _calls(harness.sign_in) == [BATCH, WRITE]
    assert _calls(lambda: harness.sign_in(password="wrong one")) == [BATCH, WRITE]


def test_a_locked_number_costs_one_read(harness: Harness) -> None:
    """Guessing at a locked number costs next to nothing."""
    for _ in range(3):
        harness.sign_in(BOB, "wrong one")
    assert _calls(lambda: harness.sign_in(BOB, "wrong one")) == [BATCH]


def test_refreshing(harness: Harness, ann: Person) -> None:
    """Refreshing takes one read of session and account, and one transaction."""
    assert _calls(lambda: harness.refresh(ann.refresh_token)) == [BATCH, WRITE]


@pytest.mark.parametrize(
    ("key", "calls"),
    [("GET /v1/profile", [BATCH]), ("GET /v1/sessions", [BATCH, QUERY]), ("GET /.well-known/jwks.json", [])],
)
def test_reads(harness: Harness, ann: Person, key: str, calls: list[str]) -> None:
    """Each read is one call of account and session; the list of sessions is a second one, since a page is a part."""
    assert _calls(lambda: harness.request_as(ann, key)) == calls


def test_changing_the_profile(harness: Harness, ann: Person) -> None:
    """Changing the profile takes one read and one transaction, whatever changes."""
    fields = {"name": "Other", "email": "other@example.com", "manages_team": True}
    assert _calls(lambda: harness.change(ann, **fields)) == [BATCH, WRITE]


def test_confirming_an_email(harness: Harness, ann: Person) -> None:
    """Confirming an email takes one read and one transaction."""
    token = harness.link_token("ann@example.com")
    assert _calls(lambda: harness.request("POST /v1/profile/email/confirm", {"token": token})) == [GET, WRITE]


def test_ending_a_session(harness: Harness, ann: Person) -> None:
    """Ending a session takes one transaction, whose condition is the read."""
    assert _calls(lambda: harness.request_as(ann, "DELETE /v1/sessions/{id}", path={"id": "current"})) == [WRITE]


def test_closing_an_account(harness: Harness, ann: Person) -> None:
    """Closing takes one read of profile and sessions, and one transaction."""
    assert _calls(lambda: harness.request_as(ann, "DELETE /v1/profile")) == [QUERY, WRITE]


def test_a_new_password(harness: Harness, ann: Person) -> None:
    """Starting a reset takes one read and one transaction; completing it, a second read for the sessions."""
    begun = harness.request("POST /v1/password-resets", {"phone_number": ANN})
    harness.clock.forward(minutes=1)
    assert _calls(lambda: harness.request("POST /v1/password-resets", {"phone_number": ANN})) == [BATCH, WRITE]
    harness.clock.forward(minutes=-1)
    harness.settle()
    code = next(envelope for envelope in harness.published if envelope.data.get("request_id") == begun.body["reset_id"])
    with harness.world.inside("identity"):
        from kernel.bus.sealing import unseal

        given = {"code": unseal(code.data["sealed_code"]), "new_password": PASSWORD + "!"}
    path = {"id": begun.body["reset_id"]}
    assert _calls(lambda: harness.request("POST /v1/password-resets/{id}", given, path=path)) == [GET, QUERY, WRITE]
