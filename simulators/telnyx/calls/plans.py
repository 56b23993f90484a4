"""What the people at both ends of a simulated call intend to do."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args

Json = dict[str, Any]
Deed = Literal["answers", "declines", "busy", "not_found", "blocked", "rings"]


@dataclass(frozen=True)
class Plan:
    """What a person does when a phone rings: answers or declines it after so many seconds, or lets it ring.

    Once it talks it hangs up after `seconds`, or waits for the other to hang up if that is null. A caller gives up
    after `gives_up_after` without an answer, and at the beep says `message`, for `message_seconds`, and hangs up.
    """

    does: Deed = "answers"
    after: float = 3
    seconds: float | None = None
    gives_up_after: float | None = None
    message: str = ""
    message_seconds: float = 5

    @classmethod
    def of(cls, members: Json, usual: "Plan") -> "Plan":
        """Read a plan; raises ValueError for what there is not."""
        known = {it.name for it in fields(cls)}
        if unknown := members.keys() - known:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
        if members.get("does", "rings") not in get_args(Deed):
            raise ValueError(f"does is one of: {', '.join(get_args(Deed))}")
        return replace(usual, **members)

    def as_json(self) -> Json:
        """Return its members."""
        return asdict(self)
