"""API keys: what each opens at every door, and when it is dead (decision 093)."""

from typing import Any

import pytest

from contracts.closed_to_keys import CLOSED
from contracts.key_scopes import OPENED, SCOPES, scopes_that_open
from kernel import clock
from services.identity.domain.api_key import generate_secret, is_secret
from tests.in_process import mails
from tests.services.api_keys import NEW, authorize, make_key, send
from tests.services.cast import Cast
from tests.services.rows import ROWS, Row
from tests.services.test_document import apis

_ROUTES = [route for api in apis() for route in api.routes if not route.open]
_OPENED_ROWS = [row for row in ROWS if row.key in OPENED]


def test_every_route_is_opened_by_a_scope_or_closed_to_keys() -> None:
    """A route that no one has decided on fails here; and no route is in both tables, or in one for nothing."""
    assert sorted([*OPENED, *CLOSED]) == sorted(route.key for route in _ROUTES)
    assert set(OPENED.values()) == set(SCOPES)


def test_nothing_that_always_needs_a_proof_is_opened() -> None:
    """No key replaces a person at the device."""
    assert not [route.key for route in _ROUTES if route.step_up is True and route.key in OPENED]


def test_a_reading_scope_opens_no_change() -> None:
    """A scope whose name ends in `:read` opens routes that read, and quotes."""
    assert {key.split()[0] for key, scope in OPENED.items() if scope.endswith(":read")} == {"GET"}
    assert scopes_that_open("POST /v1/numbers") == {"numbers:buy"}
    assert scopes_that_open("POST /v1/numbers", is_quote=True) == {"numbers:buy", "numbers:read"}


@pytest.mark.parametrize("row", _OPENED_ROWS, ids=str)
def test_a_key_may_what_the_owner_may_within_its_scopes(cast: Cast, row: Row) -> None:
    """With the scope the answer is the owner's; without it 403, and nothing has changed."""
    scope = OPENED[row.key]
    others = [it for it in SCOPES if it != scope]
    request = _request_of(cast, row)
    refused = send(cast, make_key(cast, *others)["secret"], row.key, **request)
    assert (refused.status, refused.body["code"]) == (403, "scope_missing")
    assert refused.body["scopes"] == [scope]
    answer = send(cast, make_key(cast, scope)["secret"], row.key, **request)
    assert answer.status == row.expected_status("owner"), answer


@pytest.mark.parametrize("row", [row for row in ROWS if row.key in CLOSED], ids=str)
def test_a_closed_route_refuses_a_key_with_every_scope(cast: Cast, row: Row) -> None:
    """403 `closed_to_api_keys`, before anything is read of the request."""
    answer = send(cast, make_key(cast, *SCOPES)["secret"], row.key, **_request_of(cast, row))
    assert (answer.status, answer.body["code"]) == (403, "closed_to_api_keys")


@pytest.mark.parametrize("row", _OPENED_ROWS, ids=str)
def test_a_revoked_key_is_dead_at_every_door_at_once(cast: Cast, row: Row) -> None:
    """Though API Gateway still has what the authorizer said of it: the doors know it as an ended session (I8)."""
    key = make_key(cast, OPENED[row.key])
    kept = authorize(cast.world, key["secret"])
    path = {"id": key["key_id"]}
    assert cast.world.call("DELETE /v1/team/api-keys/{id}", as_=cast.ids["owner"], path=path).status == 204
    cast.world.settle()
    answer = cast.world.call(row.key, authorized=kept, **_request_of(cast, row))
    assert (answer.status, answer.body["code"]) == (401, "api_key_revoked")
    assert authorize(cast.world, key["secret"])["key_refusal"] == "api_key_revoked"


@pytest.mark.parametrize("row", _OPENED_ROWS, ids=str)
def test_a_key_of_a_former_owner_is_dead_at_every_door_at_once(cast: Cast, row: Row) -> None:
    """Who handed the team over is an admin by now; their key is dead, before and after it is removed."""
    key = make_key(cast, OPENED[row.key])
    kept, request = authorize(cast.world, key["secret"]), _request_of(cast, row)
    body = {"user_id": cast.ids["admin"]}
    assert cast.world.call("POST /v1/team/owner", as_=cast.ids["owner"], body=body).status == 200
    cast.world.settle()
    answer = cast.world.call(row.key, authorized=kept, **request)
    assert (answer.status, answer.body["code"]) == (401, "api_key_revoked")
    assert authorize(cast.world, key["secret"])["key_refusal"] == "api_key_revoked"
    assert cast.world.call("GET /v1/team/api-keys", as_=cast.ids["admin"]).body["items"] == []


