"""Withdraw second factors that a thief added, when the owner denies or undoes what happened (I11, I14)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.account import Account
from services.identity.domain.second_factors import SecondFactors
from services.identity.stores import second_factors
from services.identity.use_cases.factors.set_up_factor import publish_first_or_last
from services.identity.use_cases.notices.security_notices import notify


def withdraw_factors(work: UnitOfWork, account: Account, left: SecondFactors, before: SecondFactors) -> None:
    """Save what is left, and notify the owner of a factor that is gone. Require the read state if nothing is.

    What a team requires does not keep a thief's factor: without one its member may do nothing there. The caller writes
    `left.required` to the login.
    """
    if left == before:
        work.save(second_factors.require_unchanged(before))
        return
    work.save(second_factors.change(left, before))
    publish_first_or_last(work, left, before)
    if left.factors != before.factors:
        notify(work, account, "factor_removed")
