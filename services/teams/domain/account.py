"""Accounts as teams knows them: a profile, and a place on a team. Pure: no clock, no AWS."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil

from contracts.languages import DEFAULT, Language
from contracts.mail import EmailState
from contracts.membership import MANAGING_ROLES, FactorRule, MemberStatus, Role, requires_second_factor
from services.teams.domain.transfer_code import MAX_WRONG_CODES, WRONG_CODE_WINDOW


@dataclass(frozen=True)
class Account:
    """What teams knows of an account, and its membership: everything that authorization needs."""

    account_id: str
    phone_number: str = ""
    name: str = ""
    email: str = ""
    email_state: EmailState = "ok"
    email_revision: int = 0
    language: Language = DEFAULT
    notices: tuple[str, ...] = ("email",)
    revision: int = 0
    team_id: str = ""
    role: Role | None = None
    status: MemberStatus | None = None
    wants_team: bool = False
    option_revision: int = 0  # the revision of the latest wish for a team, or for none
    closed: bool = False
    ended_team_id: str = ""  # the last team of its own that it dissolved: what is left of that is erased with it
    wrong_codes: int = 0
    wrong_until_at: datetime | None = None
    version: int = 0
    second_factor_required_of: FactorRule | None = None  # None is "none", which is not stored
    has_second_factor: bool = False
    factor_revision: int = 0
    money_locked_until: datetime | None = None  # the person denied what happened to their account (I14)
    valid_from: int = 0  # the lowest generation of sessions that is signed in
    has_wallet: bool = False  # that works, of which the account's team, if it is the owner, has a copy
    wallet_revision: int = 0
    ended_sessions: dict[str, datetime] = field(default_factory=dict, hash=False)  # by id, until when a token may live

    @property
    def manages(self) -> bool:
        """Return whether this account may act for the team (T1)."""
        return self.role in MANAGING_ROLES

    @property
    def lacks_second_factor(self) -> bool:
        """Return whether the team requires a second factor of this account, which has none (I11)."""
        is_required = requires_second_factor(self.second_factor_required_of or "none", self.role)
        return bool(self.team_id) and is_required and not self.has_second_factor

    def seconds_to_wait(self, now: datetime) -> int:
        """Return the seconds until this account may enter a code again after ten wrong ones, or 0 (T4)."""
        if self.wrong_until_at is None or self.wrong_codes < MAX_WRONG_CODES:
            return 0
        return max(0, ceil((self.wrong_until_at - now).total_seconds()))

    def with_wrong_code(self, now: datetime) -> "Account":
        """Return the account with one more wrong code; the first of a series starts the hour."""
        if self.wrong_until_at is None or self.wrong_until_at <= now:
            return replace(self, wrong_codes=1, wrong_until_at=now + WRONG_CODE_WINDOW)
        return replace(self, wrong_codes=self.wrong_codes + 1)
