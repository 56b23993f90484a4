"""The reactions of billing to the events of identity."""

from contracts.identity import (
    AccountClosed,
    AccountRegistered,
    MoneyLocked,
    ProfileChanged,
    SecondFactorChanged,
    SessionsEnded,
)
from kernel.bus.reactions import Reactions
from services.billing.use_cases.people import follow_people_events

reactions = Reactions()

reactions.on(AccountRegistered)(follow_people_events.account_registered)
reactions.on(ProfileChanged)(follow_people_events.profile_changed)
reactions.on(MoneyLocked)(follow_people_events.money_locked)
reactions.on(AccountClosed)(follow_people_events.account_closed)
reactions.on(SessionsEnded)(follow_people_events.sessions_ended)
reactions.on(SecondFactorChanged)(follow_people_events.second_factor_changed)
