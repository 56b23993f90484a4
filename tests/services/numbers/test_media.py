"""Files that come with texts are kept in private storage, shown to who may read the text, and erased with it (N15)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from contracts.messages import MessageMediaDiscarded, MessageMediaDue
from kernel import aws, clock
from services.numbers.domain.media import FETCHED_WITHIN, MOST_BYTES, MOST_FILES, TYPES
from tests.faults import Crash, crashing
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER
from tests.services.numbers.shared_harness import share, unshare
from tests.services.numbers.texts_harness import TextsHarness

_PICTURE = {"content_type": "image/png", "color": "orange"}


def _kept() -> list[str]:
    found = aws.client("s3").list_objects_v2(Bucket="media-of-numbers").get("Contents", [])
    return [str(it["Key"]) for it in found]


@pytest.fixture(autouse=True)
def _empty() -> None:
    for key in _kept():
        aws.client("s3").delete_object(Bucket="media-of-numbers", Key=key)


def _receive(texts: TextsHarness, *media: dict[str, Any], text: str = "") -> dict[str, Any]:
    texts.hears_from(text=text, media=list(media))
    return texts.lists()[0]


def _link(texts: TextsHarness, message_id: str, as_: str = MEMBER, place: str = "0") -> Any:
    return texts.harness.ask("GET /v1/messages/{id}/media/{place}", as_, path={"id": message_id, "place": place})


def test_a_picture_is_kept_and_shown(texts: TextsHarness) -> None:
    """It is fetched from the carrier once, and its user gets at it by a link of five minutes."""
    text = _receive(texts, _PICTURE, text="Look")
    (shown,) = text["media"]
    assert (shown["state"], shown["content_type"], text["pictures"]) == ("kept", "image/png", 1)
    assert _kept() == [f"{text['message_id']}/0"]
    link = _link(texts, text["message_id"])
    assert link.status == 200
    assert "response-content-type=image%2Fpng" in link.body["url"]
    content = aws.client("s3").get_object(Bucket="media-of-numbers", Key=_kept()[0])["Body"].read()
    assert content.startswith(b"\x89PNG")
    assert len(content) == shown["size"]


def test_only_who_may_read_the_text_gets_its_files(texts: TextsHarness) -> None:
    """Owners and admins who do not share the number see no file, and no one an unknown one."""
    text = _receive(texts, _PICTURE)
    assert [_link(texts, text["message_id"], who).status for who in (OWNER, ADMIN, OTHER, STRANGER)] == [404] * 4
    assert [_link(texts, text["message_id"], place=place).status for place in ("1", "-1", "x", "00")] == [404] * 4
    assert _link(texts, "msg_unknown").status == 404


def test_who_shares_the_number_gets_them(texts: TextsHarness) -> None:
    """A colleague sees the file of a text that came while they shared the number, for as long as they do (N10)."""
    share(texts)
    text = _receive(texts, _PICTURE)
    assert _link(texts, text["message_id"], OTHER).status == 200
    unshare(texts)
    assert _link(texts, text["message_id"], OTHER).status == 404


@pytest.mark.parametrize(
    "refused",
    [
        {"content_type": "text/html", "bytes": 10},
        {"content_type": "image/svg+xml", "bytes": 10},
        {"content_type": "application/zip", "bytes": 10},
        {"content_type": "", "url": "https://media.telnyx.com/a"},
        {"content_type": "image/png", "bytes": 10, "size": MOST_BYTES + 1},
        {"content_type": "image/png", "bytes": MOST_BYTES + 1, "size": 10},
    ],
)
def test_what_is_no_file_of_a_text_is_not_kept(texts: TextsHarness, refused: dict[str, Any]) -> None:
    """Of a kind that a browser could run, or larger than any phone sends: by what the carrier says, or what comes."""
    text = _receive(texts, refused, _PICTURE, text="Look")
    assert [it["state"] for it in text["media"]] == ["refused", "kept"]
    assert _kept() == [f"{text['message_id']}/1"]
    assert _link(texts, text["message_id"]).status == 404


def test_a_file_that_runs_nowhere_is_saved_not_shown(texts: TextsHarness) -> None:
    """A contact card is downloaded; a picture is shown in its place."""
    text = _receive(texts, {"content_type": "text/vcard", "bytes": 20}, _PICTURE)
    dispositions = [_link(texts, text["message_id"], place=place).body["url"] for place in ("0", "1")]
    assert ["response-content-disposition=attachment" in it for it in dispositions] == [True, False]


def test_no_more_files_than_the_carrier_accepts(texts: TextsHarness) -> None:
    """A webhook that names hundreds is cut, and its text is stored."""
    text = _receive(texts, *[{"content_type": "text/html", "bytes": 1}] * (MOST_FILES + 5))
    assert len(text["media"]) == text["pictures"] == MOST_FILES


def test_what_the_carrier_does_not_give_is_fetched_later(texts: TextsHarness) -> None:
    """A job tries again; after three days the file counts as gone, and an alarm says so."""
    texts.harness.carrier.requests_for("texts/files", down=True)
    text = _receive(texts, _PICTURE)
    assert [it["state"] for it in text["media"]] == ["waiting"]
    assert _link(texts, text["message_id"]).status == 404
    texts.harness.carrier.requests_for("texts/files", down=False)
    texts.harness.run("fetch_media", clock.now() + timedelta(minutes=5))
    assert _kept() == []
    texts.harness.run("fetch_media", clock.now() + timedelta(minutes=15))
    texts.harness.world.settle()
    assert [it["state"] for it in texts.lists()[0]["media"]] == ["kept"]
    assert len(_kept()) == 1


def test_an_address_that_is_over_is_gone(texts: TextsHarness) -> None:
    """What the carrier has no more is shown as gone; nothing waits for it."""
    texts.harness.carrier.requests_for("texts/files", down=True)
    _receive(texts, _PICTURE)
    texts.harness.carrier.requests_for("texts/files", expire=True)
    texts.harness.run("fetch_media", clock.now() + timedelta(minutes=15))
    texts.harness.world.settle()
    assert [it["state"] for it in texts.lists()[0]["media"]] == ["gone"]
    assert "DUE#media" not in texts.stored()


def test_after_three_days_it_is_gone(texts: TextsHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A carrier that is down for longer than its addresses live is not asked for ever."""
    texts.harness.carrier.requests_for("texts/files", down=True)
    text = _receive(texts, _PICTURE)
    later = clock.now() + FETCHED_WITHIN + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    texts.harness.deliver_events(MessageMediaDue(message_id=text["message_id"], files=1))
    assert "DUE#media" not in texts.stored()
    assert '"gone"' in texts.stored()


