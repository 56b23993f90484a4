"""What numbers publishes about texting: the messaging profile that each holder of numbers has at the carrier (N14)."""

from contracts.event import NumbersEvent


class TextProfilesDue(NumbersEvent):
    """A page of the carrier's list of our numbers is due to be looked through for numbers with another's profile."""

    page: int = 1


class TextProfileDue(NumbersEvent):
    """A number is due to have its holder's messaging profile; `cursor` is where the look through its texts goes on."""

    number_id: str
    cursor: str = ""
