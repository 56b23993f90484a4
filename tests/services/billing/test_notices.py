"""The holder of a wallet is notified of what happens to it, and nothing that is said is untrue (B7, T8, T9, E1)."""

from datetime import UTC, datetime
from typing import get_args
from uuid import uuid4

import pytest

from contracts.billing import NoticeDue
from contracts.identity import ProfileChanged
from contracts.numbers import NumberHandedOver
from contracts.teams import MemberRemoved, TeamDissolved
from contracts.usage import SpendLimitMet
from services.billing.domain.notices import NOTICES
from services.billing.domain.payment_fact import DisputeFact, RefundFact, RefundStatus
from services.billing.domain.receipt import Line, Receipt
from tests.in_process import mails, texts
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, handed_over
from tests.services.billing.planning import number_requested, plan_of
from tests.services.billing.test_allocating import spend
from tests.spanish import assert_spanish

_NUMBER = "+14155557777"


def choose_both(harness: BillingHarness, account: str, language: str = "en") -> tuple[str, str]:
    """Have a person choose both channels; return their phone number and email."""
    email = f"{account}-{uuid4().hex}@example.com"
    profile = {"name": account, "email": email, "email_confirmed": True, "time_zone": "UTC", "language": language}
    harness.deliver_event(
        ProfileChanged(account_id=account, revision=99, notices=["text", "email"], **profile)  # type: ignore[arg-type]
    )
    return f"+1415555{sum(map(ord, account)):04}"[:12], email


def test_each_notice_of_the_table_can_be_requested() -> None:
    """The event names exactly the kinds that the table has words for."""
    assert set(get_args(NoticeDue.model_fields["kind"].annotation)) == set(NOTICES) - {
        "wallet_attached",
        "usage_report",
    }


_OWN_TESTS = ("receipt", "approval_", "wallet_attached", "invoice_corrected", "usage_report")


@pytest.mark.parametrize("kind", [kind for kind in NOTICES if not kind.startswith(_OWN_TESTS)])
def test_each_notice_is_sent(harness: BillingHarness, kind: str) -> None:
    """Each goes out by text and mail, in whole words; those with more to say have tests of their own."""
    number, email = choose_both(harness, OWNER)
    before = len(texts(number))
    day = datetime(2027, 3, 1, tzinfo=UTC)
    about = {"amount": 1_500_000, "reason": "INSTRUMENT_DECLINED", "phone_number": _NUMBER, "months": 1}
    times = {"paid_through": day, "next_try_at": day, "last_try_at": day, "day": day}
    harness.deliver_event(NoticeDue.model_validate({"wallet": TEAM, "kind": kind} | about | times))
    (mail,) = mails(email)
    assert len(texts(number)) == before + 1
    assert not set("{}") & set(mail)
    assert any(page in mail for page in ("/billing", "/numbers", "/usage", "/users"))


@pytest.mark.parametrize("wallet", [TEAM, OWNER])
@pytest.mark.parametrize("kind", [kind for kind in NOTICES if not kind.startswith(_OWN_TESTS)])
def test_each_notice_is_sent_in_spanish(harness: BillingHarness, kind: str, wallet: str) -> None:
    """Who chose Spanish gets every word of it in Spanish, subject and text included."""
    number, email = choose_both(harness, OWNER, "es")
    day = datetime(2027, 3, 1, tzinfo=UTC)
    about = {"amount": 1_500_000, "reason": "INSTRUMENT_DECLINED", "phone_number": _NUMBER, "months": 12, "plans": 5}
    times = {"paid_through": day, "next_try_at": day, "last_try_at": day, "day": day}
    more = {"phone_numbers": [_NUMBER], "people": 2, "store": "app_store"}
    harness.deliver_event(NoticeDue.model_validate({"wallet": wallet, "kind": kind} | about | times | more))
    (mail,) = mails(email)
    assert_spanish(mail)
    assert_spanish(texts(number)[-1])


@pytest.mark.parametrize(
    ("wallet", "words", "untrue"),
    [
        (TEAM, "What people have already been given still works.", "Calls and texts"),
        (OWNER, "Calls and texts that need credits have stopped.", "given"),
    ],
)
def test_an_empty_balance_says_what_stops(harness: BillingHarness, wallet: str, words: str, untrue: str) -> None:
    """A team's balance pays for no calls itself: it is given to people, whose calls go on (B7)."""
    _, email = choose_both(harness, OWNER)
    harness.deliver_event(NoticeDue(wallet=wallet, kind="empty"))
    (mail,) = mails(email)
    assert words in mail
    assert untrue not in mail


