"""Notes what a wallet's debt comes from, and refuses to give or to buy for others on money that is disputed (B19)."""

from collections.abc import Iterable
from dataclasses import replace

from contracts.billing import TeamOwes
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.debt import Debt
from services.billing.domain.ledger import Journal, Wallet, in_wallet
from services.billing.domain.parts import OWED
from services.billing.domain.payment import Payment
from services.billing.domain.problems import MoneyDisputed
from services.billing.stores import debts


def note_debt(work: UnitOfWork, wallet: Wallet, before: Payment, after: Payment, journal: Journal | None) -> None:
    """Note a debt that a fact of a payment makes, and its dispute; have what a team gave and is unspent taken back."""
    owes_more = journal is not None and in_wallet(journal, wallet.name).get(OWED, 0) < 0
    is_of_no_wallet = after.plans and not after.credit
    if is_of_no_wallet or (not owes_more and before.is_disputed == after.is_disputed):
        return
    debt = _read(work, wallet).dispute(after.payment_id, is_open=after.is_disputed)
    if not owes_more:
        work.save([debts.save(debt)])
        return
    work.save([debts.save(debt.grow(after.payment_id))])
    log().error("billing.debt.opened", extra={"wallet": wallet.name, "owed": wallet.after(journal).owed})
    count("DebtOpened")
    if wallet.is_team:
        work.publish(TeamOwes(team_id=wallet.name))


def note_call_debt(work: UnitOfWork, wallet: Wallet, journals: Iterable[Journal]) -> None:
    """Note that a wallet owes since now what a running call cost beyond its credits (B11)."""
    if not wallet.owed and any(in_wallet(journal, wallet.name).get(OWED, 0) < 0 for journal in journals):
        work.save([debts.save(_read(work, wallet))])


def pass_on_debt(work: UnitOfWork, team: Wallet, heir: Wallet) -> None:
    """Note with the heir what of a dissolved team's money is disputed, and what its debt comes from if it owes."""
    of_team = debts.find(work.table, team.name)
    if of_team and (team.owed or of_team.disputed):
        debt = _read(work, heir)
        if team.owed and not heir.owed:
            debt = replace(debt, since=of_team.since)
        work.save([debts.save(debt.inherit(of_team, owes=team.owed > 0)), debts.save(of_team.hand_over())])


def require_undisputed(work: UnitOfWork, wallet: Wallet) -> None:
    """Raise MoneyDisputed if the wallet owes what PayPal holds back for a dispute; costs a read only if it owes."""
    debt = debts.find(work.table, wallet.name) if wallet.owed else None
    if debt and debt.disputed:
        raise MoneyDisputed


def _read(work: UnitOfWork, wallet: Wallet) -> Debt:
    debt = debts.find(work.table, wallet.name) or Debt(wallet.name, work.now)
    return debt if wallet.owed else debt.begin(work.now)
