"""The simulated carrier answers in the form of its OpenAPI document, and behaves as the control has set."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from simulators.telnyx import API_KEY
from simulators.telnyx.lines import default_line

_DOCUMENT = Path(__file__).parents[3] / "shared/outside/telnyx/specs/telnyx-adapter.openapi.json"
_PROFILE = "4900017a-5b5e-4d7e-9d2c-3f8b1a6c0e11"


@pytest.fixture(scope="module")
def document() -> OpenAPI:
    """Return the provider's OpenAPI document."""
    if not _DOCUMENT.exists():
        pytest.skip(f"the provider's document is not here: {_DOCUMENT}")
    return OpenAPI.from_dict(json.loads(_DOCUMENT.read_text(encoding="utf-8")))


class Carrier:
    """A customer's requests to the simulated carrier."""

    def __init__(self, simulators: str) -> None:
        self.control = f"{simulators}/_control"
        self._base = f"{simulators}/telnyx/v2"

    def ask(self, method: str, path: str, *, key: str = API_KEY, **how: Any) -> requests.Response:
        """Send a request with an API key."""
        headers = {"Authorization": f"Bearer {key}"}
        return requests.request(method, self._base + path, headers=headers, timeout=20, **how)

    def look_up(self, phone_number: str) -> dict[str, Any]:
        """Return what the carrier knows of a number."""
        return self.ask("GET", f"/number_lookup/{phone_number}", params={"type": "carrier"}).json()["data"]

    def call(self, phone_number: str, code: str = "123456") -> requests.Response:
        """Request a call that speaks a code."""
        said = {"phone_number": phone_number, "verify_profile_id": _PROFILE, "custom_code": code}
        return self.ask("POST", "/verifications/call", json=said)

    def behave(self, **faults: Any) -> None:
        """Set the faults of the next requests."""
        requests.post(f"{self.control}/telnyx/behaviour", json=faults, timeout=5).raise_for_status()


@pytest.fixture
def carrier(simulators: str) -> Carrier:
    """Return the simulated carrier after a reset."""
    return Carrier(simulators)


def _holds(document: OpenAPI, answer: requests.Response) -> None:
    sent = answer.request
    path = sent.path_url.split("/telnyx/v2", 1)[1].partition("?")[0]
    request = MockRequest(
        "https://api.telnyx.com",
        sent.method.lower(),
        f"/v2{path}",
        args={"type": "carrier"} if "?" in sent.path_url else {},
        headers=dict(sent.headers),
        data=sent.body,
    )
    if answer.ok:
        document.validate_request(request)
    media_type = answer.headers["content-type"].partition(";")[0]
    document.validate_response(request, MockResponse(answer.content, answer.status_code, content_type=media_type))


@pytest.mark.parametrize("phone_number", ["+14155550100", "+14155550201", "+14155550301", "+1999", "+442071838750"])
def test_every_look_up_is_as_documented(document: OpenAPI, carrier: Carrier, phone_number: str) -> None:
    """Mobile, landline, virtual, impossible and foreign numbers are answered in the provider's own form."""
    _holds(document, carrier.ask("GET", f"/number_lookup/{phone_number}", params={"type": "carrier"}))


def test_a_call_is_as_documented(document: OpenAPI, carrier: Carrier) -> None:
    """Starting a call is answered in the provider's own form."""
    _holds(document, carrier.call("+14155550201"))


@pytest.mark.parametrize("wrong", [{"phone_number": "4155550100"}, {"verify_profile_id": "me"}, {"custom_code": "abc"}])
def test_a_wrong_call_is_refused_as_documented(document: OpenAPI, carrier: Carrier, wrong: dict[str, str]) -> None:
    """What the provider would refuse is refused, in its own form."""
    said = {"phone_number": "+14155550201", "verify_profile_id": _PROFILE, "custom_code": "123456"} | wrong
    answer = carrier.ask("POST", "/verifications/call", json=said)
    assert answer.status_code == 400
    _holds(document, answer)


def test_a_wrong_key_opens_nothing(document: OpenAPI, carrier: Carrier) -> None:
    """Without the customer's key there is only 401 with the provider's code for it."""
    answer = carrier.ask("GET", "/number_lookup/+14155550100", key="KEY-of-another-customer")
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == "10009"
    _holds(document, answer)


@pytest.mark.parametrize(
    ("phone_number", "line_type"),
    [
        ("+14155550100", "mobile"),
        ("+14155550199", "mobile"),
        ("+14155550201", "fixed line"),
        ("+14155550301", "voip"),
        ("+442071838750", "mobile"),
    ],
)
def test_the_last_digits_tell_the_line(phone_number: str, line_type: str) -> None:
    """A line is a mobile by default, but 555-02xx is a landline and 555-03xx virtual."""
    assert default_line(phone_number).type == line_type


def test_both_fields_say_the_line_type(carrier: Carrier) -> None:
    """Carrier and portability agree, as they do for most real numbers."""
    known = carrier.look_up("+14155550301")
    assert (known["carrier"]["type"], known["portability"]["line_type"]) == ("voip", "voip")


def test_a_line_is_what_it_was_set_to(carrier: Carrier) -> None:
    """A type set by `/_control/lines` overrides the default until a reset."""
    said = {"phone_number": "+14155550100", "type": "toll free"}
    requests.post(f"{carrier.control}/lines", json=said, timeout=5).raise_for_status()
    assert carrier.look_up("+14155550100")["carrier"]["type"] == "toll free"
    requests.post(f"{carrier.control}/reset", timeout=5).raise_for_status()
    assert carrier.look_up("+14155550100")["carrier"]["type"] == "mobile"


def test_a_line_of_no_known_type_is_refused(carrier: Carrier) -> None:
    """A typing error in a test's set-up is refused, not ignored."""
    said = {"phone_number": "+14155550100", "type": "landline"}
    assert requests.post(f"{carrier.control}/lines", json=said, timeout=5).status_code == 400


def test_an_impossible_number_is_no_error(carrier: Carrier) -> None:
    """The answer is 200, not valid, and everything is empty, as the real carrier answers."""
    known = carrier.look_up("+1999")
    assert known["valid_number"] is False
    assert known["carrier"] is None


def test_a_fault_lasts_as_long_as_it_was_set(carrier: Carrier) -> None:
    """Two requests fail, then all succeed."""
    carrier.behave(call="down", times=2)
    assert [carrier.call("+14155550201").status_code for _ in range(3)] == [503, 503, 200]


def test_nonsense_is_no_json(carrier: Carrier) -> None:
    """A web page in place of an answer is not JSON."""
    carrier.behave(lookup="nonsense")
    answer = carrier.ask("GET", "/number_lookup/+14155550100")
    assert answer.ok
    assert answer.headers["content-type"].startswith("text/html")


def test_slow_is_slower_than_a_client_waits(carrier: Carrier) -> None:
    """A client that waits two seconds gets no answer."""
    carrier.behave(lookup="slow")
    began = time.monotonic()
    with pytest.raises(requests.ReadTimeout):
        requests.get(
            f"{carrier.control}/../telnyx/v2/number_lookup/+14155550100",
            headers={"Authorization": f"Bearer {API_KEY}"},
            timeout=2,
        )
    assert time.monotonic() - began < 4
