"""What teams knows of a number, in whatever order it is told (T7)."""

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
from services.teams.use_cases.team.dissolution import SLICE

TEAM, PEOPLE = "team_1", ("acc_ann", "acc_bob", "acc_cat")
NUMBER, PHONE = "num_1", "+14155550199"

_WHAT = st.sampled_from(["suspended", "restored", "reserved", "handed over", None, *PEOPLE])


class Life:
    """A number's life as numbers lives it, and what it tells of it."""

    def __init__(self, user_id: str | None) -> None:
        self.holder, self.user_id, self.status, self.told = TEAM, user_id, "active", list[NumberEvent]()
        self._publish_and_log(NumberActivated(**self._who(), user_id=user_id, subscription_id="sub_1"))

    def _who(self) -> dict[str, str | int]:
        revision = 2 * len(self.told) + 3  # versions that nothing is told of lie between
        return {"number_id": NUMBER, "phone_number": PHONE, "holder": self.holder, "revision": revision}

    def _publish_and_log(self, event: NumberEvent) -> None:
        self.told.append(event)

    def goes_on(self, what: str | None) -> None:
        """One step; what is asked of it is what it comes to."""
        who, user_id = self._who(), self.user_id
        if what == "handed over" and user_id and self.holder == TEAM:
            self.holder = user_id
            about = {"number_id": NUMBER, "phone_number": PHONE, "revision": who["revision"]}
            self._publish_and_log(NumberHandedOver(**about, subscription_id="s", from_holder=TEAM, to_holder=user_id))
        elif what in ("suspended", "restored", "reserved"):
            self._stands(what)
        elif self.holder == TEAM and what in (None, *PEOPLE) and what != user_id:
            self._goes_to(what)

    def ends(self) -> None:
        """Its reserve is over."""
        self._publish_and_log(NumberReleased(**self._who()))
        self.status = "released"

    def _stands(self, what: str) -> None:
        about = self._who() | {"user_id": self.user_id}
        if what == "reserved":
            self._publish_and_log(NumberReserved(**about, until=clock.now()))
        else:
            self._publish_and_log(NumberSuspended(**about) if what == "suspended" else NumberRestored(**about))
        self.status = {"suspended": "suspended", "restored": "active", "reserved": "releasing"}[what]

    def _goes_to(self, to: str | None) -> None:
        if to is None:
            self._publish_and_log(NumberUnassigned(**self._who(), from_user_id=str(self.user_id)))
        elif self.user_id is None:
            self._publish_and_log(NumberAssigned(**self._who(), user_id=to))
        else:
            self._publish_and_log(NumberMoved(**self._who(), from_user_id=self.user_id, to_user_id=to))
        self.user_id = to


@given(st.sampled_from([None, *PEOPLE]), st.lists(_WHAT, max_size=8), st.booleans(), st.randoms(use_true_random=False))
def test_every_order_and_any_repetition_comes_to_the_same(
    first: str | None, steps: list[str | None], over: bool, chance: random.Random
) -> None:
    """Told crossed and more than once, a number stands in the end where it stands, with whom it is (T7)."""
    life = Life(first)
    for step in steps:
        life.goes_on(step)
    if over:
        life.ends()
    heard = life.told + [chance.choice(life.told) for _ in life.told]
    chance.shuffle(heard)
    known = Number(NUMBER)
    for event in heard:
        known = known.apply(event)
    assert known.status == life.status
    seen_with = {person for person in PEOPLE if visible_numbers([known], TEAM, person)}
    assert seen_with == ({life.user_id} if life.user_id and not over else set())
    assert (known.phone_number, known.holder) == (("", "") if over else (PHONE, life.holder))


def test_another_teams_number_is_never_shown() -> None:
    """Who changes teams before their old team has its number back brings no sight of it (E3)."""
    known = Number(NUMBER, PHONE, "active", 1, holder="team_2", user_id="acc_ann", holder_revision=1)
    assert visible_numbers([known], TEAM, "acc_ann") == ()
    assert visible_numbers([known], "team_2", "acc_ann")


def test_people_whose_rows_have_every_word_go_within_a_transaction() -> None:
    """However many words a row has, a slice of a team that is dissolved fits (T9)."""
    used = tuple(Number(f"num_{at}", f"+1312555{at:04}", "active").as_used for at in range(MAX_SHOWN))
    now, email = clock.now(), "a.b-c+d.e.f@example.com"
    person = Member(TEAM, "acc_ann", PHONE, "One Two Three Four", email, "member", now, now, numbers=used)
    member = people.with_search_words(person)
    assert len(member.words) == MAX_WORDS + 2 * MAX_NUMBERS
    going = len(people.remove_member(member)) + len([accounts.leave(member), "its event"])
    assert SLICE * going + len(["the counters", "the idempotency key"]) <= MAX_ENTRIES


def test_a_row_shows_twenty_numbers_at_most() -> None:
    """However many somebody has collected, their row stays small: the oldest stand on it."""
    many = [Number(f"num_{at:02}", PHONE, "active", 1, holder=TEAM, user_id="acc_ann") for at in range(30, 0, -1)]
    seen = [number.number_id for number in visible_numbers(many, TEAM, "acc_ann")]
    assert seen == [f"num_{at:02}" for at in range(1, MAX_SHOWN + 1)]
