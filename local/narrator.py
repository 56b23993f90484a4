"""Who tells the demo: numbered steps, what came of them, and the people whom it meets."""

import random

from local.addresses import Addresses
from local.people import Person
from local.progress import Progress

_AREA_CODES = (415, 212, 312, 206, 303, 404, 512, 617, 702, 808)
_LAST_DIGITS = {"mobile": range(400, 10_000), "landline": range(200, 300), "virtual": range(300, 400)}


class Narrator:
    """Says what is done, and what came of it."""

    def __init__(self, addresses: Addresses, progress: Progress) -> None:
        self.addresses = addresses
        self._progress = progress
        self._steps = 0

    def step(self, what: str) -> None:
        """Say what happens next."""
        self._steps += 1
        self._progress.say(f"\n{self._steps}. {what}")

    def say(self, what: str) -> None:
        """Say what came of it."""
        self._progress.say(f"   {what}")

    def person(self, name: str, line: str) -> Person:
        """Somebody with a phone of this kind of line, whose number nobody is likely to have had."""
        number = f"+1{random.choice(_AREA_CODES)}555{random.choice(_LAST_DIGITS[line]):04}"  # noqa: S311 (a name tag)
        return Person(self.addresses, name, number, f"{name.split(maxsplit=1)[0].lower()}.{number[2:]}@example.com")

    def quote(self, person: Person, kind: str) -> None:
        """Show the newest text, call or mail that somebody has got."""
        item = person.inbox(kind)[-1]
        first = next(line for line in (item.get("subject") or item["text"]).splitlines() if line)
        self.say(f"{kind} to {item['to']}: {first}")

    def joins(self, person: Person) -> None:
        """Somebody types the code of their text in, reads what changes, and confirms."""
        code = person.transfer_code_from("sms")
        preview = person.previews(code)
        self.say(f"before confirming: {preview['team_name']}, owned by {preview['owner_name']}")
        for change in preview["changes"]:
            self.say(f"  - {change}")
        self.say(f"after: {person.redeems(code)['status']} on {preview['team_name']}")
