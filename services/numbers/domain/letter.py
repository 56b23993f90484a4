"""The letter of authorization (LOA), in words: the same on the screen, on paper, and in the signed PDF (N7). Pure.

An old carrier lets a number go only for a letter of its customer (47 CFR 64.1130, and the carrier's rule that all
numbers and the RespOrg are named in it). Every fact of it is one of the form, so that a form that is changed makes
another letter.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contracts.phone_numbers import as_written
from services.numbers.domain.bill import Bill
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_terms import CANCELLABLE_BEFORE, RESP_ORG, count_days
from services.numbers.domain.port_request import MainNumbers, find_main_numbers, find_wanted

TITLE = "Letter of authorization"
CURRENT_CARRIER = "Current carrier"  # not in the form: filled in by hand, or typed by who signs on the screen


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the letter: its label, and what the form says, in one line or more."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter, and who has to sign it."""

    subtitle: str
    facts: tuple[Fact, ...]
    paragraphs: tuple[str, ...]
    signer: str

    @property
    def facts_digest(self) -> str:
        """The SHA-256 of the facts, by which a signature is known to be for this form."""
        return _digest([(fact.label, fact.lines) for fact in self.facts])

    @property
    def words_digest(self) -> str:
        """The SHA-256 of every word, by which what was shown is known to be what is signed."""
        return _digest([TITLE, self.subtitle, [(fact.label, fact.lines) for fact in self.facts], self.paragraphs])


def letter_of(port: PortIn, parts: Sequence[PortIn]) -> Letter:
    """Return the letter for the form of a port-in as it is now, for all numbers of its request still to be moved."""
    wanted = find_wanted(parts)
    moving = [it for it in parts if it.is_open and it.phone_number in wanted] or [port]
    is_toll_free = any(it.kind == "toll_free" for it in moving)
    numbers = [it.phone_number for it in moving]
    return write_letter(numbers, port.bill, find_main_numbers(port, parts), is_toll_free=is_toll_free)


def write_letter(phone_numbers: Sequence[str], bill: Bill, main: MainNumbers, *, is_toll_free: bool) -> Letter:
    """Write the letter that has these numbers, one or more, moved; of toll-free ones it names the carrier's RespOrg."""
    many = len(phone_numbers) > 1
    numbers, this_number, service = (
        ("telephone numbers", "these numbers", "its service for these numbers ends")
        if many
        else ("telephone number", "this number", "its service for this number ends")
    )
    return Letter(
        subtitle=f"To transfer {'' if many else 'a '}{numbers} (local number portability)",
        facts=tuple(_facts(phone_numbers, bill, main, numbers, is_toll_free=is_toll_free)),
        paragraphs=(
            "I am the account holder named above, or am authorized to act for the account holder. I authorize Teamline "
            "and its carrier, Telnyx LLC, to act as agent for this account in order to transfer the "
            f"{numbers} above from the current carrier, to request and receive the customer service record of this "
            "account, and to issue all instructions required for the transfer.",
            "I confirm that the name and the service address are as shown in the records of the current carrier. I "
            f"understand that only one carrier can serve {this_number}, that the current carrier may charge an early "
            f"termination fee, that {service} with the transfer, and that I can revoke this authorization until "
            f"{count_days(CANCELLABLE_BEFORE)} before the agreed date.",
        ),
        signer=bill.authorized_person,
    )


def _facts(
    phone_numbers: Sequence[str], bill: Bill, main: MainNumbers, numbers: str, *, is_toll_free: bool
) -> Iterable[Fact]:
    address = bill.address
    yield Fact(f"{numbers.capitalize()} to be transferred", tuple(map(as_written, phone_numbers)))
    yield Fact("Account holder, as on the bill", (bill.name,))
    yield Fact("Authorized person", (bill.authorized_person,))
    street = ", ".join(filter(None, (address.street, address.extended)))
    yield Fact("Service address", (street, f"{address.city}, {address.state} {address.postal_code}"))
    if is_toll_free:
        yield Fact("RespOrg", (f"Port to RespOrg {RESP_ORG}",))
    if main.is_partial:
        yield Fact("Main number of those that stay", (as_written(main.remaining or main.main),))
    yield Fact("Billing telephone number", (as_written(main.main),))
    if bill.account_number_ends:
        yield Fact("Account number", (f"ends in {bill.account_number_ends}",))


def _digest(words: object) -> str:
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()
