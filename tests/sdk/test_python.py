"""The Python SDK: one refresh at a time, nothing twice, every page, and problems as exceptions."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdk.python.teamline import Client, FileStore, MemoryStore, NoAnswerError, Problem, Tokens, eventually
from sdk.python.teamline.models import Money, StepUpProof
from sdk.python.teamline.puzzle import solve
from tests.sdk.server import Api, running

_ROOT = Path(__file__).parents[2]
_EXPIRED = Tokens("access 0", "refresh 1")
_VALID = Tokens("access 1", "refresh 1")
_CREDITS: Money = {"amount": "10.00", "currency": "USD"}


@pytest.fixture
def api() -> Api:
    """Return the state of the server."""
    return Api()


@pytest.fixture
def url(api: Api) -> Iterator[str]:
    """Run the server."""
    with running(api) as url:
        yield url


def _client(url: str, tokens: Tokens = _EXPIRED) -> Client:
    return Client(url, store=MemoryStore(tokens), sleep=lambda seconds: None)


def _refreshes(api: Api) -> int:
    return api.seen.count(("POST", "/v1/sessions/refresh"))


def test_threads_with_one_expired_token_share_one_refresh(api: Api, url: str) -> None:
    """I8: a refresh token works once, so the threads that wait for the first one take its token."""
    api.slow = threading.Barrier(4)
    client, names = _client(url), []
    threads = [threading.Thread(target=lambda: names.append(client.get_profile()["name"])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert names == ["Ada"] * 4
    assert _refreshes(api) == 1


def test_processes_with_one_file_share_one_refresh(api: Api, url: str, tmp_path: Path) -> None:
    """I8: the file's lock holds for processes; the file is its owner's alone."""
    file = tmp_path / "session" / "tokens.json"
    FileStore(file).write(_EXPIRED)
    assert file.stat().st_mode & 0o777 == 0o600
    api.slow = threading.Barrier(3)
    program = (
        "import sys; from sdk.python.teamline import Client, FileStore\n"
        "print(Client(sys.argv[1], store=FileStore(sys.argv[2])).get_profile()['name'])"
    )
    command = [sys.executable, "-c", program, url, str(file)]
    asked = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT) for _ in range(3)]
    assert [one.communicate(timeout=30)[0].strip() for one in asked] == ["Ada"] * 3
    assert _refreshes(api) == 1
    assert json.loads(file.read_text())["access_token"] == "access 2"


def test_a_lost_answer_of_a_refresh_is_given_again(api: Api, url: str) -> None:
    """I8: the same token has the same key, so the API knows that it is the same refresh."""
    api.lost = 1
    assert _client(url).get_profile()["name"] == "Ada"
    assert _refreshes(api) == 2
    assert api.generation == 2


def test_a_session_that_ended_says_so(api: Api, url: str) -> None:
    """The tokens are forgotten, and nothing goes on trying."""
    client = _client(url, Tokens("access 0", "refresh 0"))
    with pytest.raises(Problem) as refused:
        client.get_profile()
    assert refused.value.code == "session_over"
    assert client.store.read() is None


def test_signing_in_keeps_the_tokens(api: Api, url: str) -> None:
    """Registration and sign-in answer tokens; an API key has no refresh."""
    client = Client(url)
    client.create_session({"phone_number": "+14155550123", "password": "secret"})
    assert client.store.read() == Tokens("access 1", "refresh 1")
    with pytest.raises(Problem, match=r"Sign in again\."):
        Client.with_key(url, "key_1").get_profile()
    assert _refreshes(api) == 0


def test_a_purchase_whose_answer_is_lost_happens_once(api: Api, url: str) -> None:
    """E6: the next tries repeat the key, also after the token has expired meanwhile."""
    api.lost = 2
    bought = _client(url, Tokens("access 1", "refresh 1")).buy_credits({"amount": _CREDITS, "payer": "team"})
    assert bought["payment_id"] == "pay_1"
    assert api.made["credits"] == 1
    assert len(set(api.keys)) == 1


def test_a_key_of_ones_own_is_sent(api: Api, url: str) -> None:
    """So that a program that was stopped can go on; without an answer the exception names the key."""
    api.lost = 10
    with pytest.raises(NoAnswerError) as lost:
        _client(url, Tokens("access 1", "refresh 1")).buy_credits(
            {"amount": _CREDITS, "payer": "team"}, idempotency_key="order-7"
        )
    assert lost.value.idempotency_key == "order-7"
    assert set(api.keys) == {"order-7"}


def test_what_passes_is_tried_again(api: Api, url: str) -> None:
    """503 and the like, a few times; a change without a key once only, as it may have happened."""
    api.faults = [503, 502]
    client = _client(url, Tokens("access 1", "refresh 1"))
    assert client.get_profile()["name"] == "Ada"
    api.faults = [503, 503]
    with pytest.raises(Problem) as refused:
        client.add_endpoint({"url": "https://hooks.greenfield.example", "events": ["member.joined"]})
    assert refused.value.status == 503
    assert len(api.faults) == 1


def test_a_quote_does_nothing(api: Api, url: str) -> None:
    """B15: each operation that costs money has one beside it that quotes."""
    quote = _client(url, Tokens("access 1", "refresh 1")).quote_buy_credits({"amount": _CREDITS, "payer": "team"})
    assert quote["total_now"] == _CREDITS
    assert api.made["credits"] == 0


def test_each_goes_through_all_pages(api: Api, url: str) -> None:
    """E4: 250 people come in three pages, which are asked for one after the other."""
    users = _client(url, Tokens("access 1", "refresh 1")).each_team_users(role="member")
    assert next(users)["name"] == "Person 0"
    assert api.seen.count(("GET", "/v1/team/users")) == 1
    assert len(list(users)) == 249
    assert api.seen.count(("GET", "/v1/team/users")) == 3


def test_a_refusal_is_a_problem(api: Api, url: str) -> None:
    """E3: with its code for programs, each field, and the id of the request."""
    with pytest.raises(Problem, match=r"Check it\.; phone_number: Not a phone number\.") as refused:
        _client(url, Tokens("access 1", "refresh 1")).create_invitation(
            {"phone_number": "12", "email": "a@example.com", "name": "A"}
        )
    assert (refused.value.status, refused.value.code, refused.value.request_id) == (422, "invalid", "req_1")
    assert refused.value.errors[0]["code"] == "invalid_phone_number"


def test_a_step_up_asks_for_a_proof_and_goes_on(api: Api, url: str) -> None:
    """I12: the change is sent again, under its key, with the token that the proof was answered with."""
    proofs: list[str] = []

    def prove(problem: Problem) -> StepUpProof:
        proofs.append(problem.code)
        return {"method": "password", "password": "secret"}

    api.needs_proof = True
    client = Client(url, store=MemoryStore(Tokens("access 1", "refresh 1")), prove=prove)
    assert client.buy_credits({"amount": _CREDITS, "payer": "team"})["payment_id"] == "pay_1"
    assert proofs == ["step_up_required"]
    assert client.store.read() == Tokens("access 1", "refresh 1")


def test_a_step_up_keeps_the_newest_refresh_token(api: Api, url: str) -> None:
    """I8: the step-up itself may refresh; the old refresh token in the store would end the session as stolen."""

    def prove(problem: Problem) -> StepUpProof:
        api.expired.add("access 1")
        return {"method": "password", "password": "secret"}

    api.needs_proof = True
    client = Client(url, store=MemoryStore(_VALID), prove=prove)
    assert client.buy_credits({"amount": _CREDITS, "payer": "team"})["payment_id"] == "pay_1"
    assert client.store.read() == Tokens("access 2", "refresh 2")


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("needs_puzzle", [False, True])
def test_a_change_without_a_key_is_tried_once(api: Api, url: str, method: str, needs_puzzle: bool) -> None:
    """E6: whatever its method, and also behind the puzzle; with a key it is tried again."""
    api.needs_puzzle, api.faults = needs_puzzle, [503, 503]
    client = _client(url, _VALID)
    assert client.request(method, "/v1/profile", body={}).status_code == 503
    assert api.faults == [503]
    assert client.request(method, "/v1/profile", body={}, headers={"idempotency-key": "key 1"}).status_code == 200


def test_a_puzzle_is_solved() -> None:
    """The proof begins with the puzzle, and its hash with so many zero bits."""
    assert solve("1.8.ab", 8).startswith("1.8.ab:")


def test_the_types_are_the_apis(tmp_path: Path) -> None:
    """A misspelled field, a wrong value and a file that there is not are found before anything is sent."""
    program = tmp_path / "app.py"
    program.write_text(
        "from sdk.python.teamline import Client\n"
        "client = Client('http://localhost:8080')\n"
        "name: str = client.get_team()['name']\n"
        "for user in client.each_team_users(role='member'):\n"
        "    number: int = user['role']\n"
        "client.create_session({'phone': '+14155550123', 'password': 'secret'})\n"
        "receipt: bytes = client.get_receipt('pay_1', accept='text/csv')\n"
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--cache-dir",
        str(tmp_path),
        str(program),
    ]
    checked = subprocess.run(command, capture_output=True, text=True, cwd=_ROOT, timeout=120, check=False)
    lines = [line.split(":")[1] for line in checked.stdout.splitlines() if ": error:" in line]
    assert set(lines) == {"5", "6", "7"}, checked.stdout


def test_what_arrives_a_moment_later_is_asked_for_again() -> None:
    """A part that does not know yet is no end; any other refusal is, and so is the time."""
    later = iter([Problem(404, {"code": "not_found"}), Problem(402, {"code": "no_wallet"}), {"status": "ordering"}])

    def ask() -> dict[str, str]:
        found = next(later, {"status": "active"})
        if isinstance(found, Problem):
            raise found
        return found

    def is_active(answer: dict[str, str]) -> bool:
        return answer["status"] == "active"

    assert eventually(ask, until=is_active, also=["no_wallet"], sleep=lambda seconds: None)["status"] == "active"
    with pytest.raises(TimeoutError, match="not so after 0 seconds"):
        eventually(ask, until=lambda answer: False, seconds=0, every=0)
    later = iter([Problem(403, {"code": "forbidden"})])
    with pytest.raises(Problem):
        eventually(ask)
