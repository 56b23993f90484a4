"""Browsers keep the refresh token in a cookie that no script reads and no other site sends (I8)."""

from typing import Any

import pytest

from kernel import aws
from tests.events import http_event
from tests.in_process import door
from tests.services.identity.harness import ANN, PASSWORD, STRANGER, Harness

WEB = {"teamline-client": "web"}
FLAGS = ["HttpOnly", "Path=/v1/sessions", "SameSite=Strict", "Secure"]


def _raw(harness: Harness, key: str, **options: Any) -> dict[str, Any]:
    with harness.world.inside("identity"):
        return dict(door("identity", "api").handler(http_event(key, **options), None))


def _sign_in(harness: Harness) -> dict[str, Any]:
    given = {"phone_number": ANN, "password": PASSWORD}
    return _raw(harness, "POST /v1/sessions", body=given, headers=WEB, caller=None)


def _refresh(harness: Harness, cookie: str, headers: dict[str, str] = WEB) -> dict[str, Any]:
    return _raw(harness, "POST /v1/sessions/refresh", raw="", headers=headers | {"cookie": cookie}, caller=None)


def _cookie(response: dict[str, Any]) -> str:
    return str(response["cookies"][0].partition(";")[0])


def test_signing_in_sets_the_cookie_and_leaves_the_body_without(harness: Harness) -> None:
    """The cookie is HttpOnly, Secure and SameSite=Strict, for `/v1/sessions` only; the body has no refresh token."""
    harness.person()
    response = _sign_in(harness)
    value, *flags = response["cookies"][0].split("; ")
    assert value.startswith("teamline_refresh=acc_")
    assert sorted(flag for flag in flags if not flag.startswith("Max-Age")) == FLAGS
    assert "refresh_token" not in response["body"]


def test_registering_sets_the_cookie_too(harness: Harness) -> None:
    """Registering signs in at once, without a token that a script could read."""
    reply = harness.register(harness.registration_token(), headers=WEB)
    assert reply.status == 201
    assert "refresh_token" not in reply.body


def test_refreshing_takes_and_gives_the_cookie(harness: Harness) -> None:
    """Refreshing reads and replaces the cookie; the body has no refresh token."""
    harness.person()
    first = _sign_in(harness)
    second = _refresh(harness, _cookie(first))
    assert second["statusCode"] == 200
    assert _cookie(second) != _cookie(first)
    assert "refresh_token" not in second["body"]


def test_two_tabs_that_refresh_at_once_stay_signed_in(harness: Harness) -> None:
    """Two tabs get the same next cookie within ten seconds; later it is theft."""
    harness.person()
    jar = _cookie(_sign_in(harness))
    one, other = _refresh(harness, jar), _refresh(harness, jar)
    assert (one["statusCode"], other["statusCode"]) == (200, 200)
    assert _cookie(one) == _cookie(other)
    harness.clock.forward(seconds=11)
    assert _refresh(harness, jar)["statusCode"] == 401
    assert _refresh(harness, _cookie(one))["statusCode"] == 401


def test_a_cookie_without_the_header_counts_for_nothing(harness: Harness) -> None:
    """A form on another site cannot send the header, so its request does not refresh."""
    harness.person()
    jar = _cookie(_sign_in(harness))
    assert _refresh(harness, jar, headers={})["statusCode"] == 401
    assert _refresh(harness, jar)["statusCode"] == 200


def test_a_token_in_the_body_is_not_forgiven_as_a_cookie_is(harness: Harness) -> None:
    """A caller who sends the token itself has read it: a thief elsewhere who claims to be a browser gains nothing."""
    person = harness.person()
    harness.refresh(person.refresh_token, headers=WEB)
    assert harness.refresh(person.refresh_token, headers=WEB, address=STRANGER).status == 401


def test_the_previous_cookie_from_another_agent_gets_no_current_one(harness: Harness) -> None:
    """A stolen cookie within the ten seconds is theft, if it comes from another user agent."""
    harness.person()
    browser = WEB | {"user-agent": "Mozilla/5.0 Firefox/147.0"}
    jar = _cookie(_sign_in(harness))
    following = _cookie(_refresh(harness, jar, headers=browser))
    assert _refresh(harness, jar, headers=WEB | {"user-agent": "curl/8.0"})["statusCode"] == 401
    assert _refresh(harness, following, headers=browser)["statusCode"] == 401


@pytest.mark.parametrize("key", ["DELETE /v1/sessions/{id}", "DELETE /v1/profile"])
def test_signing_out_clears_the_cookie(harness: Harness, key: str) -> None:
    """Signing out and closing the account both clear the cookie."""
    person = harness.person()
    response = _raw(
        harness, key, path={"id": "current"}, headers=WEB, caller=person.account_id, session=person.session_id
    )
    assert response["statusCode"] == 204
    assert response["cookies"][0].startswith("teamline_refresh=; Max-Age=0; Path=/v1/sessions")


def test_apps_get_no_cookie(harness: Harness) -> None:
    """An app keeps its token itself."""
    harness.person()
    given = {"phone_number": ANN, "password": PASSWORD}
    response = _raw(harness, "POST /v1/sessions", body=given, caller=None)
    assert "cookies" not in response
    assert '"refresh_token"' in response["body"]


def test_the_public_keys_verify_what_was_signed(harness: Harness) -> None:
    """Anyone can verify an access token with `/.well-known/jwks.json`."""
    import jwt

    person = harness.person()
    (key,) = harness.request("GET /.well-known/jwks.json").body["keys"]
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
