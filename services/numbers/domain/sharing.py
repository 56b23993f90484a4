"""Who may use a number: its user, and the colleagues who share it, whose apps ring for it too (N10). Pure."""

from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.voicemail import KeptVoicemail


def may_use(person: Person, number: Number) -> bool:
    """Return whether a person may call and text from a number: as its user, neither suspended nor closed."""
    is_theirs = number.user_id == person.account_id and number.holder in (person.account_id, person.team)
    return is_theirs and not person.closed


def may_share(person: Person, number: Number) -> bool:
    """Return whether a person shares a number: it rings for them too, and they may act on the team that holds it."""
    shares = person.account_id in number.shared_with and number.holder == person.team
    return shares and number.user_id is not None and not person.closed


def may_answer(person: Person, number: Number) -> bool:
    """Return whether a person sees what comes to a number, and may answer it by text: its user, and who shares it."""
    return may_use(person, number) or may_share(person, number)


def shares_still(person: Person, number: Number | None, number_user: str) -> bool:
    """Return whether a person sees what came to a number under this user: it has the same user, and they share it."""
    return number is not None and number.user_id == number_user and may_answer(person, number)


def may_hear(person: Person, number: Number, voicemail: KeptVoicemail) -> bool:
    """Return whether a person may listen to a voicemail: the number's user, and who has shared it since it was left."""
    is_theirs = person.account_id in (voicemail.user_id, *voicemail.colleagues)
    return is_theirs and voicemail.user_id == number.user_id and may_answer(person, number)


def colleagues_of(number: Number, account_id: str) -> tuple[str, ...]:
    """Return who else sees what a person gets or writes by a shared number: its user, and who shares it."""
    if number.user_id is None:
        return ()
    people = dict.fromkeys((number.user_id, *number.shared_with))
    return tuple(other for other in people if other != account_id)
