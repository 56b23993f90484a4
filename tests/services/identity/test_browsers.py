"""Browsers: the refresh token lives in a cookie that no script reads and no other site sends (I8)."""

from typing import Any

import pytest

from kernel import aws
from tests.events import http_event
from tests.services.identity.stage import ANN, PASSWORD, Stage
from tests.world import door

WEB = {"teamline-client": "web"}
FLAGS = ["HttpOnly", "Path=/v1/sessions", "SameSite=Strict", "Secure"]


def _raw(stage: Stage, key: str, **how: Any) -> dict[str, Any]:
    with stage.world.inside("identity"):
        return dict(door("identity", "api").handler(http_event(key, **how), None))


def _sign_in(stage: Stage) -> dict[str, Any]:
    given = {"phone_number": ANN, "password": PASSWORD}
    return _raw(stage, "POST /v1/sessions", body=given, headers=WEB, caller=None)


def _refresh(stage: Stage, cookie: str, headers: dict[str, str] = WEB) -> dict[str, Any]:
    return _raw(stage, "POST /v1/sessions/refresh", raw="", headers=headers | {"cookie": cookie}, caller=None)


def _cookie(response: dict[str, Any]) -> str:
    return str(response["cookies"][0].partition(";")[0])


def test_signing_in_sets_the_cookie_and_leaves_the_body_without(stage: Stage) -> None:
    """HttpOnly, Secure, SameSite=Strict, for `/v1/sessions` only."""
    stage.person()
    response = _sign_in(stage)
    value, *flags = response["cookies"][0].split("; ")
    assert value.startswith("teamline_refresh=acc_")
    assert sorted(flag for flag in flags if not flag.startswith("Max-Age")) == FLAGS
    assert "refresh_token" not in response["body"]


def test_registering_in_a_browser_does_so_too(stage: Stage) -> None:
    """Signed in at once, without a token that a script could read."""
    reply = stage.register(stage.proved(), headers=WEB)
    assert reply.status == 201
    assert "refresh_token" not in reply.body


def test_refreshing_takes_and_gives_the_cookie(stage: Stage) -> None:
    """The body stays without."""
    stage.person()
    first = _sign_in(stage)
    second = _refresh(stage, _cookie(first))
    assert second["statusCode"] == 200
    assert _cookie(second) != _cookie(first)
    assert "refresh_token" not in second["body"]


def test_two_tabs_that_refresh_at_once_stay_signed_in(stage: Stage) -> None:
    """Both get the same next cookie, within ten seconds; later it is theft."""
    stage.person()
    jar = _cookie(_sign_in(stage))
    one, other = _refresh(stage, jar), _refresh(stage, jar)
    assert (one["statusCode"], other["statusCode"]) == (200, 200)
    assert _cookie(one) == _cookie(other)
    stage.clock.forward(seconds=11)
    assert _refresh(stage, jar)["statusCode"] == 401
    assert _refresh(stage, _cookie(one))["statusCode"] == 401


def test_a_cookie_without_the_header_counts_for_nothing(stage: Stage) -> None:
    """A form of another site cannot send the header: no refresh by it."""
    stage.person()
    jar = _cookie(_sign_in(stage))
    assert _refresh(stage, jar, headers={})["statusCode"] == 401
    assert _refresh(stage, jar)["statusCode"] == 200


def test_a_token_in_the_body_is_not_forgiven_as_a_cookie_is(stage: Stage) -> None:
    """Who sends the token itself has read it: a thief who claims to be a browser gains nothing."""
    person = stage.person()
    stage.refresh(person.refresh_token, headers=WEB)
    assert stage.refresh(person.refresh_token, headers=WEB).status == 401


@pytest.mark.parametrize("key", ["DELETE /v1/sessions/{id}", "DELETE /v1/profile"])
def test_signing_out_clears_the_cookie(stage: Stage, key: str) -> None:
    """So does closing the account."""
    person = stage.person()
    response = _raw(
        stage, key, path={"id": "current"}, headers=WEB, caller=person.account_id, session=person.session_id
    )
    assert response["statusCode"] == 204
    assert response["cookies"][0].startswith("teamline_refresh=; Max-Age=0; Path=/v1/sessions")


def test_apps_get_no_cookie(stage: Stage) -> None:
    """An app keeps its token itself."""
    stage.person()
    given = {"phone_number": ANN, "password": PASSWORD}
    response = _raw(stage, "POST /v1/sessions", body=given, caller=None)
    assert "cookies" not in response
    assert '"refresh_token"' in response["body"]


def test_the_public_keys_verify_what_was_signed(stage: Stage) -> None:
    """Anybody can check an access token with `/.well-known/jwks.json`."""
    import jwt

    person = stage.person()
    (key,) = stage.ask("GET /.well-known/jwks.json").body["keys"]
    claims = jwt.decode(
        person.access_token,
        jwt.PyJWK(key).key,
        algorithms=["RS256"],
        issuer="https://portal.teamline.example",
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims["sub"] == person.account_id
    assert jwt.get_unverified_header(person.access_token)["kid"] == key["kid"]
    assert aws.client("kms").describe_key(KeyId=key["kid"])["KeyMetadata"]["KeyUsage"] == "SIGN_VERIFY"
