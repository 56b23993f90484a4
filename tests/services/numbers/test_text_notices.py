"""New texts are mailed as their reader chose: once until the conversation is read, at most once an hour (E1, N15)."""

from datetime import timedelta

import pytest

from contracts.identity import ProfileChanged
from contracts.mail import TextNotices
from contracts.messages import TextNoticeDue
from contracts.teams import MemberSuspended
from kernel import aws, clock, ids
from kernel.dynamodb.transact_items import update
from tests.faults import Crash, crashing
from tests.in_process import mails
from tests.in_process import texts as texts_at
from tests.moto_tables import items_in
from tests.services.numbers.harness import MEMBER, OTHER, TEAM
from tests.services.numbers.shared_harness import share
from tests.services.numbers.texts_harness import FRIEND, TextsHarness

_CUSTOMER = "+14155550123"
_SHOWN = {FRIEND: "(415) 555-0188", _CUSTOMER: "(415) 555-0123"}


def choose(texts: TextsHarness, chosen: TextNotices, account_id: str = MEMBER, revision: int = 50) -> str:
    """Have a person choose; return their address, which no other test has written to."""
    address = f"{ids.new_id('mia')}@example.com"
    texts.harness.deliver_event(
        ProfileChanged(
            account_id=account_id,
            revision=revision,
            name="Mia",
            email=address,
            email_confirmed=True,
            time_zone="UTC",
            notices=["text"],
            text_notices=chosen,
        )
    )
    return address


def read(texts: TextsHarness, as_: str = MEMBER) -> None:
    """Have a person read all their conversations."""
    for it in texts.harness.ask("GET /v1/conversations", as_).body["items"]:
        body = {"read_until": it["last"]["message_id"]}
        texts.harness.ask("PATCH /v1/conversations/{id}", as_, path={"id": it["conversation_id"]}, body=body)


def let_an_hour_pass(texts: TextsHarness) -> None:
    """Have all mails been sent more than an hour ago."""
    before = clock.to_text(clock.now() - timedelta(minutes=61))
    for it in items_in(texts.harness.table.name, "CONVERSATION"):
        texts.harness.table.commit([update({"pk": it["pk"], "sk": it["sk"]}, set={"mailed_at": before})])


def test_who_chose_nothing_gets_none(texts: TextsHarness) -> None:
    """No mail, and not even an event, unless the person chose it."""
    address = choose(texts, "off")
    texts.hears_from(text="Hello")
    assert mails(address) == []
    assert texts.harness.events("TextNoticeDue") == []


def test_it_names_the_other_and_the_number_and_not_what_it_says(texts: TextsHarness) -> None:
    """A mail, whatever the channels of other notices; what was written stays in Teamline."""
    address = choose(texts, "sender")
    texts.hears_from(text="The code of the door is 1234")
    (mail,) = mails(address)
    assert _SHOWN[FRIEND] in mail
    assert "(415) 555-1000" in mail
    assert "/texts" in mail
    assert "1234" not in mail
    assert texts_at(FRIEND) == []


def test_with_its_words_if_that_is_chosen(texts: TextsHarness) -> None:
    """Without links: any stranger may have written them."""
    address = choose(texts, "words")
    texts.hears_from(text="See https://bad.example.com/x now")
    (mail,) = mails(address)
    assert "See" in mail
    assert "bad.example.com" not in mail


def test_a_conversation_is_mailed_once_until_it_is_read(texts: TextsHarness) -> None:
    """Ten texts are one mail; each other conversation has its own; read, and an hour later, the next text is mailed."""
    address = choose(texts, "sender")
    for number in range(3):
        texts.hears_from(text=f"text {number}")
    texts.hears_from(_CUSTOMER, text="another")
    assert len(mails(address)) == 2
    read(texts)
    texts.hears_from(text="within the hour")
    assert len(mails(address)) == 2
    let_an_hour_pass(texts)
    texts.hears_from(text="later")
    texts.hears_from(text="and again")
    assert len(mails(address)) == 3
    let_an_hour_pass(texts)
    texts.hears_from(text="unread still")
    assert len(mails(address)) == 3
    texts.wants("An answer is a look")
    texts.hears_from(text="next")
    assert len(mails(address)) == 4


def test_each_who_shares_the_number_as_they_chose(texts: TextsHarness) -> None:
    """A colleague's mail says nothing about the user's choice; who is suspended gets none (N10)."""
    share(texts)
    own, other = choose(texts, "off"), choose(texts, "sender", OTHER)
    texts.hears_from(text="Hello")
    assert (mails(own), len(mails(other))) == ([], 1)
    texts.harness.deliver_event(MemberSuspended(team_id=TEAM, account_id=OTHER, revision=9))
    texts.hears_from(_CUSTOMER, text="Hello")
    assert len(mails(other)) == 1


def test_texts_that_waited_are_mailed_to_the_new_user(texts: TextsHarness) -> None:
    """What is handed over is new to them: one mail for each conversation."""
    address = choose(texts, "sender", OTHER)
    texts.harness.change(texts.number_id, user_id=None)
    for text in ("one", "two"):
        texts.hears_from(text=text)
    assert mails(address) == []
    texts.harness.change(texts.number_id, user_id=OTHER)
    assert len(mails(address)) == 1


@pytest.mark.parametrize("after", [True, False])
def test_a_crash_loses_no_mail(texts: TextsHarness, after: bool) -> None:
    """Killed at each call to the table and delivered again, it is mailed; once it is handled, never again."""
    texts.hears_from(text="Hello")
    address = choose(texts, "sender")
    event = TextNoticeDue(message_id=texts.lists()[0]["message_id"], account_id=MEMBER)
    for at_call in range(1, 50):
        try:
            with crashing(aws.client("dynamodb"), at_call=at_call, after=after):
                assert texts.harness.try_once(event)
        except Crash:
            continue
        break
    assert mails(address)
    count = len(mails(address))
    texts.hears_from(text="Hello again")
    assert len(mails(address)) == count