def test_the_owner_reads_whose_limit_was_reached(harness: BillingHarness) -> None:
    """By the name that the member has, and how much it is (B12)."""
    _, email = choose_both(harness, OWNER)
    choose_both(harness, MEMBER)
    harness.deliver_event(NoticeDue(wallet=TEAM, kind="member_limit_reached", amount=20_000_000, person_id=MEMBER))
    (mail,) = mails(email)
    assert f"{MEMBER} has reached the spend limit of 20.00 USD a month" in mail


@pytest.mark.parametrize(
    ("zone", "again"),
    [("America/New_York", "November 30, 2026, 19:00 America/New_York"), ("UTC", "December 1, 2026, 00:00 UTC")],
)
def test_a_limit_that_is_reached_says_when_it_starts_again(harness: BillingHarness, zone: str, again: str) -> None:
    """Months of limits are UTC's: in the reader's zone another begins on the last day before, or hours later (B12)."""
    mailbox = {who: choose_both(harness, who)[1] for who in (OWNER, MEMBER)}
    for who, email in mailbox.items():
        profile = {"name": who, "email": email, "email_confirmed": True, "notices": ["email"], "time_zone": zone}
        harness.deliver_event(ProfileChanged(account_id=who, revision=100, **profile))
    harness.deliver_events(SpendLimitMet(account_id=MEMBER, limit=20_000_000, month="2026-11"))
    for email in mailbox.values():
        (mail,) = mails(email)
        assert f"refused until {again}, or until" in mail


def test_credits_that_went_back_are_not_used_up(harness: BillingHarness) -> None:
    """Who lost a team's credits reads that, and not that they are used up; who has none reads nothing."""
    _, email = choose_both(harness, MEMBER)
    harness.attach()
    harness.buy("10.00")
    harness.give("5.00")
    harness.world.settle()
    gone = MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="dissolved", numbers="keep", revision=50)
    harness.deliver_event(gone)
    harness.world.settle()
    (mail,) = mails(email)
    assert "went back to it. Your balance is 0.00 USD" in mail
    assert "credits are used up" not in mail


def test_taken_back_credits_are_not_used_up(harness: BillingHarness) -> None:
    """The same if the owner takes the credits back."""
    _, email = choose_both(harness, MEMBER)
    harness.attach()
    harness.buy("10.00")
    harness.give("5.00")
    harness.world.settle()
    assert harness.ask("DELETE /v1/users/{user_id}/credits", path={"user_id": MEMBER}).status == 200
    harness.world.settle()
    (mail,) = mails(email)
    assert "went back to it" in mail


def test_a_new_owner_without_a_wallet(harness: BillingHarness) -> None:
    """Running plans lack a wallet after a hand-over: the new owner is mailed what to do (T12)."""
    _, email = choose_both(harness, ADMIN)
    harness.deliver_events(*handed_over())
    assert mails(email) == []
    harness.deliver_events(*handed_over(ADMIN, OWNER, revision=3))
    harness.attach()
    harness.deliver_events(number_requested())
    harness.deliver_events(*handed_over(revision=4))
    (mail,) = mails(email)
    assert "none is connected" in mail


def test_a_number_that_became_theirs(harness: BillingHarness) -> None:
    """The new holder learns until when it is paid and what it costs from then on (T12)."""
    _, email = choose_both(harness, MEMBER)
    harness.attach()
    harness.deliver_events(number_requested())
    plan = plan_of(harness)
    harness.deliver_events(
        NumberHandedOver(
            number_id=plan.number_id,
            revision=9,
            subscription_id=plan.subscription_id,
            from_holder=TEAM,
            to_holder=MEMBER,
            phone_number=plan.phone_number,
        )
    )
    mail = mails(email)[-1]
    assert f"{plan.phone_number} is yours now" in mail
    assert "1.00 USD a month" in mail


