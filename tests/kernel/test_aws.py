"""Tests of AWS clients: the signed forms with which people upload to a bucket."""

import pytest

from kernel import aws


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
