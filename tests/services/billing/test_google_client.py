"""The client of Google Play's API: its login, and what it makes of each answer."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from services.billing.google_play.client import GooglePlay
from services.billing.google_play.login import Login, ServiceAccount
from services.billing.google_play.pushes import Voided
from tests.services.billing.google import (
    MONTHLY,
    ORDER,
    PACKAGE,
    TOKEN,
    GoogleKey,
    ScriptedGoogle,
    at,
    line,
    purchase,
    scripted_google,
)

_PURCHASES = f"/androidpublisher/v3/applications/{PACKAGE}/purchases"
_FOUND = purchase(line(at(2)))


@pytest.fixture(scope="module")
def key() -> GoogleKey:
    return GoogleKey("key-of-the-account")


@pytest.fixture
def google() -> Iterator[ScriptedGoogle]:
    with scripted_google() as google:
        google.answers["/token"] = [(200, {"access_token": "access", "expires_in": 3599, "token_type": "Bearer"})]
        google.answers[f"{_PURCHASES}/subscriptionsv2"] = [(200, _FOUND)]
        yield google


@pytest.fixture
def client(google: ScriptedGoogle, key: GoogleKey) -> GooglePlay:
    account = {"client_email": "billing@x.iam", "private_key_id": key.key_id, "private_key": key.pem, "type": "x"}
    read = ServiceAccount.read(json.dumps(account | {"token_uri": f"{google.url}/token"}))
    return GooglePlay(google.url, PACKAGE, Login(read))


def test_the_service_account_signs_in_once(google: ScriptedGoogle, client: GooglePlay, key: GoogleKey) -> None:
    """The assertion is what Google's own library sends; the token serves for the next requests, too."""
    assert client.find(TOKEN) == client.find(TOKEN)
    (_, path, _, body), *requests = google.asked
    form = parse_qs(body.decode())
    claims = jwt.decode(form["assertion"][0], key.key.public_key(), ["RS256"], audience=f"{google.url}/token")
    assert (path, claims["iss"], claims["exp"] - claims["iat"]) == ("/token", "billing@x.iam", 3600)
    assert claims["scope"] == "https://www.googleapis.com/auth/androidpublisher"
    assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    assert [sent for _, _, sent, _ in requests] == ["Bearer access"] * 2


def test_a_token_that_ended_is_renewed_once(google: ScriptedGoogle, client: GooglePlay) -> None:
    """A 401 for a token that worked has a new one asked for; a second 401 is a fault of the operator's account."""
    client.find(TOKEN)
    google.answers[f"{_PURCHASES}/subscriptionsv2"] = [(401, {}), (200, _FOUND)]
    assert client.find(TOKEN)
    google.answers[f"{_PURCHASES}/subscriptionsv2"] = [(401, {})]
    with pytest.raises(ProviderDownError):
        client.find(TOKEN)
    assert len([path for _, path, _, _ in google.asked if path == "/token"]) == 3


@pytest.mark.parametrize("answer", [(400, {"error": "invalid_grant"}), (503, {}), (200, {"access_token": 1})])
def test_without_a_token_nothing_is_asked(
    google: ScriptedGoogle, client: GooglePlay, answer: tuple[int, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """The purchase is read later; the operator has an alarm if Google does not know our account."""
    google.answers["/token"] = [answer]
    with pytest.raises(ProviderDownError):
        client.find(TOKEN)
    assert [path for _, path, _, _ in google.asked] == ["/token"]
    assert ("GooglePlayDoesNotLetUsIn" in capsys.readouterr().out) is (answer[0] == 400)


@pytest.mark.parametrize("status", [400, 404, 410])
def test_an_unknown_token_is_no_purchase(google: ScriptedGoogle, client: GooglePlay, status: int) -> None:
    """An invented token, one of another app, and one that ended more than 60 days ago are no purchase."""
    google.answers[f"{_PURCHASES}/subscriptionsv2"] = [(status, {})]
    assert client.find("unknown/token") is None
    assert google.asked[-1][1] == f"{_PURCHASES}/subscriptionsv2/tokens/unknown%2Ftoken"


@pytest.mark.parametrize(
    "answer",
    [
        (429, {}),
        (403, {"error": {"errors": [{"reason": "quotaExceeded"}]}}),
        (500, b"<html>"),
        (503, {}),
        (403, {"error": {"errors": [{"reason": "permissionDenied"}]}}),
        (200, b"<html>"),
        (200, {"lineItems": "none"}),
        (302, {}),
    ],
    ids=str,
)
def test_what_may_be_better_later_is_asked_again(
    google: ScriptedGoogle, client: GooglePlay, answer: tuple[int, Any]
) -> None:
    """A quota, a fault of Google's and missing rights leave the purchase as it was, for a later request."""
    google.answers[f"{_PURCHASES}/subscriptionsv2"] = [answer]
    with pytest.raises(ProviderDownError):
        client.find(TOKEN)


@pytest.mark.parametrize("empty", [b"", b"{}"])
def test_a_purchase_is_acknowledged_and_cancelled(google: ScriptedGoogle, client: GooglePlay, empty: bytes) -> None:
    """Google answers both without content; a purchase without an account is given one with it (D6)."""
    google.answers[_PURCHASES] = [(200, empty)]
    del google.answers[f"{_PURCHASES}/subscriptionsv2"]
    client.acknowledge(TOKEN, MONTHLY, "")
    client.acknowledge(TOKEN, MONTHLY, "7e3fb204")
    client.cancel(TOKEN)
    assert [(path.removeprefix(_PURCHASES), json.loads(body)) for _, path, _, body in google.asked[1:]] == [
        (f"/subscriptions/{MONTHLY}/tokens/{TOKEN}:acknowledge", {}),
        (
            f"/subscriptions/{MONTHLY}/tokens/{TOKEN}:acknowledge",
            {"externalAccountIds": {"obfuscatedAccountId": "7e3fb204"}},
        ),
        (
            f"/subscriptionsv2/tokens/{TOKEN}:cancel",
            {"cancellationContext": {"cancellationType": "DEVELOPER_REQUESTED_STOP_PAYMENTS"}},
        ),
    ]
    google.answers[_PURCHASES] = [(400, {"error": {"status": "INVALID_ARGUMENT"}})]
    with pytest.raises(ProviderRefusedError):
        client.cancel(TOKEN)


def test_voided_orders_are_listed_page_by_page(google: ScriptedGoogle, client: GooglePlay) -> None:
    """The list of orders that were paid back has subscriptions in it, and names its next page."""
    one = {"purchaseToken": TOKEN, "orderId": ORDER, "voidedTimeMillis": "1798797600000"}
    google.answers[f"{_PURCHASES}/voidedpurchases"] = [
        (200, {"voidedPurchases": [one], "tokenPagination": {"nextPageToken": "next"}}),
        (200, {"voidedPurchases": [one | {"orderId": f"{ORDER}..0"}]}),
        (200, {}),
        (200, {"voidedPurchases": [{}]}),
    ]
    assert client.list_voided(at(1)) == ([Voided(TOKEN, ORDER, at(1))], "next")
    assert client.list_voided(at(1), "next") == ([Voided(TOKEN, f"{ORDER}..0", at(1))], "")
    first, second = (parse_qs(urlsplit(path).query) for _, path, _, _ in google.asked[1:])
    assert (first["type"], first["startTime"], second["token"]) == (["1"], ["1798797600000"], ["next"])
    assert client.list_voided(at(1)) == ([], "")
    with pytest.raises(ProviderDownError):
        client.list_voided(at(1))
