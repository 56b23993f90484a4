"""The actions of shared numbers in tests: who shares one, and who is taken off."""

from typing import Any

from tests.in_process import Reply
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER
from tests.services.numbers.texts_harness import TextsHarness


def share(texts: TextsHarness, *others: str, as_: str = MEMBER) -> Reply:
    """Have the member's number ring for these people too, by default for another member and an admin."""
    path = {"id": texts.number_id}
    reply = texts.harness.ask("PUT /v1/numbers/{id}/ring", as_, path=path, body={"others": others or (OTHER, ADMIN)})
    assert reply.status == 200, reply
    return reply


def unshare(texts: TextsHarness) -> None:
    """Have the number ring for its user alone."""
    path = {"id": texts.number_id}
    assert texts.harness.ask("PUT /v1/numbers/{id}/ring", MEMBER, path=path, body={}).status == 200


def read(texts: TextsHarness, as_: str, **query: str) -> list[str]:
    """Return the words of a person's texts, newest first."""
    return [str(it["text"]) for it in texts.lists(as_, **query)]


def shared_numbers(texts: TextsHarness, as_: str, **query: str) -> list[Any]:
    """Return the ids of the numbers that a person shares."""
    return texts.harness.listed(as_, shared="true", **query)
