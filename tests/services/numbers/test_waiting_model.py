"""Texts that wait, played against everything that may happen to a number meanwhile, each step split in two (N8, N15).

A step is decided by what is in the table, and committed later, after any others: as two requests at once are, or one
that is delivered again. What is refused as stale is decided again at the end.
"""

from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from kernel.problems import Stale
from services.numbers.carrier.texting import ReceivedText
from services.numbers.domain.message import Message
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.person import Person
from services.numbers.stores import messages, numbers, people, waiting_texts
from services.numbers.use_cases.messages.receive_message import receive_message
from services.numbers.use_cases.messages.settle_waiting_texts import settle_waiting_text, settle_waiting_texts
from tests.moto_tables import items_in, kept, put_back
from tests.services.numbers.harness import MEMBER, STRANGER, TEAM
from tests.services.numbers.texts_harness import FRIEND, TextsHarness

OTHER_TEAM = "team_2"
USERS = {TEAM: MEMBER, OTHER_TEAM: STRANGER}
TEAMS = {user: team for team, user in USERS.items()}
STEPS = [
    "text",
    "text",
    "settle",
    "assign",
    "unassign",
    "reserve",
    "restore",
    "give_back",
    "move",
    "leave",
    "come_back",
    "deliver",
    "deliver",
]


@dataclass
class World:
    """A number, what was decided and not committed, and who held the number when each text came and ever since."""

    table: Table
    number_id: str
    phone_number: str
    pending: list[tuple[str, UnitOfWork]] = field(default_factory=list)
    came_for: dict[str, str] = field(default_factory=dict)  # the holder as each text was decided
    owes: bool = False  # whether there is a change whose event has not come
    left: dict[str, set[str]] = field(default_factory=dict)  # the texts that each holder lost with the number

    def step(self, name: str) -> None:
        """Decide a step, to be committed later."""
        work = self._work()
        if name == "text":
            name = f"text {len(self.came_for)}"
            self.came_for[name] = ""
        if name.startswith("text"):
            self._receive(work, name)
        elif name == "settle":
            for item in waiting_texts.read_page(self.table, self.number_id, limit=1).items:
                settle_waiting_text(work, item["message_id"])
        elif name in ("leave", "come_back"):
            person = people.find(self.table, MEMBER)
            work.save([people.save(replace(person, team_id=TEAM if name == "come_back" else None))])
        else:
            before = self.number
            after = _changed(name, before)
            if after != before:
                work.save(numbers.save(after, before))
        self.pending.append((name, work))

    def commit(self, place: int) -> None:
        """Commit a step that was decided; what is refused as stale is decided anew if it must not be lost."""
        name, work = self.pending.pop(place % len(self.pending))
        before = self.number
        try:
            work.commit()
        except Stale:
            if name.startswith("text"):
                self.step(name)
            return
        self.owes |= not name.startswith(("text", "settle"))
        if self.number.holder != before.holder or self.number.is_gone:
            self.left.setdefault(before.holder, set()).update(self.came_for)

    def end(self) -> None:
        """Commit what is left, and settle what waits, as the events of the changes do."""
        while self.pending:
            self.commit(0)
        self.deliver()

    def deliver(self) -> None:
        """Deliver the events of the changes since the last time."""
        if self.owes:
            self.owes = False
            settle_waiting_texts(self._work(), number_id=self.number_id)  # one page: they are fewer than it holds

    @property
    def number(self) -> Number:
        """Return the number as it is."""
        found = numbers.find(self.table, self.number_id)
        assert found
        return found

    def _work(self) -> UnitOfWork:
        return UnitOfWork(self.table, RequestContext(SYSTEM, clock.now(), "cor"))

    def _receive(self, work: UnitOfWork, name: str) -> None:
        to = self.phone_number
        receive_message(work, text=ReceivedText(name, FRIEND, to, name, 1, clock.now(), recipients=(to,)))
        self.came_for[name] = self.number.holder


