"""The reactions of teams to the events of identity."""

from contracts.identity import (
    AccountActive,
    AccountClosed,
    AccountRegistered,
    ApiKeyChanged,
    LineRefused,
    MoneyLocked,
    ProfileChanged,
    SecondFactorChanged,
    SessionsEnded,
    TeamManagementDisabled,
    TeamManagementEnabled,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams import wiring
from services.teams.use_cases.accounts.close_account import close_account
from services.teams.use_cases.accounts.follow_account_events import (
    record_account,
    record_activity,
    record_ended_sessions,
    record_money_lock,
    record_profile,
    record_second_factor,
)
from services.teams.use_cases.notices.report_refused_line import report_refused_line
from services.teams.use_cases.team.log_api_key import log_api_key
from services.teams.use_cases.team.open_team import disable_team, enable_team

reactions = Reactions()

reactions.on(AccountRegistered)(record_account)
reactions.on(ProfileChanged)(record_profile)
reactions.on(AccountClosed)(close_account)
reactions.on(AccountActive)(record_activity)
reactions.on(MoneyLocked)(record_money_lock)
reactions.on(SessionsEnded)(record_ended_sessions)
reactions.on(SecondFactorChanged)(record_second_factor)
reactions.on(ApiKeyChanged)(log_api_key)
reactions.on(TeamManagementEnabled)(enable_team)
reactions.on(TeamManagementDisabled)(disable_team)


@reactions.on(LineRefused)
def on_line_refused(work: UnitOfWork, event: LineRefused) -> None:
    """Inform the owners who have invited this number."""
    report_refused_line(work, event, key=wiring.code_key())
