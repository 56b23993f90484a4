"""The problems that billing refuses requests about usage with."""

from kernel.problems import Conflict


class UsageTooFine(Conflict):
    code = "usage_too_fine"
    title = "This has too many rows to show at once. Choose fewer days, or group by less."


class UsageReportsChanged(Conflict):
    code = "settings_changed"
    title = "This setting was changed meanwhile, in another tab or by someone else. Nothing was saved."
