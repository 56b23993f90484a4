"""Who may do what, what each route responds, and how many AWS calls it costs."""

import pytest

from contracts.teams import MemberSuspended
from kernel import aws
from tests.faults import counted
from tests.in_process import mails, texts
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, money

USER = "GET /v1/users/{user_id}/credits"
ALLOCATE, LIMIT = "POST /v1/users/{user_id}/credits", "PUT /v1/users/{user_id}/spend-limit"
TAKE_BACK = "DELETE /v1/users/{user_id}/credits"
MEMBERS = {"path": {"user_id": MEMBER}}
COSTS = {
    "GET /v1/billing": ["GetItem", "BatchGetItem"],
    USER: ["BatchGetItem"],
    "GET /v1/payments": ["GetItem", "Query"],
    "GET /v1/payments/{payment_id}": ["BatchGetItem"],
    "GET /v1/billing/leftover": ["GetItem", "GetItem", "Query", "Query"],
    "GET /v1/ledger": ["GetItem", "Query", "Query", "Query", "BatchGetItem"],
    ALLOCATE: ["GetItem", "BatchGetItem", "BatchGetItem", "TransactWriteItems"],  # the second: the step of the owner
    TAKE_BACK: ["GetItem", "BatchGetItem", "TransactWriteItems"],
    "POST /v1/billing/credits": [
        "GetItem",
        "GetItem",
        "BatchGetItem",  # the step that the payer's account has reached
        "TransactWriteItems",
        "GetItem",
        "GetItem",
        "TransactWriteItems",
        "TransactWriteItems",  # the response under its key, once PayPal has answered
    ],
}


@pytest.mark.parametrize(
    ("key", "request_", "expected"),
    [
        ("GET /v1/billing", {}, [200, 200, 200, 200]),
        ("GET /v1/billing", {"query": {"payer": "team"}}, [200, 200, 403, 404]),
        (USER, {"path": {"user_id": MEMBER}}, [200, 200, 200, 404]),
        (USER, {"path": {"user_id": ADMIN}}, [200, 200, 403, 404]),
        (ALLOCATE, MEMBERS | {"body": money("1.00")}, [201, 201, 403, 404]),
        ("DELETE /v1/users/{user_id}/credits", {"path": {"user_id": MEMBER}}, [200, 200, 403, 404]),
        (LIMIT, MEMBERS | {"body": money("1.00")}, [200, 200, 403, 404]),
        ("GET /v1/ledger", {"query": {"user_id": ADMIN}}, [200, 200, 403, 404]),
        ("GET /v1/payments", {"query": {"payer": "team"}}, [200, 200, 403, 404]),
        ("GET /v1/billing/checks", {"query": {"payer": "team"}}, [200, 200, 403, 404]),
        ("PUT /v1/billing/auto-top-up", {"raw": "null", "query": {"payer": "team"}}, [200, 403, 403, 404]),
        ("PUT /v1/billing/auto-top-up", {"raw": "null"}, [200, 403, 200, 200]),
        ("GET /v1/billing/leftover", {"query": {"payer": "team"}}, [200, 200, 403, 404]),
    ],
)
def test_who_may_ask_what(harness: BillingHarness, key: str, request_: dict, expected: list[int]) -> None:
    """Owner, admin, member and stranger, each with the answer that their role gives (T1)."""
    harness.attach()
    harness.buy("10.00")
    assert [harness.ask(key, who, **request_).status for who in (OWNER, ADMIN, MEMBER, STRANGER)] == expected


