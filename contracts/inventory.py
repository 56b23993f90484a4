"""What numbers publishes about its inventory: the daily comparison with the carrier's lists (N16)."""

from contracts.event import NumbersEvent


class InventoryDue(NumbersEvent):
    """A step of the comparison of our numbers, orders and port-ins with the carrier's is due: a page of a part.

    Without `part` the day begins. `cursor` is where a list of ours goes on.
    """

    day: str
    part: str = ""
    page: int = 1
    cursor: str = ""
