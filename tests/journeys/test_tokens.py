"""Tests that every service refuses what is not one of our tokens, with a problem."""

import base64
import json

import pytest

from tests.journeys.people import PeopleFactory


def _part(members: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(members).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("path", ["/v1/profile", "/v1/team", "/v1/billing"])
def test_a_token_that_is_not_ours_is_refused(people: PeopleFactory, path: str) -> None:
    """Unsigned, cut, or with another's name written in: 401, so that apps know to refresh (I8)."""
    ada = people.user("Ada")
    header, claims, signature = ada.access_token.split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    forged = [
        f"{_part({'alg': 'none'})}.{claims}.",
        f"{header}.{_part(said | {'sub': 'acc_somebody_else'})}.{signature}",
        f"{header}.{_part(said | {'exp': 1})}.{signature}",
        f"{header}.{claims}.{signature[:-8]}",
        "garbage",
    ]
    for token in forged:
        ada.access_token = token
        answer = ada.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), (token, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
    ada.access_token = ""
    answer = ada.get(path)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"]


def test_what_has_no_route_is_a_problem_too(people: PeopleFactory) -> None:
    """An unknown path is a 404 in the same form as any other refusal (E3)."""
    answer = people.without_account().get("/v1/nothing-of-ours")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
