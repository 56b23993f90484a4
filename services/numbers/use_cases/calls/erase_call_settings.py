"""Erase what a person has set for calls when their account is closed: it is personal (I10)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.stores import call_settings, calling_countries, emergency, numbers
from services.numbers.use_cases.calls.ring_apps import leave_rings


def erase_call_settings(work: UnitOfWork, *, account_id: str) -> None:
    """Erase the settings of their numbers, their address, and that their app rings for others; several transactions."""
    work.save([emergency.erase(account_id), calling_countries.erase(account_id)])
    work.commit()
    leave_rings(work, account_id)
    for listed in numbers.load_all_of_user(work.table, account_id):
        number, settings = (
            numbers.find(work.table, listed.number_id),
            call_settings.find(work.table, listed.phone_number),
        )
        if number and settings and settings.user_id == account_id:
            work.save(call_settings.save(settings.cleared(), settings), [numbers.share(number, ())])
            work.commit()
