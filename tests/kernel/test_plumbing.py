"""Tests of logs, settings, sealing, messages, phone numbers, ids and the OpenAPI document."""

import io
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses import ses_backends
from moto.sns import sns_backends
from openapi_spec_validator import validate

from contracts.phone_numbers import country_of, kind_of, read_phone_number
from kernel import aws, clock, ids, settings
from kernel import log as kernel_log
from kernel.bus import sealing
from kernel.http import document
from kernel.http.api import Api
from kernel.http.openapi import document as openapi
from kernel.http.pages import Page, PageQuery
from kernel.http.request import Response
from kernel.log import count, log, mask, start_invocation
from kernel.problems import Conflict, Invalid
from kernel.providers.messaging import NotDeliverableError, send_mail, send_text
from tests.events import http_event
from tests.kernel.test_http import Item, NewItem
from tests.unsealing import moto_unseals


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("+14155550100 called", "+141****00 called"),
        ('{"to":"ann.smith@example.com"}', '{"to":"a***@example.com"}'),
        ("acc_01J0000000000000000000000 at 2026-11-23", "acc_01J0000000000000000000000 at 2026-11-23"),
    ],
)
def test_personal_data_is_masked(said: str, shown: str) -> None:
    """A log line never shows a whole phone number or email."""
    assert mask(said) == shown


def test_a_log_line_is_json_with_its_correlation_id() -> None:
    """Each log line is one JSON object with the correlation id of its request."""
    stream = io.StringIO()
    before = log().handlers[0].setStream(stream)
    log().set_correlation_id("cor_1")
    log().info("texted", extra={"to": "+14155550100"})
    log().handlers[0].setStream(before)
    line = json.loads(stream.getvalue())
    assert (line["correlation_id"], line["to"]) == ("cor_1", "+141****00")


