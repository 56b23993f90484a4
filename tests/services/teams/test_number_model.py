"""What teams knows of a number, in whatever order its events arrive (T7)."""

import random

from hypothesis import given
from hypothesis import strategies as st

from contracts.numbers import (
    NumberActivated,
    NumberAssigned,
    NumberHandedOver,
    NumberMoved,
    NumberReleased,
    NumberReserved,
    NumberRestored,
    NumberSuspended,
    NumberUnassigned,
)
from kernel import clock
from kernel.dynamodb.table import MAX_ENTRIES
from services.teams.domain.member import Member
from services.teams.domain.number import MAX_SHOWN, Number, NumberEvent, visible_numbers
from services.teams.domain.search import MAX_NUMBERS, MAX_WORDS
from services.teams.stores import accounts, people
from services.teams.use_cases.team import dissolution

TEAM, PEOPLE = "team_1", ("acc_ann", "acc_bob", "acc_cat")
NUMBER, PHONE = "num_1", "+14155550199"

_WHAT = st.sampled_from(["suspended", "restored", "reserved", "handed over", None, *PEOPLE])


class Life:
    """A number's life in the numbers service, and the events that it publishes."""

    def __init__(self, user_id: str | None) -> None:
        self.holder, self.user_id, self.status, self.published = TEAM, user_id, "active", list[NumberEvent]()
        self._publish(NumberActivated(**self._who(), user_id=user_id, subscription_id="sub_1"))

    def _who(self) -> dict[str, str | int]:
        revision = 2 * len(self.published) + 3  # versions that nothing is told of lie between
        return {"number_id": NUMBER, "phone_number": PHONE, "holder": self.holder, "revision": revision}

    def _publish(self, event: NumberEvent) -> None:
        self.published.append(event)

    def step(self, what: str | None) -> None:
        """Take one step."""
        who, user_id = self._who(), self.user_id
        if what == "handed over" and user_id and self.holder == TEAM:
            self.holder = user_id
            about = {"number_id": NUMBER, "phone_number": PHONE, "revision": who["revision"]}
            self._publish(NumberHandedOver(**about, subscription_id="s", from_holder=TEAM, to_holder=user_id))
        elif what in ("suspended", "restored", "reserved"):
            self._change_status(what)
        elif self.holder == TEAM and what in (None, *PEOPLE) and what != user_id:
            self._move_to(what)

    def end(self) -> None:
        """End the reserve."""
        self._publish(NumberReleased(**self._who()))
        self.status = "released"

    def _change_status(self, what: str) -> None:
        about = self._who() | {"user_id": self.user_id}
        if what == "reserved":
            self._publish(NumberReserved(**about, until=clock.now()))
        else:
            self._publish(NumberSuspended(**about) if what == "suspended" else NumberRestored(**about))
        self.status = {"suspended": "suspended", "restored": "active", "reserved": "releasing"}[what]

    def _move_to(self, to: str | None) -> None:
        if to is None:
            self._publish(NumberUnassigned(**self._who(), from_user_id=str(self.user_id)))
        elif self.user_id is None:
            self._publish(NumberAssigned(**self._who(), user_id=to))
        else:
            self._publish(NumberMoved(**self._who(), from_user_id=self.user_id, to_user_id=to))
        self.user_id = to


@given(st.sampled_from([None, *PEOPLE]), st.lists(_WHAT, max_size=8), st.booleans(), st.randoms(use_true_random=False))
def test_every_order_and_any_repetition_comes_to_the_same(
    first: str | None, steps: list[str | None], over: bool, chance: random.Random
) -> None:
    """In any order and with repetitions, a number ends with the same status, holder and user (T7)."""
    life = Life(first)
    for step in steps:
        life.step(step)
    if over:
        life.end()
    heard = life.published + [chance.choice(life.published) for _ in life.published]
    chance.shuffle(heard)
    known = Number(NUMBER)
    for event in heard:
        known = known.apply(event)
    assert known.status == life.status
    seen_with = {person for person in PEOPLE if visible_numbers([known], TEAM, person)}
    assert seen_with == ({life.user_id} if life.user_id and not over else set())
    assert (known.phone_number, known.holder) == (("", "") if over else (PHONE, life.holder))


def test_another_teams_number_is_never_shown() -> None:
    """A person who changes teams before the old team has its number back does not reveal it (E3)."""
    known = Number(NUMBER, PHONE, "active", 1, holder="team_2", user_id="acc_ann", holder_revision=1)
    assert visible_numbers([known], TEAM, "acc_ann") == ()
    assert visible_numbers([known], "team_2", "acc_ann")


def test_people_whose_rows_have_every_word_go_within_a_transaction() -> None:
    """However many words the rows have, a slice of a dissolving team fits a transaction (T9)."""
    used = tuple(Number(f"num_{at}", f"+1312555{at:04}", "active").as_used for at in range(MAX_SHOWN))
    now, email = clock.now(), "a.b-c+d.e.f@example.com"
    person = Member(TEAM, "acc_ann", PHONE, "One Two Three Four", email, "member", now, now, numbers=used)
    member = people.with_search_words(person)
    assert MAX_WORDS + 2 * MAX_NUMBERS < len(member.words) <= MAX_WORDS + 3 * MAX_NUMBERS
    going = len(people.remove_member(member)) + len([accounts.leave(member), "its event"])
    fitting = dissolution.fit_transaction([member] * dissolution.SLICE)
    assert len(fitting) >= 3
    assert len(fitting) * going + len(["the counters", "the idempotency key", "the next event"]) <= MAX_ENTRIES


def test_a_row_shows_twenty_numbers_at_most() -> None:
    """However many numbers a person has, their row shows the oldest twenty."""
    many = [Number(f"num_{at:02}", PHONE, "active", 1, holder=TEAM, user_id="acc_ann") for at in range(30, 0, -1)]
    seen = [number.number_id for number in visible_numbers(many, TEAM, "acc_ann")]
    assert seen == [f"num_{at:02}" for at in range(1, MAX_SHOWN + 1)]
