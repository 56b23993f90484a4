"""The demo's output: numbered steps and their results; and the people who take part."""

import random
from collections.abc import Callable

from local.addresses import Addresses
from local.people import Person, UnexpectedAnswerError
from local.progress import Progress
from sdk.python.teamline import Problem

_AREA_CODES = (415, 212, 312, 206, 303, 404, 512, 617, 702, 808)
_LAST_DIGITS = {"mobile": range(400, 10_000), "landline": range(200, 300), "virtual": range(300, 400)}


class DemoSteps:
    """Prints numbered steps and their results, and creates people with fresh numbers."""

    def __init__(self, addresses: Addresses, progress: Progress) -> None:
        self.addresses = addresses
        self._progress = progress
        self._steps = 0

    def step(self, what: str) -> None:
        """Print the next step."""
        self._steps += 1
        self._progress.say(f"\n{self._steps}. {what}")

    def say(self, what: str) -> None:
        """Print a result of the step."""
        self._progress.say(f"   {what}")

    def person(self, name: str, line: str) -> Person:
        """Create a person whose number is of this kind of line and almost certainly unused."""
        number = f"+1{random.choice(_AREA_CODES)}555{random.choice(_LAST_DIGITS[line]):04}"  # noqa: S311 (a name tag)
        return Person(self.addresses, name, number, f"{name.split(maxsplit=1)[0].lower()}.{number[2:]}@example.com")

    def refused(self, ask: Callable[[], object]) -> Problem:
        """Return the refusal of what must be refused. Raises UnexpectedAnswerError if it is not."""
        try:
            done = ask()
        except Problem as problem:
            return problem
        raise UnexpectedAnswerError(f"not refused: {done}")

    def quote(self, person: Person, kind: str) -> None:
        """Print the first line of the newest text, call or mail that a person has received."""
        item = person.inbox(kind)[-1]
        first = next(line for line in (item.get("subject") or item["text"]).splitlines() if line)
        self.say(f"{kind} to {item['to']}: {first}")

    def join(self, person: Person) -> None:
        """Let a person enter the code of their text, print the changes they see, and confirm."""
        code = person.transfer_code_from("sms")
        preview = person.previews(code)
        self.say(f"before confirming: {preview['team_name']}, owned by {preview['owner_name']}")
        for change in preview["changes"]:
            self.say(f"  - {change}")
        self.say(f"after: {person.redeems(code)['status']} on {preview['team_name']}")
