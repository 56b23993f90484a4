"""What the entries of calls are, in plain words (B13, B16). Pure."""

from collections.abc import Mapping

from services.billing.domain.ledger import Kind

_HOUR, _MINUTE = 3_600, 60


def words_of_call(kind: str, about: Mapping[str, str]) -> str:
    """Return what an entry of a call is, such as "Call to Germany, mobile, 3 min 20 s"; nothing for another entry."""
    if "call_id" not in about or kind not in (Kind.HELD, Kind.SPENT, Kind.RELEASED):
        return ""
    if kind == Kind.HELD:
        return "Credits set aside for a call"
    name = "Forwarded call" if about.get("call_kind") == "forwarding" else "Call"
    place, seconds = about.get("place"), int(about.get("seconds", 0))
    return ", ".join((f"{name} to {place}" if place else name, _duration(seconds) if seconds else "not answered"))


def _duration(seconds: int) -> str:
    parts = ((seconds // _HOUR, "h"), (seconds % _HOUR // _MINUTE, "min"), (seconds % _MINUTE, "s"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
