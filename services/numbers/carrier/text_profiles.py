"""Messaging profiles at the carrier, and which one a number has (N14).

The webhooks of received texts go where the profile of their number says. A STOP blocks, and a START unblocks, for all
numbers of one profile: the carrier does both itself, and answers to HELP what the profile says
(developers.telnyx.com/docs/messaging/messages/advanced-opt-in-out).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import read_error_codes, read_rows, report_refusal

PAGE = 50  # each may become an event, and a transaction takes 100 entries
_HELP = (
    "You're texting with a person or a team, not with a machine. Reply STOP to get no more texts from them, or START "
    "to get them again. Message and data rates may apply."
)
_GONE = {"10017", "85005"}  # of a profile that is not there
_WITH_HELP = ("US", "CA")


class ProfileGoneError(Exception):
    """The carrier does not have a profile any more that we know by its id: it was deleted there."""


@dataclass(frozen=True, slots=True)
class TextedNumber:
    """A number that the carrier has for us, by its own id, and the profile that it has; empty if it has none."""

    carrier_id: str
    phone_number: str
    profile_id: str


class TextProfiles:
    """Telnyx's API of messaging profiles. Every method may raise ProviderDownError: ask again."""

    def __init__(self, provider: Provider, webhook_url: str, shared_id: str = "") -> None:
        self._provider = provider
        self._webhook_url = webhook_url
        self._shared = ("", shared_id)

    def is_shared(self, profile_id: str) -> bool:
        """Return whether numbers are ordered with this profile, or none: until they have their holder's."""
        return profile_id in self._shared

    def find(self, name: str) -> str | None:
        """Return the id of the profile with this name, or None. If it was made twice, it is the first by its id."""
        rows = self._list("messaging_profiles", {"filter[name][eq]": name, "page[size]": "250"})
        return min((str(row["id"]) for row in rows if row.get("name") == name and row.get("id")), default=None)

    def create(self, name: str, countries: Iterable[str]) -> str:
        """Make a profile that may text to these countries, and return its id.

        After ProviderDownError it may have been made.
        """
        wanted = {
            "name": name,
            "whitelisted_destinations": sorted(countries),
            "webhook_url": self._webhook_url,
            "webhook_api_version": "2",
        }
        data = self._ask("POST", "messaging_profiles", json=wanted).get("data")
        if not isinstance(data, dict) or not data.get("id"):
            raise ProviderDownError("the carrier's messaging profile is unreadable")
        return str(data["id"])

    def answer_help(self, profile_id: str) -> None:
        """Have the carrier answer HELP where the law wants it; where it does not let us, that is logged."""
        path = f"messaging_profiles/{profile_id}/autoresp_configs"
        try:
            answered = {row.get("country_code") for row in read_rows(self._provider.ask("GET", path)) if _is_help(row)}
            for country in _WITH_HELP:
                if country not in answered:
                    wanted = {"op": "help", "keywords": ["HELP", "INFO"], "resp_text": _HELP, "country_code": country}
                    self._provider.ask("POST", path, json=wanted)
        except ProviderRefusedError as refusal:
            log().error("carrier.profile.no_help", extra={"errors": read_error_codes(refusal.body)})

    def find_number(self, phone_number: str) -> TextedNumber | None:
        """Return the number, or None if it is not ours at the carrier."""
        found = self._list("phone_numbers", {"filter[phone_number]": phone_number})
        return next((it for it in map(_read_number, found) if it.phone_number == phone_number), None)

    def list_active(self, page: int) -> list[TextedNumber]:
        """Return a page of our active numbers, in an order that stays; the last page is short."""
        sorted_by = {"filter[status]": "active", "sort": "phone_number"}
        rows = self._list("phone_numbers", sorted_by | {"page[number]": str(page), "page[size]": str(PAGE)})
        return list(map(_read_number, rows))

    def assign(self, number: TextedNumber, profile_id: str) -> None:
        """Give a number this profile; one that is ours no more is left. Raises ProfileGoneError."""
        asked = {"messaging_profile_id": profile_id}
        try:
            self._provider.ask("PATCH", f"phone_numbers/{number.carrier_id}/messaging", json=asked)
        except ProviderRefusedError as refusal:
            if not _GONE.isdisjoint(read_error_codes(refusal.body)):
                raise ProfileGoneError("the carrier does not have the messaging profile") from refusal
            if refusal.status != 404:
                raise report_refusal(refusal) from refusal

    def _list(self, path: str, params: dict[str, str]) -> list[dict[str, Any]]:
        return read_rows(self._ask("GET", path, params=params))

    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            return self._provider.ask(method, path, **options)
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal


def _is_help(row: dict[str, Any]) -> bool:
    return row.get("op") == "help"


def _read_number(row: dict[str, Any]) -> TextedNumber:
    return TextedNumber(*(str(row.get(name) or "") for name in ("id", "phone_number", "messaging_profile_id")))
