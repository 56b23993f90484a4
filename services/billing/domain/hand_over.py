"""To whom a number was handed over, known before its plan is opened (B10, T8). Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandOver:
    """The holder of a number since one of its revisions, stored for a plan that is not opened yet."""

    number_id: str
    holder: str
    revision: int
