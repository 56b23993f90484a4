"""A store subscription is the same whatever the order and the repetitions in which facts arrive (B9)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.billing.domain.store_subscription import (
    STORE_RETRIES,
    PeriodPaid,
    PeriodRefunded,
    RenewalSaid,
    Store,
    StoreFact,
    StoreStatus,
    StoreSubscription,
)

T0 = datetime(2026, 9, 1, 10, tzinfo=UTC)
DAY, MONTH = timedelta(days=1), timedelta(days=30)
EMPTY = StoreSubscription(Store.APP_STORE, "2000000900000001")

instants = st.integers(0, 6).map(lambda days: T0 + days * DAY)
keys = st.sampled_from(("1", "2", "3"))
products = st.sampled_from(("phone.us.monthly", "phone.us.yearly"))
renewals = st.builds(RenewalSaid, st.booleans(), instants, st.none() | instants, st.none() | instants)
facts = st.one_of(
    st.builds(PeriodPaid, keys, products, instants, instants, instants),
    st.builds(PeriodRefunded, keys, st.booleans(), instants, st.none() | instants),
    renewals,
)
stories = st.lists(facts, max_size=12)


def paid(month: int, said: datetime = T0, *, key: str = "", ends: datetime | None = None) -> PeriodPaid:
    """Return that a month was paid, the first is 0."""
    starts = T0 + month * MONTH
    return PeriodPaid(key or str(month), "phone.us.monthly", starts, ends or starts + MONTH, said)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories, st.data())
def test_in_any_order_and_however_often_the_same_is_known(story: list[StoreFact], data: st.DataObject) -> None:
    """Facts are applied in any order, some of them again, one by one or together: the end is the same."""
    repeated = [*story, *data.draw(st.lists(st.sampled_from(story), max_size=6))] if story else []
    shuffled = data.draw(st.permutations(repeated))
    one_by_one = EMPTY
    for fact in shuffled:
        one_by_one = one_by_one.apply(fact)
    assert one_by_one == EMPTY.apply(*story)


@given(stories, facts)
def test_a_fact_that_is_known_changes_nothing(story: list[StoreFact], fact: StoreFact) -> None:
    """Once a fact was applied, it has no effect any more."""
    once = EMPTY.apply(*story).apply(fact)
    assert once.apply(fact, *story) == once


@given(stories)
def test_paid_through_is_what_the_facts_say(story: list[StoreFact]) -> None:
    """It is the latest end, as last said, of those periods whose last word is not that they were refunded.

    Of a refund in part it is the instant until which the period is kept, unless the period ends before.
    """
    known = EMPTY.apply(*story)
    assert known.paid_through == max(_ends(story), default=None)
    assert len(list(known.kept)) == len(list(_ends(story)))


def _ends(story: list[StoreFact]) -> Iterable[datetime]:
    """Return the end of each period that is kept, computed apart from the model."""
    for key in {it.key for it in story if isinstance(it, PeriodPaid)}:
        said = [it for it in story if isinstance(it, PeriodPaid) and it.key == key]
        end = max(said, key=lambda it: (it.said_at, it.ends_at)).ends_at
        refunds = [it for it in story if isinstance(it, PeriodRefunded) and it.key == key]
        latest = max((it.said_at for it in refunds), default=None)
        taken = [it.kept_until for it in refunds if it.said_at == latest and it.is_refunded]
        if None not in taken:
            yield min(end, *filter(None, taken)) if taken else end


@given(stories, st.data())
def test_only_a_word_on_the_refund_undoes_a_refund(story: list[StoreFact], data: st.DataObject) -> None:
    """However late a period is said to be paid, what was taken back of it stays so; only giving it back undoes that."""
    key = data.draw(keys)
    last = T0 + 10 * DAY
    kept_until = data.draw(st.none() | instants)
    known = EMPTY.apply(*story, paid(0, key=key)).apply(PeriodRefunded(key, True, last, kept_until))
    restored = known.apply(paid(9, last + DAY, key=key))
    ends = [it.ends_at for it in restored.kept if it.said_at == last + DAY]
    assert ends == ([] if kept_until is None else [kept_until])
    given_back = restored.apply(PeriodRefunded(key, False, last + 2 * DAY))
    assert [it.ends_at for it in given_back.kept if it.said_at == last + DAY] == [T0 + 10 * MONTH]


@given(stories, st.lists(renewals))
def test_no_word_on_the_renewal_adds_a_period(story: list[StoreFact], words: list[RenewalSaid]) -> None:
    """Grace, retries and renewals to come are no payment (D4)."""
    known = EMPTY.apply(*story)
    after = known.apply(*words)
    assert (after.periods, after.paid_through) == (known.periods, known.paid_through)


@given(st.integers(1, 60), st.integers(1, 9))
def test_an_extension_moves_an_end_and_adds_no_period(days: int, later: int) -> None:
    """The store moves the end of a period by its own will: it is still one period (D4)."""
    extended = paid(0, T0 + later * DAY, ends=T0 + MONTH + days * DAY)
    known = EMPTY.apply(extended, paid(0))
    assert (len(known.periods), known.paid_through) == (1, T0 + MONTH + days * DAY)


def test_a_refund_takes_back_its_own_period_only() -> None:
    """Of three months the last is refunded, then given back, whichever of the two arrives first (D8)."""
    refunded, reversed_ = PeriodRefunded("2", True, T0 + 70 * DAY), PeriodRefunded("2", False, T0 + 80 * DAY)
    months = EMPTY.apply(*map(paid, range(3)))
    assert months.apply(refunded).paid_through == T0 + 2 * MONTH
    assert months.apply(reversed_, refunded).paid_through == T0 + 3 * MONTH
    assert EMPTY.apply(refunded).apply(*map(paid, range(3))).paid_through == T0 + 2 * MONTH
    assert EMPTY.apply(refunded).paid_through is None


def test_a_claim_holds_unless_a_later_one_is_proved() -> None:
    """The first claim wins, but the store's word counts more than a claim without one (D11)."""
    first = EMPTY.claim("acc_1", is_proved=False)
    assert first.claim("acc_2", is_proved=False).account_id == "acc_1"
    proved = first.claim("acc_2", is_proved=True)
    assert proved.account_id == "acc_2"
    assert proved.claim("acc_1", is_proved=False).claim("acc_1", is_proved=True) == proved
    assert EMPTY.claim("", is_proved=True) == EMPTY


