"""What the operator's actions are asked with."""

from typing import Annotated, Literal

from pydantic import Field

from kernel.http.forms import Form
from kernel.jobs.actions import ActionBody


class ClosedCall(ActionBody):
    """Which call's end the carrier never explained, and how many seconds people talked, by its records."""

    call_id: Annotated[str, Field(max_length=80), Form(r"call_[A-Za-z0-9]+", "Send the id of a call: call_...")]
    seconds: Annotated[int, Field(ge=0, le=14_400)]  # as long as the carrier lets a call be


class OpenedCarrier(ActionBody):
    """What is to be asked of the carrier again: `texts` or `orders`; with `holder`, that one's texts too."""

    area: Literal["texts", "orders"]
    holder: Annotated[str, Field(max_length=80)] = ""