def test_a_suspended_admin_does_nothing_for_the_team(harness: BillingHarness) -> None:
    """Until restored, they see and change only what is their own."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(MemberSuspended(team_id=TEAM, account_id=ADMIN, revision=2))
    assert harness.give("1.00", as_=ADMIN).status == 404
    assert harness.ask("GET /v1/billing", ADMIN).body["payer"] == "self"


@pytest.mark.parametrize("amount", ["0.99", "1000.01", "5.001", "-1", "1e2", "abc"])
def test_only_amounts_that_can_be_bought(harness: BillingHarness, amount: str) -> None:
    """1.00 to 1,000.00 USD in whole cents; anything else names the field (B5, E3)."""
    harness.attach()
    reply = harness.buy(amount)
    assert reply.status == 422
    assert reply.body["errors"][0]["field"].startswith("amount")


def test_payments_are_listed_by_who_may_see_them(harness: BillingHarness) -> None:
    """The team's for those who run it, newest first; a person's own for themselves; no others."""
    harness.attach()
    first, second = harness.buy("1.00").body["payment_id"], harness.buy("2.00").body["payment_id"]
    listed = harness.ask("GET /v1/payments", ADMIN).body["items"]
    assert [it["payment_id"] for it in listed] == [second, first]
    assert harness.ask("GET /v1/payments", MEMBER).body["items"] == []
    path = {"payment_id": first}
    replies = [harness.ask("GET /v1/payments/{payment_id}", who, path=path) for who in (OWNER, ADMIN, MEMBER, STRANGER)]
    assert [reply.status for reply in replies] == [200, 200, 404, 404]
    assert (replies[0].body["status"], replies[0].body["credited"]["amount"]) == ("completed", "1.00")


def test_a_receipt_is_a_page_a_pdf_and_a_mail(harness: BillingHarness) -> None:
    """Each completed payment has one, with PayPal's id; what is not paid has none (B13)."""
    harness.attach()
    payment_id = harness.buy("12.50").body["payment_id"]
    path, capture = {"payment_id": payment_id}, harness.paypal.captures()[0]["capture_id"]
    page = harness.ask("GET /v1/payments/{payment_id}/receipt", path=path)
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert capture in page.body
    pdf = harness.ask("GET /v1/payments/{payment_id}/receipt", path=path, headers={"accept": "application/pdf"})
    assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")
    harness.world.settle()
    assert any(capture in mail and "12.50" in mail for mail in mails(f"{OWNER}@example.com"))
    harness.paypal.control("behaviour", charge="pending")
    pending = {"payment_id": harness.buy("1.00").body["payment_id"]}
    assert harness.ask("GET /v1/payments/{payment_id}/receipt", path=pending).body["code"] == "no_receipt"


def test_a_receipt_names_who_paid_and_who_asked(harness: BillingHarness) -> None:
    """For every reader on the team the payer is the person whose wallet was charged (B13); it says by whom (T11)."""
    harness.attach()
    payment_id = harness.buy("12.50", as_=ADMIN).body["payment_id"]
    page = harness.ask("GET /v1/payments/{payment_id}/receipt", ADMIN, path={"payment_id": payment_id})
    assert "<dt>Paid by</dt><dd><bdi>owner</bdi></dd>" in page.body
    assert "<dt>Requested by</dt><dd><bdi>admin</bdi></dd>" in page.body


def test_notices_go_the_way_that_was_chosen(harness: BillingHarness) -> None:
    """By text, mail or both (E1)."""
    from contracts.identity import ProfileChanged

    harness.attach()
    harness.buy("5.00")
    harness.deliver_events(
        ProfileChanged(
            account_id=OWNER,
            revision=2,
            name="Rosa",
            email="rosa@example.com",
            email_confirmed=True,
            time_zone="UTC",
            notices=["text"],
        )
    )
    harness.give("5.00")
    harness.world.settle()
    number = next(item["phone_number"] for item in harness.items("ACCOUNT") if item["pk"] == f"ACCOUNT#{OWNER}")
    assert any("used up" in text for text in texts(number))
    assert not any("used up" in mail for mail in mails("rosa@example.com"))


def test_what_each_route_costs(harness: BillingHarness) -> None:
    """AWS calls by route: a read is authorised and read; a write reads at most twice and is one transaction."""
    harness.attach()
    payment_id = harness.buy("20.00").body["payment_id"]
    requests = {
        "GET /v1/billing": {},
        USER: MEMBERS,
        "GET /v1/payments": {},
        "GET /v1/payments/{payment_id}": {"path": {"payment_id": payment_id}},
        "GET /v1/billing/leftover": {},
        "GET /v1/ledger": {},
        ALLOCATE: MEMBERS | {"body": money("1.00")},
        TAKE_BACK: MEMBERS,
        "POST /v1/billing/credits": {"body": money("1.00")},
    }
    assert {key: calls(harness, key, **request) for key, request in requests.items()} == COSTS


def calls(harness: BillingHarness, key: str, **request: object) -> list[str]:
    """Return the AWS calls that a request makes."""
    with counted(aws.client("dynamodb")) as made:
        assert harness.ask(key, **request).status < 300
    return made.made