def test_nothing_is_mailed_to_an_email_whose_mails_fail(harness: BillingHarness) -> None:
    """A notice goes by text, also to who chose email only; a receipt, which is too long for one, goes nowhere."""
    email = f"failing-{id(harness)}@example.com"
    profile = {"name": "Olga", "email": email, "email_confirmed": True, "time_zone": "UTC", "email_state": "complained"}
    harness.deliver_event(
        ProfileChanged(account_id=OWNER, revision=99, notices=["email"], **profile)  # type: ignore[arg-type]
    )
    number, _ = f"+1415555{sum(map(ord, OWNER)):04}"[:12], email
    before = len(texts(number))
    harness.deliver_event(NoticeDue(wallet=TEAM, kind="payment_failed", amount=1_500_000, reason=""))
    assert (mails(email), len(texts(number))) == ([], before + 1)
    harness.attach()
    harness.buy("10.00")
    harness.world.settle()
    assert mails(email) == []


def test_a_part_that_was_refunded_is_said_to_be_refunded(harness: BillingHarness) -> None:
    """A payment that keeps a part is completed; the mail says why money went, not what the payment is (B5)."""
    _, email = choose_both(harness, OWNER)
    harness.attach()
    payment = harness.buy("10.00").body["payment_id"]
    harness.world.settle()
    before = len(mails(email))
    harness.record_payment_fact(payment, RefundFact("ref_1", 3_000_000, RefundStatus.COMPLETED))
    harness.world.settle()
    said = next(mail for mail in mails(email)[before:] if "took back" in mail)
    assert "PayPal took back 3.00 USD (the payment was refunded)" in said


def test_a_receipt_says_what_repaid_a_debt(harness: BillingHarness) -> None:
    """Of 8.00, 7.00 repaid what was owed: the receipt says so (B13)."""
    _, email = choose_both(harness, OWNER)
    harness.attach()
    first = harness.buy("7.00").body["payment_id"]
    harness.give("7.00")
    harness.world.settle()
    spend(harness, MEMBER, 7_000_000)
    harness.record_payment_fact(first, RefundFact("ref_1", 7_000_000, RefundStatus.COMPLETED, by_force=True))
    harness.world.settle()
    before = len(mails(email))
    harness.buy("8.00")
    harness.world.settle()
    said = "\n".join(mails(email)[before:])
    assert "Repaid what was owed: 7.00 USD" in said
    assert "Added to the balance: 1.00 USD" in said


def test_a_receipt_of_refunded_credits_says_what_was_added_once() -> None:
    """What was returned later is a line of its own: what repaid a debt, and what was added, stays as it was (B13)."""
    lines = Line("Credits", 8 * DOLLAR), Line("Returned by PayPal", -8 * DOLLAR)
    at = datetime(2027, 1, 31, tzinfo=UTC)
    receipt = Receipt("1", at, "Teamline", "Rosa", "r@example.com", "", "CAP-1", lines, repaid=7 * DOLLAR)
    assert dict(receipt.facts())["Added to the balance"] == "1.00 USD"


def test_of_a_team_that_is_dissolved_the_balance_is_its_heirs(harness: BillingHarness) -> None:
    """What is taken back of a dissolved team's payment comes out of its heir's balance, and the mail says so (B19)."""
    _, email = choose_both(harness, OWNER)
    harness.attach()
    payment = harness.buy("10.00").body["payment_id"]
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    harness.record_payment_fact(payment, RefundFact("ref_1", 3_000_000, RefundStatus.COMPLETED))
    assert harness.parts(OWNER) == {"own": 7 * DOLLAR}
    said = next(mail for mail in mails(email) if "took back" in mail)
    assert "from your balance" in said


def test_what_is_not_given_may_have_repaid_a_debt() -> None:
    """Where the money of a member's credits went is said for each case in which they are not given (B6, B19)."""
    said = NOTICES["not_given"].text
    for case in ("left the team", "dissolved", "spent", "owed"):
        assert case in said
    assert "is in {whose} balance" not in said


def test_a_plan_whose_payment_is_disputed_is_not_said_to_be_refunded(harness: BillingHarness) -> None:
    """While a dispute is open PayPal holds the money: the payer has not got it back yet (B8)."""
    _, email = choose_both(harness, OWNER)
    harness.attach()
    harness.deliver_events(number_requested(plan_id="local_yearly"))
    harness.record_payment_fact(harness.items("PAYMENT")[0]["payment_id"], DisputeFact("PP-D-1"))
    said = next(mail for mail in mails(email) if "disputed at PayPal" in mail)
    assert "paid for a number plan is no longer with us" in said
    assert "went back" not in said
