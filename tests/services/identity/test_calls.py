"""AWS calls by route: a read is one call, a write one read and one transaction; where it is more, it says why."""

from collections.abc import Callable

import pytest

from kernel import aws
from tests.faults import counted
from tests.services.identity.stage import ANN, BOB, PASSWORD, Person, Stage

GET, BATCH, QUERY, WRITE = "GetItem", "BatchGetItem", "Query", "TransactWriteItems"


@pytest.fixture
def ann(stage: Stage) -> Person:
    return stage.person()


def _calls(do: Callable[[], object]) -> list[str]:
    with counted(aws.client("dynamodb")) as calls:
        do()
    return calls.made


def test_sign_up_of_a_number_that_was_looked_up_before(stage: Stage) -> None:
    """One read of all that decides, one transaction."""
    stage.sign_up()
    stage.clock.forward(hours=1)
    assert _calls(stage.sign_up) == [BATCH, WRITE]


def test_the_first_sign_up_of_a_number_in_thirty_days(stage: Stage) -> None:
    """Two more: the claim, before money is spent on the look-up, and the answer, kept as soon as it is paid for."""
    assert _calls(stage.sign_up) == [BATCH, WRITE, WRITE, WRITE]


def test_another_code(stage: Stage) -> None:
    """Two reads: whose number it is stands in the sign-up, and what its limits are under that number."""
    signup_id = stage.sign_up().body["signup_id"]
    stage.clock.forward(seconds=30)
    again = _calls(lambda: stage.ask("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}))
    assert again == [GET, BATCH, WRITE]


def test_a_code_right_or_wrong(stage: Stage) -> None:
    """One read, one transaction; a wrong one is committed before it is told."""
    signup_id, code = stage.sign_up().body["signup_id"], stage.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert _calls(lambda: stage.verify(signup_id, wrong)) == [GET, WRITE]
    assert _calls(lambda: stage.verify(signup_id, code)) == [GET, WRITE]


def test_registering(stage: Stage) -> None:
    """One read, one transaction; and one signature, as for everything that gives an access token."""
    token = stage.proved()
    with counted(aws.client("kms")) as signed:
        assert _calls(lambda: stage.register(token)) == [GET, WRITE]
    assert signed.made.count("Sign") == 1


def test_signing_in_right_or_wrong(stage: Stage, ann: Person) -> None:
    """One read of password and counters, one transaction."""
    assert _calls(stage.sign_in) == [BATCH, WRITE]
    assert _calls(lambda: stage.sign_in(password="wrong one")) == [BATCH, WRITE]


def test_a_locked_number_costs_one_read(stage: Stage) -> None:
    """Guessing costs us next to nothing."""
    for _ in range(3):
        stage.sign_in(BOB, "wrong one")
    assert _calls(lambda: stage.sign_in(BOB, "wrong one")) == [BATCH]


def test_refreshing(stage: Stage, ann: Person) -> None:
    """One read of session and account, one transaction."""
    assert _calls(lambda: stage.refresh(ann.refresh_token)) == [BATCH, WRITE]


@pytest.mark.parametrize(
    ("key", "calls"), [("GET /v1/profile", [GET]), ("GET /v1/sessions", [QUERY]), ("GET /.well-known/jwks.json", [])]
)
def test_reads(stage: Stage, ann: Person, key: str, calls: list[str]) -> None:
    """One call each."""
    assert _calls(lambda: stage.ask_as(ann, key)) == calls


def test_changing_the_profile(stage: Stage, ann: Person) -> None:
    """One read, one transaction, whatever changes."""
    fields = {"name": "Other", "email": "other@example.com", "manages_team": True}
    assert _calls(lambda: stage.change(ann, **fields)) == [GET, WRITE]


def test_confirming_an_email(stage: Stage, ann: Person) -> None:
    """One read, one transaction."""
    token = stage.link_token("ann@example.com")
    assert _calls(lambda: stage.ask("POST /v1/profile/email/confirm", {"token": token})) == [GET, WRITE]


def test_ending_a_session(stage: Stage, ann: Person) -> None:
    """One transaction: its condition is the read."""
    assert _calls(lambda: stage.ask_as(ann, "DELETE /v1/sessions/{id}", path={"id": "current"})) == [WRITE]


def test_closing_an_account(stage: Stage, ann: Person) -> None:
    """One read of profile and sessions, one transaction."""
    assert _calls(lambda: stage.ask_as(ann, "DELETE /v1/profile")) == [QUERY, WRITE]


def test_a_new_password(stage: Stage, ann: Person) -> None:
    """To begin, one read and one transaction; to finish, two reads: the code says whose sessions to read."""
    begun = stage.ask("POST /v1/password-resets", {"phone_number": ANN})
    stage.clock.forward(minutes=1)
    assert _calls(lambda: stage.ask("POST /v1/password-resets", {"phone_number": ANN})) == [BATCH, WRITE]
    stage.clock.forward(minutes=-1)
    stage.settle()
    code = next(envelope for envelope in stage.told if envelope.data.get("request_id") == begun.body["reset_id"])
    with stage.world.inside("identity"):
        from kernel.bus.sealing import unseal

        given = {"code": unseal(code.data["sealed_code"]), "new_password": PASSWORD + "!"}
    path = {"id": begun.body["reset_id"]}
    assert _calls(lambda: stage.ask("POST /v1/password-resets/{id}", given, path=path)) == [GET, QUERY, WRITE]
