"""Our client of the carrier, against its stand-in; every exchange is held against the carrier's own document."""

import pytest

from kernel.providers.errors import ProviderDownError
from kernel.providers.transport import Provider
from services.numbers.carrier import Carrier, NotAvailableError, Order, Outcome
from simulators.telnyx import API_KEY
from tests.carrier import RunningCarrier

SAN_FRANCISCO = {"country_code": "US", "national_destination_code": "415", "phone_number_type": "local"}


@pytest.fixture
def client(at_carrier: RunningCarrier) -> Carrier:
    """Our client."""
    return at_carrier.client()


def outcome(client: Carrier) -> Outcome | None:
    """What became of the order of num_1."""
    order = client.find_order("num_1")
    return order.outcome if order else None


def test_a_search_finds_what_was_asked_for(client: Carrier) -> None:
    """Area code, digits, kind and number of results are the caller's; the place is told (N1)."""
    found = client.search(3, contains="77", **SAN_FRANCISCO)
    assert len(found) == 3
    assert all(it.phone_number.startswith("+1415") and "77" in it.phone_number for it in found)
    assert (found[0].city, found[0].state) == ("San Francisco", "CA")
    assert "voice" in found[0].features


def test_a_place_that_the_carrier_does_not_know_has_no_numbers(client: Carrier) -> None:
    """An unknown city is an empty answer, not a fault."""
    assert client.search(3, country_code="US", locality="ATLANTIS") == []


def test_a_number_is_reserved_ordered_and_given_back(at_carrier: RunningCarrier, client: Carrier) -> None:
    """The whole life of a number at the carrier, and the signed word when its order is complete."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    client.reserve(phone_number, "num_1")
    assert client.find_order("num_1") is None
    assert client.order(phone_number, "num_1").outcome is Outcome.PENDING
    at_carrier.listener.wait_for(lambda heard: len(heard) == 1)
    assert outcome(client) is Outcome.SUCCESS
    client.release(phone_number)
    assert [number["status"] for number in at_carrier.books()["numbers"]] == ["deleted"]
    client.release(phone_number)


def test_a_number_is_sold_once(client: Carrier) -> None:
    """What is in an order cannot be reserved or ordered by anybody else."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    client.order(phone_number, "num_1")
    with pytest.raises(NotAvailableError):
        client.reserve(phone_number, "num_2")
    with pytest.raises(NotAvailableError):
        client.order(phone_number, "num_2")


def test_a_number_that_was_searched_long_ago_is_searched_again(client: Carrier) -> None:
    """The carrier sells only what a recent search has shown; that is our worry, not the buyer's."""
    assert client.order("+14155551000", "num_1").outcome is Outcome.PENDING


def test_an_order_whose_answer_was_lost_is_found(at_carrier: RunningCarrier, client: Carrier) -> None:
    """After a fault, looking by our own id tells what was ordered."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    at_carrier.behave(fault="lost")
    with pytest.raises(ProviderDownError):
        client.order(phone_number, "num_1")
    found = client.find_order("num_1")
    assert found is not None


def test_an_order_is_cancelled_while_it_is_pending(at_carrier: RunningCarrier, client: Carrier) -> None:
    """Its numbers are free again; to cancel what is over changes nothing."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    at_carrier.behave(delay_seconds=60)
    order = client.order(phone_number, "num_1")
    for _ in range(2):
        client.cancel(order)
        assert outcome(client) is Outcome.FAILURE
    assert client.order(phone_number, "num_2").outcome is Outcome.PENDING


def test_a_failed_order_is_told(at_carrier: RunningCarrier, client: Carrier) -> None:
    """What the carrier could not deliver is a failure, in the list and in the webhook."""
    phone_number = client.search(1, **SAN_FRANCISCO)[0].phone_number
    at_carrier.behave(outcome="failure", delay_seconds=0)
    client.order(phone_number, "num_1")
    at_carrier.listener.wait_for(lambda heard: len(heard) == 1)
    assert outcome(client) is Outcome.FAILURE


def test_of_several_orders_the_one_that_succeeded_counts() -> None:
    """Words that were invented later are read as pending, never as a failure."""
    rows = [{"status": "cancelled"}]
    assert Order.read({"phone_numbers": rows, "status": "pending"}).outcome is Outcome.FAILURE
    assert Order.read({"phone_numbers": [{"status": "wondering"}]}).outcome is Outcome.PENDING
    assert Order.read({"status": "success", "customer_reference": None}) == Order("", Outcome.SUCCESS)


def test_a_number_is_ordered_onto_the_profile_that_texts_go_by(at_carrier: RunningCarrier) -> None:
    """The carrier takes texts only from numbers that are on a messaging profile: the operator's, from the start."""
    profile = "40000000-0000-4000-8000-000000000000"
    client = Carrier(Provider("telnyx", at_carrier.url, {"authorization": f"Bearer {API_KEY}"}), profile)
    client.order(client.search(1, **SAN_FRANCISCO)[0].phone_number, "num_1")
    (order,) = [it.sent for it in at_carrier.exchanges if it.target.startswith("/number_orders")]
    assert f'"messaging_profile_id": "{profile}"'.encode() in order