def _changed(name: str, number: Number) -> Number:
    """Return the number after a change that it allows, or as it is."""
    runs, is_reserved = number.has_running_plan, number.status is NumberStatus.RELEASING
    to = OTHER_TEAM if number.holder == TEAM else TEAM
    allowed, after = {
        "assign": (runs and number.user_id is None, replace(number, user_id=USERS[number.holder])),
        "unassign": (runs, replace(number, user_id=None)),
        "reserve": (runs, number.reserve(clock.now())),
        "restore": (is_reserved, replace(number, status=NumberStatus.ACTIVE, reserved_until=None)),
        "give_back": (is_reserved, number.release()),
        "move": (not number.is_gone, replace(number, holder=to, team_id=to, user_id=None)),
    }[name]
    return after if allowed else number


_FREE = ("unassign", 0, False)
_LATE_TEXT = ("text", 0, True)
_EVENT = ("deliver", 0, False)


@example(steps=[_FREE, _LATE_TEXT, ("assign", 1, False), _EVENT])
@example(steps=[_FREE, ("text", 0, False), ("settle", 0, True), ("assign", 1, False), ("move", 1, False)])
@example(steps=[("leave", 0, False), _LATE_TEXT, ("come_back", 1, False), _EVENT])
@example(steps=[_FREE, ("text", 0, False), ("assign", 0, False), ("settle", 0, True), ("move", 1, False)])
@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3), st.booleans()), min_size=4, max_size=25))
def test_a_text_reaches_its_team_or_no_one(texts: TextsHarness, steps: list[tuple[str, int, bool]]) -> None:
    """In any order, and whatever is decided by what is no longer so: each text is with a user of the team that had the
    number when it came, or waits for that team, or that team has lost the number.
    """
    table, before = texts.harness.table, kept(texts.harness.table.name)
    world = World(table, texts.number_id, texts.phone_number)
    table.commit([people.save(Person(STRANGER, team_id=OTHER_TEAM, version=people.find(table, STRANGER).version))])
    try:
        for name, place, is_late in steps:
            if name == "deliver":
                world.deliver()
                continue
            world.step(name)
            if not is_late and world.pending:
                world.commit(place)
        world.end()
        _hold_laws(world)
    finally:
        put_back(table.name, before)


def _hold_laws(world: World) -> None:
    number = world.number
    reader = number.user_id if number.user_id and number.has_running_plan else None
    reader = reader if reader and people.find(world.table, reader).is_on(number.holder) else None
    found = {it.text: it for item in items_in(world.table.name, "MESSAGE") if (it := messages.loaded(item))}
    waiting: dict[str, int] = {}
    for name, holder in world.came_for.items():
        message = found.get(name)
        if message is None:
            assert name in world.left.get(holder, set()) or number.is_gone, name
        elif message.user_id:
            assert TEAMS[message.user_id] == holder, name
        else:
            assert message.waits_for == holder == number.holder, name
            assert reader is None, name
            waiting[holder] = waiting.get(holder, 0) + 1
    _counts(world, waiting, found)
    due = {item["sk"].partition("#")[2] for item in items_in(world.table.name) if item["pk"].startswith("DUE#waiting_")}
    assert due == {it.message_id for it in found.values() if it.waits_for}


def _counts(world: World, waiting: dict[str, int], found: dict[str, Message]) -> None:
    """The counts are those of the texts that wait, and each unread text is in a conversation of its reader."""
    places = {team: waiting_texts.count_place(world.number_id, team) for team in USERS}
    items = world.table.get_many(places.values())
    assert {team: waiting_texts.counted(items.get(place)) for team, place in places.items()} == {
        team: waiting.get(team, 0) for team in USERS
    }
    unread = sum(item["unread"] for item in items_in(world.table.name, "CONVERSATION"))
    assert unread == sum(1 for it in found.values() if it.user_id)
