"""The client of the carrier against the simulator; every exchange is checked against the carrier's API document."""

import pytest

from kernel.providers.errors import ProviderDownError
from kernel.providers.transport import Provider
from services.numbers.carrier.stock import Carrier, NotAvailableError, Order, OrderStatus
from simulators.telnyx import API_KEY
from tests.carrier import RunningCarrier

SAN_FRANCISCO = {"country_code": "US", "national_destination_code": "415", "phone_number_type": "local"}


@pytest.fixture
def client(at_carrier: RunningCarrier) -> Carrier:
    """Return our client."""
    return at_carrier.client()


def outcome(client: Carrier) -> OrderStatus | None:
    """Return the status of the order of num_1."""
    order = client.find_order("num_1")
    return order.status if order else None


def test_a_search_finds_what_was_asked_for(client: Carrier) -> None:
    """The caller chooses area code, digits, kind and number of results; each result has its place (N1)."""
    found = client.search(3, contains="77", **SAN_FRANCISCO)
    assert len(found) == 3
    assert all(it.phone_number.startswith("+1415") and "77" in it.phone_number for it in found)
    assert (found[0].city, found[0].state) == ("San Francisco", "CA")
    assert "voice" in found[0].features


def test_a_place_that_the_carrier_does_not_know_has_no_numbers(client: Carrier) -> None:
    """An unknown city gives an empty list, not an error."""
    assert client.search(3, country_code="US", locality="ATLANTIS") == []


def test_a_number_is_reserved_ordered_and_given_back(at_carrier: RunningCarrier, client: Carrier) -> None:
    """A number is reserved, ordered and released, with a signed webhook when its order is complete."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    client.reserve(phone_number, "local", "num_1")
    assert client.find_order("num_1") is None
    assert client.order(phone_number, "local", "num_1").status is OrderStatus.PENDING
    at_carrier.listener.wait_for(lambda heard: len(heard) == 1)
    assert outcome(client) is OrderStatus.SUCCESS
    client.release(phone_number, frozenset({"num_1"}))
    assert [number["status"] for number in at_carrier.books()["numbers"]] == ["deleted"]
    client.release(phone_number, frozenset({"num_1"}))


def test_only_what_can_be_bought_at_once_is_offered(client: Carrier) -> None:
    """What cannot be reserved, has no texts or takes two days to ship is left out; toll-free ones are sold as such."""
    local = client.search(100, contains="13", country_code="US", national_destination_code="415")
    assert not any(it.phone_number.endswith("13") for it in local)
    texting = client.search(100, contains="22", features=("voice", "sms"), national_destination_code="415")
    assert texting
    assert not any(it.phone_number.endswith("22") for it in texting)
    ships = client.search(100, contains="31", national_destination_code="888", phone_number_type="toll_free")
    assert ships
    assert not any(it.phone_number.endswith("31") for it in ships)
    calling = client.search(5, features=("emergency",), country_code="US", phone_number_type="toll_free")
    assert calling == []


def test_a_number_that_is_not_in_stock_or_held_by_others_cannot_be_reserved(
    at_carrier: RunningCarrier, client: Carrier
) -> None:
    """What we hold ourselves, from a moment ago, can."""
    with pytest.raises(NotAvailableError):
        client.reserve("+14155550100", "local", "num_1")
    ours, others = (it.phone_number for it in client.search(2, **SAN_FRANCISCO))
    client.reserve(ours, "local", "num_1")
    client.reserve(ours, "local", "num_1")
    at_carrier.requests_for("reserved", phone_number=others)
    with pytest.raises(NotAvailableError):
        client.reserve(others, "local", "num_2")


def test_a_number_is_sold_once(client: Carrier) -> None:
    """A number in an order cannot be reserved or ordered again."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    client.order(phone_number, "local", "num_1")
    with pytest.raises(NotAvailableError):
        client.reserve(phone_number, "local", "num_2")
    with pytest.raises(NotAvailableError):
        client.order(phone_number, "local", "num_2")


def test_a_number_that_was_searched_long_ago_is_searched_again(client: Carrier) -> None:
    """The carrier sells only numbers of a recent search, so the client searches again by itself."""
    assert client.order("+14155551000", "local", "num_1").status is OrderStatus.PENDING


def test_an_order_whose_answer_was_lost_is_found(at_carrier: RunningCarrier, client: Carrier) -> None:
    """After an error, an order is found by our own id."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    at_carrier.behave(fault="lost")
    with pytest.raises(ProviderDownError):
        client.order(phone_number, "local", "num_1")
    found = client.find_order("num_1")
    assert found is not None


def test_an_order_is_cancelled_while_it_is_pending(at_carrier: RunningCarrier, client: Carrier) -> None:
    """A canceled order frees its number; canceling a finished order changes nothing."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    at_carrier.behave(delay_seconds=60)
    order = client.order(phone_number, "local", "num_1")
    for _ in range(2):
        client.cancel(order)
        assert outcome(client) is OrderStatus.FAILURE
    assert client.order(phone_number, "local", "num_2").status is OrderStatus.PENDING


def test_a_failed_order_is_reported(at_carrier: RunningCarrier, client: Carrier) -> None:
    """An order that the carrier could not deliver is a failure, in the list and in the webhook."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    at_carrier.behave(outcome="failure", delay_seconds=0)
    client.order(phone_number, "local", "num_1")
    at_carrier.listener.wait_for(lambda heard: len(heard) == 1)
    assert outcome(client) is OrderStatus.FAILURE


def test_an_unknown_order_status_is_pending() -> None:
    """A status that we do not know is read as pending, never as a failure."""
    rows = [{"status": "cancelled"}]
    assert Order.read({"phone_numbers": rows, "status": "pending"}).status is OrderStatus.FAILURE
    assert Order.read({"phone_numbers": [{"status": "wondering"}]}).status is OrderStatus.PENDING
    assert Order.read({"status": "success", "customer_reference": None}) == Order("", OrderStatus.SUCCESS)


def test_a_number_is_ordered_onto_the_messaging_profile(at_carrier: RunningCarrier) -> None:
    """The carrier accepts texts only from numbers on a messaging profile: the operator's, from the start."""
    profile = "40000000-0000-4000-8000-000000000000"
    at_carrier.simulator.inventory.profiles[profile] = {"id": profile, "name": "ours"}
    client = Carrier(Provider("telnyx", at_carrier.url, {"authorization": f"Bearer {API_KEY}"}), profile)
    client.order(client.search(1, **SAN_FRANCISCO)[0].phone_number, "local", "num_1")
    (order,) = [it.sent for it in at_carrier.exchanges if it.target.startswith("/number_orders")]
    assert f'"messaging_profile_id": "{profile}"'.encode() in order


def test_a_number_under_another_id_is_not_given_back(
    at_carrier: RunningCarrier, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the carrier has under an id that is not ours may be another service's: it stays, with an alarm (N16)."""
    at_carrier.requests_for("numbers", add=[{"phone_number": "+14155550100", "reference": "of another service"}])
    at_carrier.client().release("+14155550100", frozenset({"num_1", ""}))
    assert [it["status"] for it in at_carrier.books()["numbers"]] == ["active"]
    assert '"CarrierNumberNotOurs":[1' in capsys.readouterr().out
