"""The phone page rings: calls are answered, declined, ignored and placed on it, and messages are left."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from local.polling import wait_until
from simulators.telnyx import API_KEY
from simulators.telnyx.application import CONNECTION_ID
from tests.browser import axe_violations, launch_arguments

pytestmark = pytest.mark.browser

_PHONE, _CALLER = "+14155550123", "+12125550188"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how the browser is launched."""
    return launch_arguments()


class Carrier:
    """The simulated carrier, and a number of ours at it that calls go to."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.ours = self._buy()

    def ask(self, method: str, path: str, **how: Any) -> Any:
        """Send a request with our key, and return the data."""
        headers = {"authorization": f"Bearer {API_KEY}"}
        answer = requests.request(method, f"{self._url}/telnyx/v2/{path}", headers=headers, timeout=5, **how)
        assert answer.ok, answer.text
        return answer.json()["data"]

    def _buy(self) -> str:
        found: str = self.ask("GET", "available_phone_numbers?filter[limit]=1")[0]["phone_number"]
        asked = {"phone_numbers": [{"phone_number": found}], "connection_id": CONNECTION_ID}
        self.ask("POST", "number_orders", json=asked)
        wait_until("the number", lambda: self.ask("GET", "phone_numbers"), limit=5)
        return found

    def control(self, path: str = "", **said: Any) -> Any:
        """Send something to the control of calls."""
        answer = requests.post(f"{self._url}/_control/telnyx/calls{path}", json=said, timeout=5)
        assert answer.ok, answer.text
        return answer.json()

    def calls(self) -> list[Any]:
        """Return all calls."""
        return list(requests.get(f"{self._url}/_control/telnyx/calls", timeout=5).json()["calls"])

    def forward(self) -> str:
        """Have someone call our number, forward the call to the phone, and return the call's id."""
        call = self.control(**{"from": _CALLER, "to": self.ours})
        leg = call["legs"][0]["call_control_id"]
        self.ask("POST", f"calls/{leg}/actions/transfer", json={"to": _PHONE, "from": _CALLER})
        return str(call["call_id"])

    def cause(self, call_id: str) -> str:
        """Return why the phone's leg has ended."""
        return str(next(it for it in self.calls() if it["call_id"] == call_id)["legs"][1]["hangup_cause"])


@pytest.fixture
def carrier(simulators: str) -> Carrier:
    """Return the carrier with one connected number."""
    return Carrier(simulators)


@pytest.fixture
def phone(page: Page, simulators: str) -> Iterator[Page]:
    """Open the page at a phone's width, with a number selected; fail on any error of the browser."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{simulators}/phone")
    page.get_by_label("Any other number").fill(_PHONE)
    with page.expect_response("**/phones"):
        page.get_by_role("button", name="Use this number").click()
    yield page
    assert complaints == []


def _press(phone: Page, name: str) -> None:
    phone.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_a_call_is_answered(phone: Page, carrier: Carrier) -> None:
    """It takes the screen, is announced, has a clock, and ends for both."""
    call = carrier.forward()
    expect(phone.get_by_role("heading", name="Incoming call")).to_be_focused()
    expect(phone.get_by_role("status")).to_have_text("Incoming call from (212) 555-0188")
    assert axe_violations(phone) == []
    _press(phone, "Answer")
    expect(phone.get_by_role("heading", name="In a call")).to_be_focused()
    expect(phone.get_by_role("timer")).to_contain_text("0:0")
    assert axe_violations(phone) == []
    _press(phone, "Hang up")
    expect(phone.get_by_role("heading", name="Call ended")).to_be_visible()
    assert carrier.cause(call) == "normal_clearing"


def test_a_call_is_declined(phone: Page, carrier: Carrier) -> None:
    """The carrier learns that it was declined."""
    call = carrier.forward()
    _press(phone, "Decline")
    expect(phone.get_by_role("heading", name="Call ended")).to_be_visible()
    assert carrier.cause(call) == "call_rejected"


def test_a_call_rings_on(phone: Page, carrier: Carrier) -> None:
    """A person who lets it ring can go elsewhere, and the call rings until the carrier gives up."""
    call = carrier.forward()
    _press(phone, "Let it ring")
    expect(phone.get_by_role("heading", name="Phone", exact=True)).to_be_visible()
    assert carrier.cause(call) == ""
    carrier.control(f"/{call}", event="ring_out")
    assert carrier.cause(call) == "timeout"


def test_a_message_is_left_after_the_beep(phone: Page, carrier: Carrier) -> None:
    """The phone calls a number of ours, shows the words that are spoken, and its person's message is a text."""
    _press(phone, "Phone")
    assert axe_violations(phone) == []
    phone.get_by_label("Number to call").fill(carrier.ours)
    _press(phone, "Call")
    expect(phone.get_by_role("heading", name="Calling")).to_be_visible()
    leg = carrier.calls()[0]["legs"][0]["call_control_id"]
    carrier.ask("POST", f"calls/{leg}/actions/answer", json={})
    spoken = {"payload": "Please leave a message.", "voice": "female"}
    carrier.ask("POST", f"calls/{leg}/actions/speak", json=spoken)
    expect(phone.get_by_role("listitem")).to_have_text("Please leave a message.")
    record = {"format": "mp3", "channels": "single", "timeout_secs": 10}
    carrier.ask("POST", f"calls/{leg}/actions/record_start", json=record)
    phone.get_by_label("Your message").fill("Call me back")
    assert axe_violations(phone) == []
    _press(phone, "Say it")
    expect(phone.get_by_text("You said: Call me back")).to_be_visible()
    _press(phone, "Hang up")
    wait_until("the end", lambda: carrier.calls()[0]["status"] == "ended", limit=5)
    recording = carrier.calls()[0]["legs"][0]["recordings"][0]
    assert carrier.ask("GET", f"recordings/{recording}")["status"] == "completed"


def test_what_is_no_number_is_not_called(phone: Page) -> None:
    """The phone shows that it is no number."""
    _press(phone, "Phone")
    phone.get_by_label("Number to call").fill("12")
    _press(phone, "Call")
    expect(phone.get_by_role("main").get_by_role("alert")).to_have_text("Enter a phone number, such as +14155550123.")
