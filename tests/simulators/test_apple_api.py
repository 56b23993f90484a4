"""The simulated App Store Server API: who may call it, lists in pages, account tokens, errors."""

import time
from datetime import timedelta
from typing import Any

import jwt
import pytest
import requests
from appstoreserverlibrary.api_client import APIError, APIException, GetTransactionHistoryVersion
from appstoreserverlibrary.models.NotificationHistoryRequest import NotificationHistoryRequest
from appstoreserverlibrary.models.NotificationHistoryResponseItem import NotificationHistoryResponseItem
from appstoreserverlibrary.models.NotificationTypeV2 import NotificationTypeV2
from appstoreserverlibrary.models.TransactionHistoryRequest import Order, TransactionHistoryRequest
from appstoreserverlibrary.models.UpdateAppAccountTokenRequest import UpdateAppAccountTokenRequest
from cryptography.hazmat.primitives.asymmetric import ec

from simulators.apple.settings import caller_key
from simulators.stores.instants import now, to_ms
from tests.simulators.app_store import RunningAppStore, at_app_store, one_app_store, payload_of
from tests.simulators.running_store import USER

__all__ = ["at_app_store", "one_app_store"]

_V2 = GetTransactionHistoryVersion.V2


def _span(**also: Any) -> NotificationHistoryRequest:
    """Ask for a year from yesterday on: what is moved into the future is listed too."""
    start = to_ms(now() - timedelta(days=1))
    return NotificationHistoryRequest(startDate=start, endDate=to_ms(now() + timedelta(days=900)), **also)


def _history(at_app_store: RunningAppStore, **also: Any) -> list[NotificationHistoryResponseItem]:
    client, found, page_token = at_app_store.client(), [], None
    while True:
        page = client.get_notification_history(page_token, _span(**also))
        found += page.notificationHistory or []
        assert len(page.notificationHistory or []) <= 20
        if not page.hasMore:
            return found
        page_token = page.paginationToken


def _claims(**otherwise: Any) -> dict[str, Any]:
    usual = {"iss": "57246542-96fe-1a63-e053-0824d011072a", "bid": "com.example.phone", "aud": "appstoreconnect-v1"}
    return usual | {"iat": int(time.time()), "exp": int(time.time()) + 300} | otherwise


@pytest.mark.parametrize(
    ("claims", "header", "status"),
    [
        ({}, {}, 404),
        ({"iss": "another"}, {}, 401),
        ({"bid": "com.example.other"}, {}, 401),
        ({"aud": "appstoreconnect-v2"}, {}, 401),
        ({"exp": int(time.time()) - 1}, {}, 401),
        ({"exp": int(time.time()) + 7200}, {}, 401),
        ({}, {"kid": "another"}, 401),
    ],
)
def test_only_its_own_caller_is_let_in(
    at_app_store: RunningAppStore, claims: dict[str, Any], header: dict[str, str], status: int
) -> None:
    """A token for another issuer, app or audience, with another key's id, or for more than an hour is refused."""
    key = caller_key(at_app_store.folder)
    token = jwt.encode(_claims(**claims), key, algorithm="ES256", headers={"kid": "2X9R4HXF34"} | header)
    assert _status(at_app_store, f"Bearer {token}") == status


def _status(at_app_store: RunningAppStore, authorization: str) -> int:
    url = f"{at_app_store.url}/inApps/v1/transactions/4300000000000000"
    return requests.get(url, headers={"authorization": authorization}, timeout=5).status_code


def test_another_key_is_refused(at_app_store: RunningAppStore) -> None:
    """So is a caller without a token."""
    token = jwt.encode(
        _claims(), ec.generate_private_key(ec.SECP256R1()), algorithm="ES256", headers={"kid": "2X9R4HXF34"}
    )
    assert [_status(at_app_store, said) for said in (f"Bearer {token}", "", "Bearer x")] == [401, 401, 401]


def test_a_dropped_notification_is_in_the_history(at_app_store: RunningAppStore) -> None:
    """It never arrives; the history has it, signed, with its failed attempt."""
    at_app_store.subscribe()
    at_app_store.signed_payloads(1)
    at_app_store.control("/delivery", drop=True)
    dropped = at_app_store.happen("renewed")["notification_id"]
    (failed,) = _history(at_app_store, onlyFailures=True)
    assert at_app_store.verify(failed.signedPayload or "").notification.notificationUUID == dropped
    assert [one.rawSendAttemptResult for one in failed.sendAttempts or []] == ["NO_RESPONSE"]
    assert len(_history(at_app_store)) == 2


def test_the_history_is_filtered_and_paged(at_app_store: RunningAppStore) -> None:
    """By type or by a transaction, 20 at a time, each notification once."""
    first = at_app_store.subscribe()
    for _ in range(22):
        at_app_store.happen("renewed")
    at_app_store.subscribe(phone_number="+14155550101")
    assert len(_history(at_app_store)) == 24
    assert len(_history(at_app_store, transactionId=first["transaction_id"])) == 23
    renewals = _history(at_app_store, notificationType=NotificationTypeV2.DID_RENEW)
    assert len({payload_of(one.signedPayload or "")["notificationUUID"] for one in renewals}) == 22


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (NotificationHistoryRequest(startDate=1, endDate=2), APIError.START_DATE_TOO_FAR_IN_PAST),
        (NotificationHistoryRequest(startDate=2, endDate=1), APIError.START_DATE_AFTER_END_DATE),
        (NotificationHistoryRequest(endDate=2), APIError.INVALID_START_DATE),
        (NotificationHistoryRequest(startDate=2), APIError.INVALID_END_DATE),
        (_span(transactionId="1", notificationType=NotificationTypeV2.TEST), APIError.MULTIPLE_FILTERS_SUPPLIED),
    ],
)
def test_a_wrong_question_is_refused(
    at_app_store: RunningAppStore, asked: NotificationHistoryRequest, code: APIError
) -> None:
    """With Apple's own code."""
    with pytest.raises(APIException) as refusal:
        at_app_store.client().get_notification_history(None, asked)
    assert (refusal.value.http_status_code, refusal.value.api_error) == (400, code)


