"""Conversations: with whom a person has texted, the latest first, and what is unread for each reader (N10, N15)."""

from typing import Any

import pytest

from contracts.identity import AccountClosed
from tests.moto_tables import items_in
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER
from tests.services.numbers.shared_harness import share, unshare
from tests.services.numbers.texts_harness import FRIEND, TextsHarness, paid

_CUSTOMER = "+14155550123"


def _conversations(texts: TextsHarness, as_: str = MEMBER, **query: str) -> list[dict[str, Any]]:
    reply = texts.harness.ask("GET /v1/conversations", as_, query=query)
    assert reply.status == 200, reply
    return list(reply.body["items"])


def _mark(texts: TextsHarness, conversation: dict[str, Any], as_: str = MEMBER, until: str = "") -> Any:
    body = {"read_until": until or conversation["last"]["message_id"]}
    return texts.harness.ask(
        "PATCH /v1/conversations/{id}", as_, path={"id": conversation["conversation_id"]}, body=body
    )


def test_texts_with_the_same_people_are_one_conversation(texts: TextsHarness) -> None:
    """Both ways, newest first; each with its last text and what is unread."""
    texts.hears_from(text="First")
    texts.hears_from(_CUSTOMER, text="Another")
    texts.harness.deliver_events(paid(texts.wants("Answer")))
    texts.hears_from(text="Thanks")
    shown = [(it["party"], it["last"]["text"], it["unread"]) for it in _conversations(texts)]
    assert shown == [([FRIEND], "Thanks", 1), ([_CUSTOMER], "Another", 1)]


def test_the_texts_of_a_conversation_are_listed_alone(texts: TextsHarness) -> None:
    """Page by page, and for no one but its reader."""
    for words in ("one", "two", "three"):
        texts.hears_from(text=words)
        texts.hears_from(_CUSTOMER, text=f"not {words}")
    conversation = next(it for it in _conversations(texts) if it["party"] == [FRIEND])
    of_it = {"conversation_id": conversation["conversation_id"]}
    assert [it["text"] for it in texts.lists(**of_it)] == ["three", "two", "one"]
    page = texts.harness.ask("GET /v1/messages", MEMBER, query={**of_it, "limit": "2"}).body
    assert [it["text"] for it in texts.lists(**of_it, cursor=page["next_cursor"])] == ["one"]
    for who in (OWNER, ADMIN, OTHER, STRANGER):
        assert texts.harness.ask("GET /v1/messages", who, query=of_it).status == 404
        assert _conversations(texts, who) == []


def test_what_was_read_is_read_until_the_next_text(texts: TextsHarness) -> None:
    """A text that came after the last that was seen stays unread; to write an answer is to have read."""
    texts.hears_from(text="one")
    (seen,) = _conversations(texts)
    texts.hears_from(text="two")
    assert _mark(texts, seen).body["unread"] == 2
    (seen,) = _conversations(texts)
    assert _mark(texts, seen).body["unread"] == 0
    assert _mark(texts, seen).body["unread"] == 0
    texts.hears_from(text="three")
    assert _conversations(texts)[0]["unread"] == 1
    texts.wants("Answer")
    assert _conversations(texts)[0]["unread"] == 0


@pytest.mark.parametrize("who", [OWNER, ADMIN, OTHER, STRANGER])
def test_no_one_else_marks_it(texts: TextsHarness, who: str) -> None:
    """A conversation is its reader's."""
    texts.hears_from(text="one")
    (seen,) = _conversations(texts)
    assert _mark(texts, seen, who).status == 404
    assert _conversations(texts)[0]["unread"] == 1


def test_each_who_shares_the_number_reads_for_themselves(texts: TextsHarness) -> None:
    """What one has read is unread for the others; who shares it no more sees none (N10)."""
    share(texts)
    texts.hears_from(text="one")
    (seen,) = _conversations(texts, OTHER)
    assert _mark(texts, seen, OTHER).body["unread"] == 0
    assert [_conversations(texts, who)[0]["unread"] for who in (MEMBER, OTHER, ADMIN)] == [1, 0, 1]
    of_it = {"conversation_id": seen["conversation_id"]}
    assert [it["text"] for it in texts.lists(OTHER, **of_it)] == ["one"]
    unshare(texts)
    assert _conversations(texts, OTHER) == []
    assert texts.lists(OTHER, **of_it) == []


def test_a_group_is_a_conversation_of_its_own(texts: TextsHarness) -> None:
    """Each member writes into the same conversation, which is not the one with that member alone."""
    texts.hears_from(FRIEND, text="To all", cc=[_CUSTOMER])
    texts.hears_from(_CUSTOMER, text="To all too", cc=[FRIEND])
    texts.hears_from(FRIEND, text="To you")
    shown = [(it["party"], it["unread"]) for it in _conversations(texts)]
    assert shown == [([FRIEND], 1), (sorted([FRIEND, _CUSTOMER]), 2)]


def test_they_are_erased_with_the_account(texts: TextsHarness) -> None:
    """Nothing says with whom a closed account has texted (I10)."""
    for n in range(3):
        texts.hears_from(f"+1415555012{n}", text="Hello")
    texts.harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert [it for it in items_in(texts.harness.table.name) if it["pk"].startswith("CONVERSATION#")] == []


def test_keys_show_no_one_whom_a_person_writes_to(texts: TextsHarness) -> None:
    """The key of a conversation, and those of the lists of texts, are hashes of the other end."""
    texts.hears_from(text="Hello")
    keys = [
        str(value)
        for item in items_in(texts.harness.table.name)
        for name, value in item.items()
        if name in ("pk", "sk") or name.startswith("gsi")
    ]
    assert [key for key in keys if FRIEND in key] == []
