"""The reactions of numbers to the events of identity."""

from contracts.identity import (
    AccountClosed,
    AccountRegistered,
    MoneyLocked,
    ProfileChanged,
    SecondFactorChanged,
    SessionsEnded,
)
from kernel.bus.reactions import Reactions
from services.numbers.use_cases.people import follow_account_events

reactions = Reactions()

reactions.on(AccountRegistered)(follow_account_events.account_registered)
reactions.on(ProfileChanged)(follow_account_events.profile_changed)
reactions.on(MoneyLocked)(follow_account_events.money_locked)
reactions.on(AccountClosed)(follow_account_events.account_closed)
reactions.on(SessionsEnded)(follow_account_events.sessions_ended)
reactions.on(SecondFactorChanged)(follow_account_events.second_factor_changed)
