"""Tests of AWS clients: the signed forms with which people upload to a bucket, and mails that get no answer."""

from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from kernel import aws
from kernel.providers.messaging import send_mail


@pytest.fixture
def distant_region(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a region that accepts only SigV4, and the temporary credentials of a function."""
    told = {"AWS_DEFAULT_REGION": "eu-south-2", "AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s",
            "AWS_SESSION_TOKEN": "t"}  # fmt: skip
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    for cached in (aws.client, aws._session):
        cached.cache_clear()


@pytest.mark.usefixtures("distant_region")
def test_an_upload_form_is_valid_in_every_region() -> None:
    """The form is signed by SigV4 with the session token, for the host of the bucket's region, so S3 accepts it."""
    try:
        form = aws.client("s3").generate_presigned_post("papers", "port_1/bill")
    finally:
        for cached in (aws.client, aws._session):
            cached.cache_clear()
    assert form["url"] == "https://papers.s3.eu-south-2.amazonaws.com/"
    assert (form["fields"]["x-amz-algorithm"], form["fields"]["x-amz-security-token"]) == ("AWS4-HMAC-SHA256", "t")


def test_a_mail_that_gets_no_answer_is_not_sent_again(monkeypatch: pytest.MonkeyPatch, moto_aws: None) -> None:
    """It may have been sent: only the queue tries again."""
    monkeypatch.setenv("MAIL_SENDER", "team@example.com")
    monkeypatch.setenv("MAIL_CONFIGURATION_SET", "teamline")
    client, sent = aws.client("sesv2"), list[str]()

    def stay_silent(request: Any, **_: Any) -> None:
        sent.append(request.url)
        raise ReadTimeoutError(endpoint_url=request.url)

    client.meta.events.register_first("before-send.sesv2.SendEmail", stay_silent)
    try:
        with pytest.raises(ReadTimeoutError):
            send_mail("ann@example.com", "Hi", "hello")
    finally:
        client.meta.events.unregister("before-send.sesv2.SendEmail", stay_silent)
    assert len(sent) == 1
