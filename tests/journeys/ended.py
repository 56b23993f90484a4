"""What ends a thief's access token (I8), each as its owner does it, and how soon each service refuses the token."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp

from local.people import Person, expected
from local.polling import wait_until
from tests.journeys.people import PeopleFactory

DOORS = {"identity": "/v1/profile", "teams": "/v1/team", "billing": "/v1/billing", "numbers": "/v1/numbers"}
_DENIAL = re.compile(r"/not-me\?token=([A-Za-z0-9_.-]+)")
End = Callable[[], object]


def refusal_delays(people: PeopleFactory, cause: str) -> dict[str, float]:
    """Return the seconds from the answer that ended a thief's token to the first 401 of each service."""
    owner = people.owner()
    prepare = CAUSES[cause]
    thief = people.on_another_device(owner)
    end = prepare(owner)
    statuses = [thief.get(path).status_code for path in DOORS.values()]
    if statuses != [200] * len(DOORS):
        raise AssertionError(f"before {cause} the thief's token was answered {statuses}")
    end()
    ended_at = time.monotonic()
    with ThreadPoolExecutor(len(DOORS)) as pool:
        waits = {name: pool.submit(_until_refused, thief, path, ended_at) for name, path in DOORS.items()}
        return {name: wait.result() for name, wait in waits.items()}


def _until_refused(thief: Person, path: str, ended_at: float) -> float:
    wait_until(f"{path} to refuse the thief", lambda: _is_refused(thief, path), limit=30, every=0.02)
    return time.monotonic() - ended_at


def _is_refused(thief: Person, path: str) -> bool | None:
    answer = thief.get(path)
    return True if (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json") else None


def _end_the_session(owner: Person) -> End:
    sessions = expected(owner.get("/v1/sessions"), 200)["items"]
    (stolen,) = [session["session_id"] for session in sessions if not session["current"]]
    return lambda: _done(owner.delete(f"/v1/sessions/{stolen}").status_code)


def _reset_the_password(owner: Person) -> End:
    reset = expected(owner.post("/v1/password-resets", {"phone_number": owner.phone_number}), 202)["reset_id"]
    given = {"code": owner.code_from("sms"), "new_password": "nine violet trumpets"}
    return lambda: _done(owner.post(f"/v1/password-resets/{reset}", given).status_code)


def _close_the_account(owner: Person) -> End:
    return lambda: _done(owner.delete("/v1/profile").status_code)


def _remove_the_factor(owner: Person) -> End:
    factor = _add_authenticator(owner)
    return lambda: _done(owner.delete(f"/v1/factors/{factor}").status_code)


def _say_it_was_not_me(owner: Person) -> End:
    """The owner denies an authenticator that was added: its notice is the one whose link they open."""
    _add_authenticator(owner)
    text = owner.awaits("sms", saying=_DENIAL.pattern)["text"]
    token = {"token": _DENIAL.findall(text)[0]}
    return lambda: _done(owner.post("/v1/security/denials", token).status_code)


def _add_authenticator(owner: Person) -> str:
    setup = expected(owner.post("/v1/factors/options", {"kind": "totp"}), 200)
    code = pyotp.TOTP(setup["authenticator"]["secret"]).now()
    expected(owner.post("/v1/factors", {"setup_id": setup["setup_id"], "code": code}), 201)
    (factor,) = expected(owner.get("/v1/factors"), 200)["items"]
    return str(factor["factor_id"])


def _done(status: int) -> None:
    if status != 204:
        raise AssertionError(f"what should end the thief's token was answered {status}")


CAUSES: dict[str, Callable[[Person], End]] = {
    "session ended": _end_the_session,
    "password reset": _reset_the_password,
    "account closed": _close_the_account,
    "second factor removed": _remove_the_factor,
    "it was not me": _say_it_was_not_me,
}
