"""Makes new people for each test, each with a number not used before."""

import unicodedata
from itertools import count

from local.addresses import Addresses
from local.people import Person

_AREA_CODES = (415, 212, 312, 206, 303, 404, 512, 617, 702, 808, 213, 214, 305, 313, 503, 602, 612, 619, 713, 718)
_BLOCKS = {"mobile": "01", "landline": "02", "virtual": "03"}


class PeopleFactory:
    """Whom a test meets."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._numbers = count()

    def without_account(self, name: str = "Grace Hopper", line: str = "mobile") -> Person:
        """A person without an account, with a phone of this kind of line."""
        number = next(self._numbers)
        area, last = _AREA_CODES[number // 100], number % 100
        first = unicodedata.normalize("NFKD", name.split(maxsplit=1)[0].lower()).encode("ascii", "ignore").decode()
        email = f"{first}.{number}@example.com"
        return Person(self._addresses, name, f"+1{area}555{_BLOCKS[line]}{last:02}", email)

    def user(self, name: str = "Ada Lovelace") -> Person:
        """A person who has signed up."""
        return self.without_account(name).signs_up()

    def on_another_device(self, person: Person) -> Person:
        """The same person, signed in once more."""
        return Person(self._addresses, person.name, person.phone_number, person.email).signs_in()

    def owner(self, name: str = "Olivia Owner") -> Person:
        """A person whose team is open."""
        person = self.user(name)
        person.opens_a_team()
        return person
