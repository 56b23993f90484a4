"""Every texting code of the carrier has a sentence, and the right one at fault (N8)."""

import re

import pytest

from services.numbers.domain.text_reasons import explain_reason
from services.numbers.domain.texting_codes import TEXTING_CODES, Fault, explain_code
from services.numbers.http.message_schemas import NewMessage
from tests.services.numbers.texts_harness import TextsHarness
from tests.telnyx_documents import DOCUMENT

CODES = DOCUMENT.parents[1] / "error_codes.txt"
OF_THE_ACCOUNT = ["10009", "10011", "10038", "20012", "20013", "20016", "20017", "20100", "40312", "40314", "40333"]


def test_every_texting_code_of_the_document_has_words() -> None:
    """The table has each code that begins with 40 in the carrier's list."""
    if not CODES.exists():
        pytest.skip("the carrier's list is not here")
    listed = re.findall(r"^\| (40\d{3}) \|", CODES.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(listed) > 60
    assert [code for code in listed if code not in TEXTING_CODES] == []


def test_sentences_are_plain_and_whole() -> None:
    """Each is a sentence or two, without the carrier's words, and a field is one of the request."""
    for code, meant in TEXTING_CODES.items():
        for words in filter(None, (meant.sentence, meant.advice)):
            assert (code, words[0].isupper(), words[-1]) == (code, True, ".")
        assert not re.search(r"Telnyx|profile|10DLC|\bAPI\b|destination|OSR|NNID", meant.sentence + meant.advice), code
        assert meant.field in {"", *NewMessage.model_fields}, code


def test_no_user_is_blamed_for_our_account() -> None:
    """What is wrong with our account is said to be ours, and names no field to correct."""
    for code in OF_THE_ACCOUNT:
        assert (code, explain_code(code).fault) == (code, Fault.ACCOUNT)
    assert {meant.field for meant in TEXTING_CODES.values() if meant.fault is Fault.ACCOUNT} == {""}
    assert explain_code("49999").fault is Fault.CARRIER


def test_reasons_of_billing_and_ours_have_words_too() -> None:
    """Whatever a text's `reason` is, `reason_text` says it in whole sentences."""
    reasons = ["insufficient_credits", "daily_spend_limit", "spend_limit_reached", "unclear", "carrier_unavailable"]
    for reason in [*reasons, "recipient_opted_out", "number_not_active", "sending_failed", "49999"]:
        assert "PayPal" not in explain_reason(reason)
        assert explain_reason(reason).endswith(".")


def test_the_sender_reads_why_a_text_was_not_delivered(texts: TextsHarness) -> None:
    """The code stays for programs, the sentence is for people."""
    message_id = texts.sends(outcome="sending_failed")
    texts.hears(1)
    text = texts.see(message_id)
    words = "This number can't get texts. It may be a landline. Check the number, or call it instead."
    assert (text["reason"], text["reason_text"]) == ("40001", words)
