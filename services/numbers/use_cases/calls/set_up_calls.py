"""Read and set up what a number does with calls: its hours, its voicemail, and who is blocked (N9)."""

from dataclasses import replace
from functools import partial

from contracts.phone_numbers import read_phone_number
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.time_zones import find_time_zone
from services.numbers.domain.call_problems import UnknownTimeZone
from services.numbers.domain.call_settings import Voicemail
from services.numbers.domain.problems import InvalidPhoneNumber
from services.numbers.http.call_schemas import BlockedBody, VoicemailBody
from services.numbers.http.call_views import BlockedView, VoicemailSettingsView
from services.numbers.http.hours import HoursBody, HoursView
from services.numbers.use_cases.calls.own_settings import find_changeable, find_settings, require_version


def get_hours(work: UnitOfWork, *, number_id: str) -> HoursView:
    """Return when a number takes calls. Raises NotFound and OwnNumber."""
    return HoursView.of(find_settings(work, number_id).settings.hours)


def set_hours(work: UnitOfWork, *, number_id: str, body: HoursBody) -> HoursView:
    """Set when a number takes calls. Raises NotFound, OwnNumber, NumberNotActive, UnknownTimeZone."""
    time_zone = find_time_zone(body.time_zone)
    if time_zone is None:
        raise UnknownTimeZone(field="time_zone")
    found, hours = find_changeable(work, number_id), body.to_hours(time_zone)
    require_version(found.settings.hours, body.version)
    work.save(found.save(replace(found.settings, hours=hours)))
    return HoursView.of(hours)


def get_voicemail(work: UnitOfWork, *, number_id: str) -> VoicemailSettingsView:
    """Return the voicemail of a number. Raises NotFound and OwnNumber."""
    return VoicemailSettingsView.of(find_settings(work, number_id).settings.voicemail)


def set_voicemail(work: UnitOfWork, *, number_id: str, body: VoicemailBody) -> VoicemailSettingsView:
    """Set up the voicemail of a number. Raises NotFound, OwnNumber and NumberNotActive."""
    found, voicemail = find_changeable(work, number_id), Voicemail(body.is_on, body.greeting, body.kept_days)
    require_version(found.settings.voicemail, body.version)
    work.save(found.save(replace(found.settings, voicemail=voicemail)))
    return VoicemailSettingsView.of(voicemail)


def get_blocked(work: UnitOfWork, *, number_id: str) -> BlockedView:
    """Return who is blocked on a number. Raises NotFound and OwnNumber."""
    return BlockedView.of(find_settings(work, number_id).settings.blocked)


def set_blocked(work: UnitOfWork, *, number_id: str, body: BlockedBody) -> BlockedView:
    """Set who is blocked on a number. Raises NotFound, OwnNumber, NumberNotActive and InvalidPhoneNumber."""
    blocked = _read_all(body.phone_numbers)
    found = find_changeable(work, number_id)
    require_version(found.settings.blocked, body.version)
    work.save(found.save(replace(found.settings, blocked=blocked)))
    return BlockedView.of(blocked)


def _read_all(typed: list[str]) -> tuple[str, ...]:
    """Return the numbers as E.164, each once, in their order. Raises InvalidPhoneNumber, which names each wrong one."""
    read: list[str] = []
    errors: list[dict[str, str]] = []
    for place, text in enumerate(typed):
        try:
            field = f"phone_numbers.{place}"
            read.append(read_phone_number(text, refuse=partial(InvalidPhoneNumber, field=field)))
        except InvalidPhoneNumber as wrong:
            errors += wrong.errors
    if errors:
        raise InvalidPhoneNumber(errors=errors)
    return tuple(dict.fromkeys(read))
