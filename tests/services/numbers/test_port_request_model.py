"""What the form says of the account at the old carrier, whichever numbers of a request move, stay or are given up."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import CarrierUpdate, Objection, PortStatus
from services.numbers.domain.port_request import OTHERS_FIRST, find_due_retries, find_main_numbers, find_wanted
from tests.services.numbers.test_port_model import DAY, START, WRONG_PIN, draft

NUMBERS = [f"+1415555010{place}" for place in range(4)]
STAYING = "+14155550199"
STATES = st.sampled_from(["draft", "given_up", "sent", "canceling", "canceled", "completed"])


def part(place: int, state: str, main: str, new: str, keeps: bool) -> PortIn:
    """Return a number of a request in this state."""
    bill = replace(draft().bill, billing_phone_number=main, new_billing_phone_number=new, keeps_other_numbers=keeps)
    port = replace(draft(), port_id=f"port_{place}", phone_number=NUMBERS[place], bill=bill)
    sent = port.submit({}, START).mark_sent(START)
    made = {
        "draft": port,
        "given_up": port.with_status(PortStatus.DRAFT, START).request_cancellation(START),
        "sent": sent,
        "canceling": sent.request_cancellation(START),
        "canceled": sent.apply_update(CarrierUpdate(PortStatus.CANCELLED), START),
        "completed": sent.apply_update(CarrierUpdate(PortStatus.COMPLETED), START),
    }
    return replace(made[state], bill=bill)  # the end erases it: the form is that of a number that is sent


@given(
    st.lists(STATES, min_size=1, max_size=4),
    st.sampled_from([*NUMBERS, STAYING, ""]),
    st.sampled_from([*NUMBERS, STAYING, ""]),
    st.booleans(),
)
def test_the_main_number_of_what_stays_never_moves(states: list[str], main: str, new: str, keeps: bool) -> None:
    """A port is partial if the form says so or a submitted number is canceled; then what stays has a main number."""
    parts = [part(place, state, main, new, keeps) for place, state in enumerate(states)]
    found = find_main_numbers(parts[0], parts)
    left = [it for it, state in zip(parts, states, strict=True) if state in ("canceling", "canceled")]
    assert found.is_partial == (keeps or bool(left))
    assert found.remaining not in find_wanted(parts)
    assert not (found.remaining and not found.is_partial)
    if left:
        assert not found.lacks_remaining


OURS = Objection("", "80017", "We try again every day.", is_ours=True)
WAITING = st.sampled_from([(OURS,), (OTHERS_FIRST,), (WRONG_PIN,), (OURS, WRONG_PIN), ()])


@given(st.lists(WAITING, min_size=1, max_size=5), st.booleans())
def test_all_that_wait_are_sent_again_by_ourselves_or_none(
    objections: list[tuple[Objection, ...]], is_one_canceling: bool
) -> None:
    """Once a day has passed, unless any of them waits for its holder; what is being canceled waits for no one."""
    parts = [
        replace(draft().submit({}, START).record_objections(it, START), port_id=f"port_{place}")
        for place, it in enumerate(objections)
    ]
    canceling = [replace(parts[0], port_id="port_9").request_cancellation(START)] if is_one_canceling else []
    is_for_us = (OURS,) in objections and set(objections) <= {(OURS,), (OTHERS_FIRST,)}
    assert find_due_retries([*canceling, *parts], START + DAY) == (parts if is_for_us else [])
    assert find_due_retries([*canceling, *parts], START + DAY / 2) == []
