"""What the entries of calls, and of usage, are in plain words (B13, B16). Pure."""

from collections.abc import Mapping

from contracts.sentences import joined, known, say, say_count
from services.billing.domain.ledger import Kind

_HOUR, _MINUTE = 3_600, 60


def words_of_entry(kind: str, about: Mapping[str, str]) -> str:
    """Return what an entry is if its kind does not say enough: a call, or the usage of a quarter of an hour."""
    return words_of_call(kind, about) or (words_of_usage(*counted_in(kind, about)) if is_usage(about) else "")


def words_of_usage(calls: int, texts: int) -> str:
    """Return how many calls and texts these are, such as "14 calls and texts"; nothing if none."""
    if calls and texts:
        return say("{count} calls and texts", count=calls + texts)
    if texts:
        return say_count("{count} text", "{count} texts", texts)
    return say_count("{count} call", "{count} calls", calls) if calls else ""


def is_usage(about: Mapping[str, str]) -> bool:
    """Return whether an entry is the usage of a quarter of an hour."""
    return "calls" in about


def counted_in(kind: str, about: Mapping[str, str]) -> tuple[int, int]:
    """Return how many calls and texts an entry is the price of: of usage what it says, else one."""
    if kind != Kind.SPENT or is_usage(about):
        return int(about.get("calls", 0)), int(about.get("texts", 0))
    return (1, 0) if "call_id" in about else (0, 1)


def words_of_call(kind: str, about: Mapping[str, str]) -> str:
    """Return what an entry of a call is, such as "Call to Germany, mobile, 3 min 20 s"; nothing for another entry."""
    if "call_id" not in about or kind not in (Kind.HELD, Kind.SPENT, Kind.RELEASED):
        return ""
    if kind == Kind.HELD:
        return say("Credits set aside for a call")
    if kind == Kind.RELEASED and about.get("seconds", "0") != "0":
        return say("No longer set aside for a call")
    place, seconds = known(about.get("place", "")), int(about.get("seconds", 0))
    if about.get("call_kind") == "forwarding":
        name = say("Forwarded call to {place}", place=place) if place else say("Forwarded call")
    else:
        name = say("Call to {place}", place=place) if place else say("Call")
    return joined(", ", (name, _duration(seconds) if seconds else say("not answered")))


def _duration(seconds: int) -> str:
    parts = ((seconds // _HOUR, "h"), (seconds % _HOUR // _MINUTE, "min"), (seconds % _MINUTE, "s"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
