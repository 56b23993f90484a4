"""The reactions of billing to its own events by which the usage of days that are over is folded and reviewed."""

from contracts.bookkeeping import TeamUsageFoldDue, TeamUsageReviewDue, UsageFoldDue
from kernel.bus.reactions import Reactions
from services.billing.use_cases.usage import fold_usage, review_usage

reactions = Reactions()

reactions.on(UsageFoldDue)(fold_usage.fold_teams)
reactions.on(TeamUsageFoldDue)(fold_usage.fold_team)
reactions.on(TeamUsageReviewDue)(review_usage.review_usage)