def test_a_test_notification_arrives(at_app_store: RunningAppStore) -> None:
    """Its status can be asked for by the token that the request answered."""
    token = at_app_store.client().request_test_notification().testNotificationToken or ""
    (verified,) = at_app_store.verified(1)
    assert verified.notification.rawNotificationType == "TEST"
    assert at_app_store.client().get_test_notification_status(token).signedPayload
    with pytest.raises(APIException) as refusal:
        at_app_store.client().get_test_notification_status("another")
    assert refusal.value.http_status_code == 404


def test_transactions_are_paged_by_revision(at_app_store: RunningAppStore) -> None:
    """20 at a time in the order of their change, or the other way; each verifies."""
    bought = at_app_store.subscribe()
    for _ in range(21):
        at_app_store.happen("renewed")
    client, asked = at_app_store.client(), TransactionHistoryRequest(sort=Order.DESCENDING)
    first = client.get_transaction_history(bought["transaction_id"], None, asked, _V2)
    second = client.get_transaction_history(bought["transaction_id"], first.revision, asked, _V2)
    assert (first.hasMore, second.hasMore) == (True, False)
    signed = [*(first.signedTransactions or []), *(second.signedTransactions or [])]
    verifier = at_app_store.verifier()
    periods = [verifier.verify_and_decode_signed_transaction(one).webOrderLineItemId for one in signed]
    assert periods == [one["period"] for one in reversed(at_app_store.truth()[0]["periods"])]
    with pytest.raises(APIException) as refusal:
        client.get_transaction_history(bought["transaction_id"], "1_1", asked, _V2)
    assert refusal.value.api_error == APIError.INVALID_REQUEST_REVISION


def test_refunds_are_listed(at_app_store: RunningAppStore) -> None:
    """Only what was refunded."""
    bought = at_app_store.subscribe()
    refunded = at_app_store.happen("renewed", "refunded")
    listed = at_app_store.client().get_refund_history(bought["transaction_id"], None).signedTransactions or []
    assert [payload_of(one)["transactionId"] for one in listed] == [refunded["transaction_id"]]


def test_a_purchase_gets_an_owner(at_app_store: RunningAppStore) -> None:
    """What was bought without the app has no account token, until it is set; later transactions have it too."""
    bought = at_app_store.subscribe(account_token="")
    at_app_store.client().set_app_account_token(bought["subscription_id"], UpdateAppAccountTokenRequest(USER))
    renewed = at_app_store.happen("renewed")
    for transaction_id in (bought["transaction_id"], renewed["transaction_id"]):
        signed = at_app_store.client().get_transaction_info(transaction_id).signedTransactionInfo or ""
        assert payload_of(signed)["appAccountToken"] == USER


_OWNER = "7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d002"


@pytest.mark.parametrize(
    ("which", "token", "code"),
    [
        ("subscription_id", "mine", APIError.INVALID_APP_ACCOUNT_TOKEN_UUID_ERROR),
        (
            "transaction_id",
            "7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d002",
            APIError.TRANSACTION_ID_IS_NOT_ORIGINAL_TRANSACTION_ID_ERROR,
        ),
    ],
)
def test_an_owner_is_a_uuid_of_an_original_transaction(
    at_app_store: RunningAppStore, which: str, token: str, code: APIError
) -> None:
    """Anything else is refused with Apple's own code."""
    at_app_store.subscribe()
    renewed = at_app_store.happen("renewed")
    with pytest.raises(APIException) as refusal:
        at_app_store.client().set_app_account_token(renewed[which], UpdateAppAccountTokenRequest(token))
    assert refusal.value.api_error == code


def test_an_environment_knows_its_own_only(at_app_store: RunningAppStore) -> None:
    """A purchase of the sandbox is not found in production, and the other way round."""
    bought = at_app_store.subscribe(environment="sandbox")
    assert at_app_store.client(sandbox=True).get_transaction_info(bought["transaction_id"]).signedTransactionInfo
    with pytest.raises(APIException) as refusal:
        at_app_store.client().get_transaction_info(bought["transaction_id"])
    assert refusal.value.api_error == APIError.TRANSACTION_ID_NOT_FOUND


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("error", 500, 5000000),
        ("unavailable", 500, 5000001),
        ("rate_limited", 429, 4290000),
        ("unauthenticated", 401, None),
    ],
)
def test_the_api_fails_as_set(at_app_store: RunningAppStore, fault: str, status: int, code: int | None) -> None:
    """So many times, then it answers again."""
    bought = at_app_store.subscribe()
    at_app_store.control("/behaviour", fault=fault, times=1)
    with pytest.raises(APIException) as refusal:
        at_app_store.client().get_transaction_info(bought["transaction_id"])
    assert (refusal.value.http_status_code, refusal.value.raw_api_error) == (status, code)
    assert at_app_store.client().get_transaction_info(bought["transaction_id"]).signedTransactionInfo


def test_an_error_can_come_after_the_effect(at_app_store: RunningAppStore) -> None:
    """The owner is set though the answer was an error."""
    bought = at_app_store.subscribe(account_token="")
    at_app_store.control("/behaviour", fault="error_after")
    with pytest.raises(APIException):
        at_app_store.client().set_app_account_token(bought["subscription_id"], UpdateAppAccountTokenRequest(USER))
    assert at_app_store.truth()[0]["account_token"] == USER
