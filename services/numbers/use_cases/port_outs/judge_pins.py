"""Judge the PIN with which another carrier asks for numbers: one for an order, however many numbers it has (N13)."""

from services.numbers.carrier.pins import Pins
from services.numbers.carrier.port_outs import PortOuts
from services.numbers.domain.port_out import CarrierOrder


def is_pin_wrong(port_outs: PortOuts, pins: Pins, order: CarrierOrder) -> bool:
    """Return whether a PIN was given, and none that is the PIN of any of the numbers; if one is unknown, it was not."""
    attempted = port_outs.find_attempted_pins(order.order_id)
    if not attempted:
        return False
    for phone_number in order.phone_numbers:
        number = pins.find(phone_number)
        if number is None or number.shown_pin is None or number.shown_pin in attempted:
            return False
    return True
