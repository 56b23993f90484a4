"""Limit how many sessions a password that is known begins in an hour (I7)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.password_attempts import MAX_SIGN_INS_PER_NUMBER_HOUR, MAX_SIGN_INS_PER_PAIR_HOUR
from services.identity.domain.problems import TooManySignIns
from services.identity.stores.limits import Limit


def count_sign_in(work: UnitOfWork, phone_number: str, network: str, *, is_known: bool) -> None:
    """Count a right password for its number and network, and for its number if the network is not its owner's.

    An owner on a known network is never stopped by what others do with the password. Raises TooManySignIns at the
    commit. The password must have been checked: whom this refuses knows that there is an account.
    """
    limits = [Limit(f"sign_in#{phone_number}#{network}", MAX_SIGN_INS_PER_PAIR_HOUR, work.now)]
    if not is_known:
        limits.append(Limit(f"sign_in#{phone_number}", MAX_SIGN_INS_PER_NUMBER_HOUR, work.now))
    work.save(limit.count_or_refuse(TooManySignIns(retry_after=limit.seconds_left)) for limit in limits)
