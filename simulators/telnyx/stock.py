"""The numbers that the simulated carrier sells: always the same, in some real cities and toll-free."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_CITIES = {
    "415": ("SAN FRANCISCO", "CA"),
    "212": ("NEW YORK", "NY"),
    "202": ("WASHINGTON", "DC"),
    "312": ("CHICAGO", "IL"),
    "303": ("DENVER", "CO"),
    "512": ("AUSTIN", "TX"),
    "206": ("SEATTLE", "WA"),
    "305": ("MIAMI", "FL"),
    "617": ("BOSTON", "MA"),
    "213": ("LOS ANGELES", "CA"),
}
_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
_LINES = 9_000


@dataclass(frozen=True)
class InStock:
    """A number that is for sale."""

    phone_number: str
    kind: str
    city: str
    state: str

    @property
    def reservable(self) -> bool:
        """Whether it can be reserved, and bought: those that end in 13 cannot."""
        return not self.phone_number.endswith("13")

    @property
    def quickship(self) -> bool:
        """Whether it can be called at once: toll-free ones that end in 31 take two business days."""
        return self.kind != "toll_free" or not self.phone_number.endswith("31")

    @property
    def features(self) -> tuple[str, ...]:
        """What it can do: local ones that end in 22 have no texts, toll-free ones call no emergency services."""
        texts = () if self.kind == "local" and self.phone_number.endswith("22") else ("sms", "mms")
        return (*texts, "voice", *(("emergency",) if self.kind == "local" else ()))


@dataclass(frozen=True)
class Wanted:
    """The filters of a search, as the provider names them."""

    country: str = "US"
    area_code: str = ""
    city: str = ""
    state: str = ""
    kind: str = ""
    contains: str = ""
    starts: str = ""
    ends: str = ""
    limit: int = 50
    features: frozenset[str] = field(default=frozenset())
    reservable: bool = False
    quickship: bool = False
    owned: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, query: Mapping[str, str], features: Iterable[str], owned: frozenset[str]) -> "Wanted":
        """Read the filters of a query string."""

        def said(name: str) -> str:
            return query.get(f"filter{name}", "").strip()

        return cls(
            country=said("[country_code]") or "US",
            area_code=said("[national_destination_code]"),
            city=said("[locality]").upper(),
            state=said("[administrative_area]").upper(),
            kind=said("[phone_number_type]"),
            contains=said("[phone_number][contains]"),
            starts=said("[phone_number][starts_with]"),
            ends=said("[phone_number][ends_with]"),
            limit=int(said("[limit]") or 50),
            features=frozenset(features),
            reservable=said("[reservable]") == "true",
            quickship=said("[quickship]") == "true",
            owned=owned,
        )

    def fits(self, number: InStock) -> bool:
        """Return whether a number passes the filters."""
        national = number.phone_number.removeprefix("+1")
        return (
            self.city in {"", number.city}
            and self.features <= set(number.features)
            and (number.reservable or not self.reservable)
            and (number.quickship or not self.quickship)
            and self.state in {"", number.state}
            and self.contains in national
            and national.startswith(self.starts)
            and national.endswith(self.ends)
            and number.phone_number not in self.owned
        )


def search(wanted: Wanted) -> list[InStock]:
    """Return numbers that pass the filters, at most `limit`."""
    found: list[InStock] = []
    for number in _stock(wanted) if wanted.country == "US" else ():
        if len(found) >= wanted.limit:
            break
        if wanted.fits(number):
            found.append(number)
    return found


def is_in_stock(phone_number: str) -> bool:
    """Return whether there is such a number, and it can be reserved."""
    wanted = Wanted(area_code=phone_number[2:5], ends=phone_number[5:], limit=1, reservable=True)
    return bool(search(wanted))


def _stock(wanted: Wanted) -> Iterator[InStock]:
    for line in range(_LINES):
        digits = 1_000 + line * 7_919 % _LINES
        for area_code in _area_codes(wanted):
            city, state = _CITIES.get(area_code, ("", ""))
            kind = "toll_free" if area_code in _TOLL_FREE else "local"
            yield InStock(f"+1{area_code}555{digits:04}", kind, city, state)


def _area_codes(wanted: Wanted) -> tuple[str, ...]:
    codes = (*_CITIES, *_TOLL_FREE)
    if wanted.kind:
        codes = _TOLL_FREE if wanted.kind == "toll_free" else tuple(_CITIES) if wanted.kind == "local" else ()
    if not wanted.area_code:
        return codes
    known = wanted.area_code in codes or (wanted.kind != "toll_free" and wanted.area_code.isdecimal())
    return (wanted.area_code,) if known and len(wanted.area_code) == 3 else ()