def test_the_activity_log_names_the_key_that_did_it(cast: Cast) -> None:
    """A change by a key has the owner as its actor, and the key; in the service itself, and by another's event."""
    key = make_key(cast, "users:write", "numbers:write")
    suspended = {"path": {"user_id": cast.ids["member"]}, "body": {"status": "suspended"}}
    assert send(cast, key["secret"], "PATCH /v1/team/users/{user_id}", **suspended).status == 200
    moved = {"path": {"id": cast.ids["number"]}, "body": {"user_id": cast.ids["owner"]}}
    assert send(cast, key["secret"], "PATCH /v1/numbers/{id}", **moved).status == 200
    cast.world.settle()
    lines = cast.world.call("GET /v1/team/activity", as_=cast.ids["owner"]).body["items"]
    by_key = {line["action"]: line["actor"]["user_id"] for line in lines if line["by_key"] == key["key_id"]}
    assert by_key == dict.fromkeys(("member_suspended", "number_moved"), cast.ids["owner"])
    assert {line["by_key"] for line in lines if line["action"] == "api_key_added"} == {None}


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the time, so that no minute ends within a test."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)


def test_the_pace_counts_what_is_refused_too(cast: Cast, still: None) -> None:
    """A request that is refused for its body or scope counts in its minute; the next one says how long to wait."""
    secret = make_key(cast, "users:write", pace=3)["secret"]
    assert send(cast, secret, "GET /v1/team").status == 403
    assert send(cast, secret, "POST /v1/team/invitations", body={"phone_number": 7}).status == 422
    assert send(cast, secret, "POST /v1/team/invitations", raw="{").status == 400
    refused = send(cast, secret, "POST /v1/team/invitations", body={})
    assert (refused.status, refused.body["code"]) == (429, "api_key_too_fast")
    assert 1 <= int(refused.headers["retry-after"]) <= 61


def test_searches_count_for_the_key_that_searches(cast: Cast, still: None) -> None:
    """The owner can still search once a system of theirs has searched as often as one caller may."""
    from services.numbers.domain.limits import SEARCHES

    secret, search = make_key(cast, "numbers:read", pace=1000)["secret"], "GET /v1/numbers/available"
    most = min(limit.most for limit in SEARCHES if limit.scope == "account")
    queries = [{"area_code": "415", "contains": str(number)} for number in range(most + 1)]
    answers = [send(cast, secret, search, query=query).status for query in queries]
    assert answers == [200] * most + [429]
    assert cast.world.call(search, as_=cast.ids["owner"], query=queries[-1]).status == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("203.0.113.7", 200), ("203.0.114.7", 403), ("::ffff:203.0.113.9", 200), ("2001:db8::1", 200), ("", 403)],
)
def test_a_key_works_from_its_networks_only(cast: Cast, address: str, status: int) -> None:
    """Whatever address the authorizer saw first; from elsewhere it is refused, and nothing counts in its pace."""
    key = make_key(cast, "team:read", ranges=["203.0.113.99/24", "2001:db8::/32"], pace=1)
    assert key["ranges"] == ["203.0.113.0/24", "2001:db8::/32"]
    said = authorize(cast.world, key["secret"])
    assert cast.world.call("GET /v1/team", authorized=said, address="192.0.2.1").body["code"] == "address_not_allowed"
    assert cast.world.call("GET /v1/team", authorized=said, address=address).status == status


