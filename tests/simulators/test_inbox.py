"""All that a person receives can be read in one place, newest last."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from kernel import aws
from kernel.providers.messaging import Attachment, NotDeliverableError, send_mail
from local import operator_setup
from local.emulator import CREDENTIALS, Emulator
from simulators.telnyx import API_KEY

_NUMBER = "+14155550207"
_CONFIG = {"mail": {"sender": "Teamline <no-reply@teamline.example>"}}


@pytest.fixture
def inbox(simulators: str) -> Callable[[str], list[dict[str, Any]]]:
    """Return a function that reads an inbox."""

    def read(to: str) -> list[dict[str, Any]]:
        answer = requests.get(f"{simulators}/_control/inbox", params={"to": to}, timeout=5)
        answer.raise_for_status()
        return answer.json()["items"]

    return read


def _text(emulator: Emulator, words: str) -> None:
    emulator.client("sns").publish(PhoneNumber=_NUMBER, Message=words)


def _call(simulators: str, code: str) -> None:
    said = {"phone_number": _NUMBER, "custom_code": code, "verify_profile_id": "4900017a-5b5e-4d7e-9d2c-3f8b1a6c0e11"}
    headers = {"Authorization": f"Bearer {API_KEY}"}
    requests.post(
        f"{simulators}/telnyx/v2/verifications/call", json=said, headers=headers, timeout=5
    ).raise_for_status()


def test_texts_and_calls_come_in_their_order(simulators: str, emulator: Emulator, inbox) -> None:
    """A text, a call and another text are listed in the order in which they arrived."""
    _text(emulator, "first")
    _call(simulators, "204060")
    _text(emulator, "last")
    assert [item["kind"] for item in inbox(_NUMBER)] == ["sms", "call", "sms"]
    assert [item["text"] for item in inbox(_NUMBER)][::2] == ["first", "last"]


def test_a_call_speaks_the_code_twice(simulators: str, inbox) -> None:
    """The words of the call hold the code digit by digit, two times (I3)."""
    _call(simulators, "204060")
    (call,) = inbox(_NUMBER)
    assert call["text"].count("2, 0, 4, 0, 6, 0") == 2


def test_mails_arrive_with_their_subject(emulator: Emulator, inbox) -> None:
    """A mail is found by its addressee, in any case of letters."""
    operator_setup.set_up(emulator, _CONFIG, {})
    emulator.client("sesv2").send_email(
        FromEmailAddress=_CONFIG["mail"]["sender"],
        Destination={"ToAddresses": ["Grace@example.com"]},
        Content={"Simple": {"Subject": {"Data": "Welcome"}, "Body": {"Text": {"Data": "Hello Grace"}}}},
    )
    (mail,) = inbox("grace@example.com")
    assert (mail["kind"], mail["subject"], mail["text"]) == ("email", "Welcome", "Hello Grace")


def test_a_mail_has_its_files(simulators: str, emulator: Emulator, inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Functions send by way of the simulators, as the emulator drops files: their names and texts are kept."""
    operator_setup.set_up(emulator, _CONFIG, {})
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", f"{simulators}/ses")
    monkeypatch.setenv("MAIL_SENDER", _CONFIG["mail"]["sender"])
    monkeypatch.setenv("MAIL_CONFIGURATION_SET", "teamline")
    aws.client.cache_clear()
    content = "\ufeffDay,Amount (USD)\r\n2026-11-30,0.01\r\n"
    send_mail("hal@example.com", "Report", "Hello Hal", attachment=Attachment("a.csv", "text/csv", content.encode()))
    send_mail("hal@example.com", "Plain", "No file")
    monkeypatch.setenv("MAIL_SENDER", "eve@elsewhere.example")
    with pytest.raises(NotDeliverableError, match="MessageRejected"):
        send_mail("hal@example.com", "Forged", "No file")
    aws.client.cache_clear()
    report, plain = inbox("hal@example.com")
    assert report["attachments"] == [{"name": "a.csv", "content_type": "text/csv", "text": content}]
    assert "attachments" not in plain


def test_an_inbox_holds_one_persons_messages(emulator: Emulator, inbox) -> None:
    """An inbox holds one person's messages."""
    _text(emulator, "for one only")
    assert inbox("+14155550208") == []


def test_a_reset_forgets_unread_messages(simulators: str, emulator: Emulator, inbox) -> None:
    """After a reset an inbox holds only what came later."""
    _text(emulator, "before")
    requests.post(f"{simulators}/_control/reset", timeout=5).raise_for_status()
    _text(emulator, "after")
    assert [item["text"] for item in inbox(_NUMBER)] == ["after"]


def test_an_inbox_request_needs_an_address(simulators: str) -> None:
    """An inbox request without an address is refused with 400."""
    assert requests.get(f"{simulators}/_control/inbox", timeout=5).status_code == 400