def test_its_status_is_what_the_store_would_say() -> None:
    """Pending, active, canceled, in grace, retried and ended: by the facts and the instant."""
    renews = RenewalSaid(True, T0, T0 + MONTH)
    off = RenewalSaid(False, T0 + DAY)
    grace = RenewalSaid(True, T0 + MONTH, T0 + MONTH, T0 + MONTH + 16 * DAY)
    paid_now, over = T0 + DAY, T0 + MONTH + DAY
    active = EMPTY.apply(paid(0))
    assert EMPTY.status(paid_now) is StoreStatus.PENDING
    assert active.status(paid_now) is active.apply(renews).status(paid_now) is StoreStatus.ACTIVE
    assert active.apply(off).status(paid_now) is StoreStatus.CANCELLED
    assert active.apply(grace).status(over) is StoreStatus.GRACE
    assert active.apply(renews).status(over) is StoreStatus.RETRYING
    assert active.apply(off).status(over) is StoreStatus.ENDED
    assert active.apply(off, PeriodRefunded("0", True, T0 + DAY)).status(paid_now) is StoreStatus.ENDED
    assert [it.is_paid(over) for it in (active.apply(grace), active.apply(renews))] == [True, False]


def test_what_the_sandbox_sells_pays_for_no_real_time() -> None:
    """It is shown as the store has it, and pays for nothing (D2)."""
    test = StoreSubscription(Store.APP_STORE, "1", is_test=True).apply(paid(0))
    assert (test.ends_at, test.paid_through, test.is_paid(T0 + DAY)) == (T0 + MONTH, None, False)
    assert test.status(T0 + DAY) is StoreStatus.ACTIVE


def test_it_is_watched_while_its_store_may_report_something() -> None:
    """A store retries a failed renewal for 60 days, and what renews is watched however long that takes (D7)."""
    over = EMPTY.apply(paid(0), RenewalSaid(False, T0))
    assert over.is_watched(T0 + MONTH + STORE_RETRIES - DAY)
    assert not over.is_watched(T0 + MONTH + STORE_RETRIES)
    assert EMPTY.apply(paid(0), RenewalSaid(True, T0, T0 + MONTH)).is_watched(T0 + 200 * DAY)