def test_a_metric_is_an_embedded_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A metric is written as a log line in CloudWatch's embedded metric format."""
    count("TextBudgetExhausted", service="identity")
    line = json.loads(capsys.readouterr().out)
    assert line["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Teamline"
    assert line["TextBudgetExhausted"] in (1, [1])


def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error for a missing setting contains its name."""
    monkeypatch.delenv("PORTAL_URL", raising=False)
    with pytest.raises(settings.MissingSettingError, match="PORTAL_URL"):
        settings.setting("PORTAL_URL")
    monkeypatch.setenv("TEXTS_PER_DAY", "many")
    with pytest.raises(settings.MissingSettingError, match="TEXTS_PER_DAY"):
        settings.number_setting("TEXTS_PER_DAY")


def test_a_secret_is_fetched_once(monkeypatch: pytest.MonkeyPatch, moto_aws: None) -> None:
    """A container reads a secret once in its maximum age, and the error for a missing member names it."""
    monkeypatch.setattr(settings.time, "monotonic", lambda: 100.0)
    aws.client("secretsmanager").create_secret(Name="plumbing", SecretString='{"pepper": "salt"}')
    monkeypatch.setenv("SECRET_NAME", "plumbing")
    settings._secrets.cache_clear()
    assert settings.secret("pepper") == "salt"
    aws.client("secretsmanager").delete_secret(SecretId="plumbing", ForceDeleteWithoutRecovery=True)
    assert settings.secret("pepper") == "salt"
    with pytest.raises(settings.MissingSettingError, match="sugar"):
        settings.secret("sugar")
    settings._secrets.cache_clear()


def test_a_rotated_secret_is_used_within_its_maximum_age(monkeypatch: pytest.MonkeyPatch, moto_aws: None) -> None:
    """An object built from a secret is built again once the secret has changed, and only then."""
    seconds = [100.0]
    monkeypatch.setattr(settings.time, "monotonic", lambda: seconds[0])
    monkeypatch.setenv("SECRET_NAME", "rotating")
    settings._secrets.cache_clear()
    secrets = aws.client("secretsmanager")
    secrets.create_secret(Name="rotating", SecretString='{"api_key": "old"}')
    client = settings.cached_by_secret(lambda: [settings.secret("api_key")])
    first = client()
    seconds[0] += settings.SECRET_MAX_AGE
    assert client() is first
    secrets.put_secret_value(SecretId="rotating", SecretString='{"api_key": "new"}')
    assert client() is first
    seconds[0] += settings.SECRET_MAX_AGE
    assert client() == ["new"]
    settings._secrets.cache_clear()


def test_sealed_text_opens_for_its_sender(monkeypatch: pytest.MonkeyPatch, moto_aws: None) -> None:
    """Sealed text does not contain the code, and KMS decrypts it."""
    key = aws.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["KeyId"]
    monkeypatch.setenv("SEALING_KEY_ID", key)
    sealed = sealing.seal("123456")
    assert "123456" not in sealed
    assert sealed != sealing.seal("123456")
    with moto_unseals():
        assert sealing.unseal(sealed) == "123456"


def test_a_text_is_sent(moto_aws: None) -> None:
    """A text is published to the phone number."""
    send_text("+14155550123", "hello")
    sent = sns_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sms_messages
    assert ("+14155550123", "hello") in [tuple(message) for message in sent.values()]


def test_an_undeliverable_text_raises_its_own_error(moto_aws: None) -> None:
    """A number that SNS refuses raises its own error, because a retry cannot succeed."""
    with pytest.raises(NotDeliverableError, match="InvalidParameter"):
        send_text("not a number", "hello")


def test_a_mail_is_sent(monkeypatch: pytest.MonkeyPatch, moto_aws: None) -> None:
    """A mail is sent from the operator's sender; one that SES refuses raises its own error."""
    monkeypatch.setenv("MAIL_SENDER", "team@example.com")
    monkeypatch.setenv("MAIL_CONFIGURATION_SET", "teamline")
    with pytest.raises(NotDeliverableError, match="MessageRejected"):
        send_mail("ann@example.com", "Hi", "hello")
    aws.client("ses").verify_email_identity(EmailAddress="team@example.com")
    send_mail("ann@example.com", "Hi", "hello")
    message = ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages[-1]
    assert (message.destinations["ToAddresses"], message.subject) == (["ann@example.com"], "Hi")


class InvalidPhoneNumber(Invalid):
    code = "invalid_phone_number"


read = partial(read_phone_number, refuse=partial(InvalidPhoneNumber, field="phone_number"))


@pytest.mark.parametrize(
    "text", ["(415) 555-0100", "415.555.0100", "+1 415 555 0100", "14155550100", "001 415 555 0100"]
)
def test_any_usual_notation_is_one_number(text: str) -> None:
    """A number in any usual notation is stored as E.164 (I1)."""
    if text.startswith("00"):
        assert read(text, region="GB") == "+14155550100"
    else:
        assert read(text) == "+14155550100"


@pytest.mark.parametrize(
    "text",
    ["", "abc", "911", "112", "933", "+1911", "411", "12345", "415 555 0100 ext. 45", "+1 415 555 0100;ext=4",
     "+999 123 4567", "4" * 41, "+1415555010000000", "555-0100", "\x00"],
)  # fmt: skip
def test_a_number_that_cannot_be_called_is_refused(text: str) -> None:
    """Malformed, short, emergency and over-long numbers and extensions are refused, naming the field (I2)."""
    with pytest.raises(InvalidPhoneNumber) as refusal:
        read(text)
    assert refusal.value.errors[0]["field"] == "phone_number"


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """Parsing raises no other error, and parsing its result again returns the same number."""
    try:
        number = read(text)
    except InvalidPhoneNumber:
        return
    assert read(number) == number


@pytest.mark.parametrize(
    ("number", "kind", "country"),
    [
        ("+14155550100", "ordinary", "US"),
        ("+16135550100", "ordinary", "CA"),
        ("+18765550100", "ordinary", "JM"),
        ("+18005550100", "toll_free", ""),
        ("+19002345678", "premium", "US"),
        ("+445612345678", "virtual", "GB"),
    ],
)
def test_the_numbering_plan_gives_kind_and_country(number: str, kind: str, country: str) -> None:
    """The numbering plan gives the kind of a number, and its country even behind +1 (I2)."""
    assert kind_of(number) == kind
    assert country_of(number) in (country, "US")


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_the_order_of_times_as_text_is_their_order(one: datetime, other: datetime) -> None:
    """Times stored as text sort as times and are read back exactly."""
    assert (clock.to_text(one) < clock.to_text(other)) == (one < other)
    assert clock.from_text(clock.to_text(one)) == one


def test_ids_sort_by_time_and_derive_from_causes() -> None:
    """A new id begins with its kind; a derived id is equal for equal causes only."""
    assert ids.new_id("inv").startswith("inv_")
    assert ids.derived_id("inv", "key", "1") == ids.derived_id("inv", "key", "1") != ids.derived_id("inv", "key1", "")


def test_the_clock_is_utc() -> None:
    """The clock returns the current time in UTC."""
    assert clock.now().utcoffset() == timedelta(0)


class TakenHere(Conflict):
    code = "taken_here"


def _api() -> Api:
    api = Api("things", lambda: None)  # type: ignore[arg-type, return-value]

    @api.post("/v1/things", status=201, refusals=(TakenHere,))
    def create_item(body: NewItem) -> Item:
        """Create an item.

        It is stored.
        """
        return Item(name="")

    @api.get("/v1/things/{id}/parts", open=True)
    def list_parts(id: str, query: PageQuery) -> Page[Item]:
        """List the parts of an item."""
        return Page[Item](items=[], next_cursor=None)

    @api.get("/v1/things/{id}", open=True)
    def show_item(id: str) -> Annotated[Response, Item]:
        """Show an item, with response headers of its own."""
        return Response(200, Item(name=id))

    @api.delete("/v1/things/{id}")
    def delete_item(id: str) -> None:
        """Delete an item."""

    return api


def test_the_document_is_valid_and_matches_the_code() -> None:
    """The OpenAPI document has every route with its types, problems and security."""
    found: dict[str, Any] = json.loads(json.dumps(openapi([_api()])))
    validate(found)
    make = found["paths"]["/v1/things"]["post"]
    assert "taken_here" in make["responses"]["409"]["description"]
    assert {"201", "400", "401", "403", "409", "413", "415", "422", "429", "500", "503"} == set(make["responses"])
    assert make["security"] == [{"access_token": []}]
    parts = found["paths"]["/v1/things/{id}/parts"]["get"]
    assert [parameter["name"] for parameter in parts["parameters"]] == ["id", "limit", "cursor"]
    assert parts["security"] == []
    assert "204" in found["paths"]["/v1/things/{id}"]["delete"]["responses"]
    seen = found["paths"]["/v1/things/{id}"]["get"]["responses"]["200"]
    assert seen["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Item"}


def test_the_document_is_served_and_unknown_paths_are_404(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document function serves the file made at synth, and a problem for any other path."""
    (tmp_path / "openapi.json").write_text('{"openapi": "3.1.0"}')
    monkeypatch.setattr(document, "_FILE", tmp_path / "openapi.json")
    document._document.cache_clear()
    assert document.handler(http_event("GET /v1/openapi.json"), None)["body"] == '{"openapi": "3.1.0"}'
    missing = document.handler(http_event("$default"), None)
    assert (missing["statusCode"], json.loads(missing["body"])["code"]) == (404, "not_found")
    document._document.cache_clear()


def test_an_invocation_logs_its_function_and_counts_one_cold_start(capsys: pytest.CaptureFixture[str]) -> None:
    """Each log line names the function and the request, and a container counts its cold start once."""
    context = SimpleNamespace(
        function_name="teams-api", memory_limit_in_mb=1024, invoked_function_arn="arn:aws:x", aws_request_id="req-1"
    )
    kernel_log._count_cold_start.cache_clear()
    for _ in range(2):
        start_invocation(context)
    kernel_log._count_cold_start.cache_clear()
    log().remove_keys(["cold_start", "function_name", "function_memory_size", "function_arn", "function_request_id"])
    metrics = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "ColdStart" in line]
    assert [(line["ColdStart"], line["function_name"]) for line in metrics] == [([1.0], "teams-api")]
