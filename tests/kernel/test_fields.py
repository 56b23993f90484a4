"""Fields that people type: emails as mail programs deliver them, and no others (issue 11, section 8)."""

import pytest
from pydantic import ValidationError

from kernel.http.fields import Email
from kernel.http.models import RequestBody


class Contact(RequestBody):
    email: Email


@pytest.mark.parametrize(
    "text",
    [
        ".a@x.com",
        "a.@x.com",
        "a..b@x.com",
        "a@-x.com",
        "a@x..com",
        "a@localhost",
        "a b@x.com",
        "Ada Bell <ada@x.com>",
        "@x.com",
        "a@",
        "ä@x.com",
        f"{'a' * 65}@x.com",
    ],
)
def test_what_is_no_email_is_refused_in_our_words(text: str) -> None:
    """Such as `.a@x.com`, whose mailbox begins with a dot: a code and a sentence of ours, no pattern (E1)."""
    with pytest.raises(ValidationError) as refused:
        Contact.model_validate({"email": text})
    (error,) = refused.value.errors()
    assert error["type"] == "invalid_email"
    assert "email address" in error["msg"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a.b+c@x.com", "a.b+c@x.com"),
        (" o'neil@Example.COM ", "o'neil@example.com"),
        ("a_b@phd.hertie-school.example", "a_b@phd.hertie-school.example"),
        ("ada@münchen.de", "ada@xn--mnchen-3ya.de"),
        (f"{'a' * 64}@example.museum", f"{'a' * 64}@example.museum"),
    ],
)
def test_an_email_is_kept_as_mail_is_sent_to_it(text: str, kept: str) -> None:
    """The mailbox as typed, the domain in ASCII and small letters."""
    assert Contact.model_validate({"email": text}).email == kept
