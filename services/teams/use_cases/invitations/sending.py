"""An invitation goes out: what is written and published, for one invitation or a batch of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from contracts.teams import InvitationExpired, InvitationSent
from kernel.bus import sealing
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain import transfer_code
from services.teams.domain.account import Account
from services.teams.domain.invitation import CODE_LIVES, Invitation, Terms
from services.teams.domain.problems import CountryNotServed, CreditsFixed, InvalidPhoneNumber, NumberNotAccepted
from services.teams.domain.team import Team
from services.teams.http.schemas import NewInvitation
from services.teams.stores import activity, people

_NEVER_SIGN_UP = {"toll_free", "premium", "virtual", "other"}


@dataclass(frozen=True)
class Ask:
    """An invitation as asked for, its number as E.164."""

    phone_number: str
    given: NewInvitation

    @classmethod
    def of(cls, given: NewInvitation, terms: Terms) -> "Ask":
        """Read the number. Raises what says why nobody can be invited under it."""
        from contracts import phone_numbers  # noqa: PLC0415 (cold start)

        number = phone_numbers.read_phone_number(
            given.phone_number, refuse=partial(InvalidPhoneNumber, field="phone_number")
        )
        if phone_numbers.kind_of(number) in _NEVER_SIGN_UP:
            raise NumberNotAccepted(field="phone_number")
        if phone_numbers.country_of(number) not in terms.countries:
            raise CountryNotServed(field="phone_number")
        return cls(number, given)

    @property
    def credits(self) -> int:
        """What is to be set aside, in micro-dollars."""
        return self.given.credits.micros if self.given.credits else 0


@dataclass(frozen=True)
class Sending:
    """Sends invitations of one team, on behalf of one person."""

    work: UnitOfWork
    team: Team
    caller: Account
    terms: Terms

    @property
    def _now(self) -> datetime:
        return self.work.now

    def new(
        self, ask: Ask, invitation_id: str, instead_of: Invitation | None = None, cause: str | None = None
    ) -> Invitation:
        """Invite somebody, `instead_of` an invitation whose time is over.

        `cause` names the row of the batch that asked for it, so that a retry finds it done.
        """
        code = transfer_code.new_code()
        invitation = people.found_by(replace(self._fresh(ask, invitation_id, code), cause=cause))
        if instead_of is None:
            self.work.save(people.add_invitation(invitation))
        else:
            self.work.save(people.replace_invitation(invitation, instead_of))
            if instead_of.state == "open":
                self.work.publish(InvitationExpired(team_id=self.team.team_id, invitation_id=instead_of.invitation_id))
        self._tell(invitation, code, "invitation_sent")
        return invitation

    def again(self, before: Invitation, ask: Ask | None = None, cause: str | None = None) -> Invitation:
        """Send an open invitation again, with what is asked for now: same invitation, new code, 14 more days."""
        if ask and ask.given.credits is not None and ask.credits != before.credits:
            raise CreditsFixed(field="credits")
        code = transfer_code.new_code()
        now = people.found_by(
            before.changed(
                code=transfer_code.kept(code, self.terms.code_key),
                sending=before.sending + 1,
                sent_at=self._now,
                expires_at=self._now + CODE_LIVES,
                text_state="pending",
                text_reason=None,
                mail_state="pending",
                mail_reason=None,
                cause=cause,
                **_mended(before, ask),
            )
        )
        self.work.save(people.send_again(now, before))
        self._tell(now, code, "invitation_sent_again")
        return now

    def _fresh(self, ask: Ask, invitation_id: str, code: str) -> Invitation:
        return Invitation(
            team_id=self.team.team_id,
            invitation_id=invitation_id,
            phone_number=ask.phone_number,
            email=ask.given.email,
            name=ask.given.name,
            role=ask.given.role or "member",
            credits=ask.credits,
            credits_state="unfunded" if ask.credits else "none",
            code=transfer_code.kept(code, self.terms.code_key),
            invited_by=self.caller.account_id,
            invited_at=self._now,
            sent_at=self._now,
            expires_at=self._now + CODE_LIVES,
        )

    def _tell(self, invitation: Invitation, code: str, action: str) -> None:
        self.work.publish(
            InvitationSent(
                team_id=self.team.team_id,
                team_name=self.team.name,
                invitation_id=invitation.invitation_id,
                sending=invitation.sending,
                phone_number=invitation.phone_number,
                email=invitation.email,
                name=invitation.name,
                role=invitation.role,
                credits=invitation.credits,
                sealed_code=sealing.seal(code),
                expires_at=invitation.expires_at,
                invited_by=self.caller.account_id,
            )
        )
        details = {"email": invitation.email, "role": invitation.role, "credits": invitation.credits}
        who = activity.person(invitation)
        self.work.save(activity.note(self.work, self.team.team_id, self.caller, action, who, details))


def _mended(before: Invitation, ask: Ask | None) -> dict[str, Any]:
    if ask is None:
        return {}
    return {
        "email": ask.given.email,
        "name": ask.given.name or before.name,
        "role": ask.given.role or before.role,
    }
