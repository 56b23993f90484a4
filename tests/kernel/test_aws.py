"""Clients of AWS: what forms that people post to a bucket need."""

import pytest

from kernel import aws


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a region that knows only the newest signatures, with the passing credentials of a function."""
    told = {"AWS_DEFAULT_REGION": "eu-south-2", "AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s",
            "AWS_SESSION_TOKEN": "t"}  # fmt: skip
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    for cached in (aws.client, aws._session):
        cached.cache_clear()


@pytest.mark.usefixtures("far_away")
def test_a_form_for_a_bucket_is_good_in_every_region() -> None:
    """Signed by SigV4 with the session's token, for the host of the bucket's own region: no redirect, no refusal."""
    try:
        form = aws.client("s3").generate_presigned_post("papers", "port_1/bill")
    finally:
        for cached in (aws.client, aws._session):
            cached.cache_clear()
    assert form["url"] == "https://papers.s3.eu-south-2.amazonaws.com/"
    assert (form["fields"]["x-amz-algorithm"], form["fields"]["x-amz-security-token"]) == ("AWS4-HMAC-SHA256", "t")