def test_no_file_is_fetched_from_elsewhere(texts: TextsHarness) -> None:
    """An address that is not the carrier's is never followed, not even from a signed webhook."""
    text = _receive(texts, {"content_type": "image/png", "url": "http://169.254.169.254/a.png", "size": 10})
    assert [it["state"] for it in text["media"]] == ["waiting"]
    assert _kept() == []


def test_files_are_erased_with_their_text(texts: TextsHarness) -> None:
    """A closed account leaves no file; the carrier's address is stored only while the file waits (I10)."""
    text = _receive(texts, _PICTURE, _PICTURE, text="Look")
    assert "/telnyx/media/" not in texts.stored()
    assert len(_kept()) == 2
    texts.harness.deliver_events(AccountClosed(account_id=MEMBER))
    texts.harness.world.settle()
    assert _kept() == []
    assert texts.harness.events("MessageMediaDiscarded") == [{"message_id": text["message_id"], "files": 2}]


def test_a_text_that_is_erased_while_its_file_comes_leaves_none(texts: TextsHarness) -> None:
    """Whichever is first, the file is erased."""
    texts.harness.carrier.requests_for("texts/files", down=True)
    text = _receive(texts, _PICTURE)
    texts.harness.deliver_events(AccountClosed(account_id=MEMBER))
    aws.client("s3").put_object(Bucket="media-of-numbers", Key=f"{text['message_id']}/0", Body=b"late")
    texts.harness.deliver_events(MessageMediaDue(message_id=text["message_id"], files=1))
    assert _kept() == []


@pytest.mark.parametrize("at_call", range(1, 5))
@pytest.mark.parametrize("client", ["dynamodb", "s3"])
@pytest.mark.parametrize("after", [False, True])
def test_a_crash_anywhere_leads_to_one_file(texts: TextsHarness, client: str, at_call: int, *, after: bool) -> None:
    """A function that dies before or after any request to AWS, and is started again, has kept the file once."""
    texts.harness.carrier.requests_for("texts/files", down=True)
    text = _receive(texts, _PICTURE)
    texts.harness.carrier.requests_for("texts/files", down=False)
    due = MessageMediaDue(message_id=text["message_id"], files=1)
    with crashing(aws.client(client), at_call=at_call, after=after):
        try:
            texts.harness.deliver_events(due)
        except Crash:
            texts.harness.deliver_events(due)
    assert [it["state"] for it in texts.lists()[0]["media"]] == ["kept"]
    assert _kept() == [f"{text['message_id']}/0"]


def test_to_erase_twice_is_no_error(texts: TextsHarness) -> None:
    """The event may come again, and for files that never came."""
    for _ in range(2):
        texts.harness.deliver_events(MessageMediaDiscarded(message_id="msg_1", files=3))
    assert _kept() == []


def test_nothing_that_is_shown_can_run() -> None:
    """No type that is kept is markup or a program; documents and cards are never shown in their place."""
    assert not [kind for kind in TYPES if kind.partition("/")[2] in ("html", "svg+xml", "xml", "javascript")]
    assert {kind.partition("/")[0] for kind, is_shown in TYPES.items() if is_shown} == {"image", "video", "audio"}
