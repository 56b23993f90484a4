"""Record whether an account has a wallet that works: without one its team sends fewer invitations a day."""

from dataclasses import replace

from contracts.billing import PaymentMethodChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.account import Account
from services.teams.stores import accounts, teams


def record_wallet(work: UnitOfWork, event: PaymentMethodChanged) -> None:
    """Record it with the account, and with the team that it owns; a lower revision that arrives late has no effect."""
    known = accounts.read(work.table, event.account_id)
    if known and (known.closed or known.wallet_revision >= event.revision):
        return
    now = replace(known or Account(event.account_id), has_wallet=event.works, wallet_revision=event.revision)
    work.save([accounts.save(now, known)])
    if now.role == "owner":
        work.save([teams.record_wallet(now.team_id, now.account_id, has_wallet=event.works)])