def test_an_invitation_with_credits_needs_the_scope_of_credits(cast: Cast) -> None:
    """It promises the team's money; a row of a batch is refused by itself, and nothing is invited."""
    plain = {"phone_number": "+12125550177", "email": "new@example.com"}
    with_credits = plain | {"credits": {"amount": "1.00", "currency": "USD"}}
    invite, batch = "POST /v1/team/invitations", "POST /v1/team/invitations/batch"
    one, both = (make_key(cast, *its)["secret"] for its in (("users:write",), ("users:write", "credits:write")))
    refused = send(cast, one, invite, body=with_credits)
    assert (refused.status, refused.body["code"], refused.body["scopes"]) == (403, "scope_missing", ["credits:write"])
    rows = send(cast, one, batch, body={"invitations": [with_credits]}).body["results"]
    assert [(row["status"], row["problem"]["code"]) for row in rows] == [(403, "scope_missing")]
    assert send(cast, both, batch, body={"invitations": [with_credits]}).body["results"][0]["status"] == 201
    assert send(cast, one, invite, body=plain | {"phone_number": "+12125550178"}).status == 201


def test_a_removal_that_hands_numbers_over_needs_the_scope_of_numbers(cast: Cast) -> None:
    """Alone and in bulk, for all numbers and for one; a removal by which the team keeps them needs none."""
    number, user = cast.ids["number"], cast.ids["other"]
    secret, remove = make_key(cast, "users:write")["secret"], "DELETE /v1/team/users/{user_id}"
    for query in ({"numbers": "hand_over"}, {"number_choices": f"{number}:hand_over"}):
        refused = send(cast, secret, remove, path={"user_id": user}, query=query)
        assert (refused.status, refused.body["scopes"]) == (403, ["numbers:write"])
    row = {"action": "remove", "user_id": user, "number_choices": {number: "hand_over"}}
    rows = send(cast, secret, "POST /v1/team/users/bulk", body={"rows": [row]}).body["results"]
    assert [(row["status"], row["problem"]["code"]) for row in rows] == [(403, "scope_missing")]
    able = make_key(cast, "users:write", "numbers:write")["secret"]
    handed = send(cast, able, remove, path={"user_id": user}, query={"number_choices": f"{number}:hand_over"})
    assert handed.status == 204
    assert send(cast, secret, remove, path={"user_id": cast.ids["member"]}).status == 204


def test_a_text_without_the_checksum_is_refused_without_a_look_up(cast: Cast) -> None:
    """As is one that no key has; both with a problem of their own."""
    secret = generate_secret()
    wrong = secret[:-1] + ("a" if secret[-1] != "a" else "b")
    assert is_secret(secret)
    assert not is_secret(wrong)
    for text in (secret, wrong, "tlk_", f"{secret}x", "tlk_" + "é" * 46):
        answer = send(cast, text, "GET /v1/team")
        assert (answer.status, answer.body["code"]) == (401, "invalid_api_key")


def test_a_key_never_answers_for_another_team(cast: Cast) -> None:
    """A stranger's key reads the stranger's team alone."""
    secret = make_key(cast, *SCOPES, caller="stranger")["secret"]
    assert send(cast, secret, "GET /v1/team").body["team_id"] != cast.ids["team"]
    assert send(cast, secret, "GET /v1/team/users/{user_id}", path={"user_id": cast.ids["other"]}).status == 404


def test_who_denies_a_notice_ends_all_keys(cast: Cast) -> None:
    """The notice of a new key has a link by which the owner says that it was not them."""
    secret = make_key(cast)["secret"]
    email = cast.world.call("GET /v1/profile", as_=cast.ids["owner"]).body["email"]
    (link,) = [part for part in mails(email)[-1].split() if "/not-me?token=" in part]
    denied = cast.world.call("POST /v1/security/denials", body={"token": link.split("token=")[1]})
    assert denied.status == 204
    assert send(cast, secret, "GET /v1/team").body["code"] == "api_key_revoked"


def _request_of(cast: Cast, row: Row) -> dict[str, Any]:
    path = {name: cast.resolve(value) for name, value in (row.path or {}).items()} or None
    return {"path": path, "body": cast.resolve(row.body), "query": cast.resolve(row.query)}


def test_the_body_of_a_new_key_is_checked(cast: Cast) -> None:
    """A key needs a name, a scope that there is, and an end within a year; its networks are networks."""
    wrong: list[dict[str, Any]] = [
        {"name": " "},
        {"scopes": []},
        {"scopes": ["all"]},
        {"expires_in_days": 366},
        {"expires_in_days": None},
        {"ranges": ["here"]},
        {"pace": 0},
    ]
    for change in wrong:
        reply = cast.world.call("POST /v1/team/api-keys", as_=cast.ids["owner"], body=NEW | change)
        assert reply.status == 422, change
