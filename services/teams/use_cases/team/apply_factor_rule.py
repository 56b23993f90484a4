"""Apply a team's rule on second factors to its members, in slices that each fit a transaction (I11)."""

from contracts.membership import FactorRule, requires_second_factor
from contracts.teams import SecondFactorRuleChanged, SecondFactorRuleDue, TeamNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.account import Account
from services.teams.stores import accounts, lists, teams

_SLICE = 30  # an item and up to two events for each member, of the 100 of a transaction
_SLICES_A_REACTION = 20


def apply_factor_rule(work: UnitOfWork, event: SecondFactorRuleDue) -> None:
    """Write the rule to the next members and publish it of each; a rule that another one replaced is left to that one.

    A person who joins meanwhile joins under the new rule: their joining is refused with Stale if the rule has changed.
    """
    after = event.after
    for _ in range(_SLICES_A_REACTION):
        team = teams.read(work.table, event.team_id)
        if team is None or not team.is_open or team.rule_revision != event.rule_revision:
            return
        page = lists.member_ids(work.table, team.team_id, after=after, limit=_SLICE)
        known = accounts.read_many(work.table, page)
        for account in known.values():
            if account.team_id == team.team_id:
                _apply_to(work, account, team.second_factor_required_of)
        if not work.is_empty:
            work.save([teams.check_same_rule(team)])
            work.commit()
        if len(page) < _SLICE:
            return
        after = page[-1]
    work.publish(SecondFactorRuleDue(team_id=event.team_id, rule_revision=event.rule_revision, after=after))


def _apply_to(work: UnitOfWork, account: Account, rule: FactorRule) -> None:
    """Write the rule to an account, and request the notice if it requires a factor that they lack from now on."""
    now = accounts.with_rule(account, rule)
    if now == account:
        return
    work.save([accounts.save(now, account)])
    work.publish(
        SecondFactorRuleChanged(
            team_id=account.team_id, account_id=account.account_id, required_of=rule, revision=account.version + 1
        )
    )
    before = account.second_factor_required_of or "none"
    is_new = requires_second_factor(rule, account.role) and not requires_second_factor(before, account.role)
    if is_new and account.role != "owner":
        work.publish(
            TeamNoticeDue(team_id=account.team_id, kind="second_factor_required", account_id=account.account_id)
        )
