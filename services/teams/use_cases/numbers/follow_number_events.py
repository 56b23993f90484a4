"""Record the numbers that people use, and show them on their rows (T7)."""

from contracts.teams import MemberJoined
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.number import Number, NumberEvent, visible_numbers
from services.teams.stores import accounts, numbers, people


def record_number(work: UnitOfWork, event: NumberEvent) -> None:
    """Record what an event says of a number, and update the rows of its old and new user."""
    before = numbers.read(work.table, event.number_id)
    now = before.apply(event)
    if now == before:
        return
    work.save(numbers.save(now, before, work.now))
    for account_id in sorted({before.user_id, now.user_id} - {None}):  # type: ignore[type-var]
        _update_user(work, str(account_id), now)


def show_own_numbers(work: UnitOfWork, event: MemberJoined) -> None:
    """Show a new member's own numbers on their row, on whatever team they are by now."""
    account = accounts.read(work.table, event.account_id)
    if account and account.team_id:
        _update_row(work, account, numbers.read_used_by(work.table, account.account_id))


def _update_user(work: UnitOfWork, account_id: str, changed: Number) -> None:
    account = accounts.read(work.table, account_id)
    if account is None or not account.team_id:
        work.save([accounts.check_unchanged(account) if account else accounts.check_unknown(account_id)])
        return
    others = [it for it in numbers.read_used_by(work.table, account_id) if it.number_id != changed.number_id]
    if not _update_row(work, account, [*others, changed]):
        work.save([accounts.check_unchanged(account)])  # so that who joins another team in between is not overlooked


def _update_row(work: UnitOfWork, account: Account, known: list[Number]) -> bool:
    """Write these numbers to a member's row; return whether that changes it."""
    member = people.read_member(work.table, account.team_id, account.account_id)
    if member is None:
        raise Stale
    now = visible_numbers(known, member.team_id, member.account_id)
    if now == member.numbers:
        return False
    work.save(people.change(people.with_search_words(member.with_changes(numbers=now)), member))
    work.save([accounts.raise_version(account)])
    return True
