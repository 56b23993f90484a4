"""Read what a call that no person took was about: who called, and whether its user still has the number."""

from contracts.phone_numbers import read_sender
from contracts.voicemail import UnansweredCall
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.call_entry import CallEntry
from services.numbers.domain.call_words import is_number
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.stores import call_entries, numbers, people


def find_entry(work: UnitOfWork, call: UnansweredCall) -> CallEntry | None:
    """Return the call's entry in the log, or None if the call has not ended yet."""
    page = call_entries.query_number(work.table, call.number_id, (call.at, call.at))
    entries = [entry for item in page.items if (entry := call_entries.read(item)).call_id == call.call_id]
    return entries[0] if entries else None


def read_caller_of(text: str) -> str:
    """Return a caller in the carrier's words as E.164; "" for anything that is no phone number."""
    caller = read_sender(text)
    return caller if is_number(caller) else ""


def find_called(work: UnitOfWork, call: UnansweredCall) -> Number | None:
    """Return the number if it still has this user, who is there and on the team that holds it, suspended or not."""
    number, person = numbers.find(work.table, call.number_id), people.find(work.table, call.user_id)
    if number is None or number.user_id != call.user_id or person.closed:
        return None
    takes_calls = number.has_running_plan and (not is_team(number.holder) or person.is_on(number.holder))
    return number if takes_calls else None
