"""Sending invitations: what is written and published, for one invitation or a batch."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from contracts.teams import InvitationExpired, InvitationSent
from kernel.bus import sealing
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain import log_line, transfer_code
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation, InvitationRules
from services.teams.domain.problems import CountryNotServed, CreditsFixed, InvalidPhoneNumber, NumberNotAccepted
from services.teams.domain.recipient import MailFailure
from services.teams.domain.team import Team
from services.teams.domain.transfer_code import TRANSFER_CODE_LIFETIME
from services.teams.http.schemas import NewInvitation
from services.teams.stores import activity, people
from services.teams.use_cases import access
from services.teams.use_cases.invitations.recipient_tally import RecipientTally

_NEVER_SIGN_UP = {"toll_free", "premium", "virtual", "other"}


@dataclass(frozen=True)
class InvitationRequest:
    """A requested invitation, with its phone number as E.164."""

    phone_number: str
    given: NewInvitation

    @classmethod
    def of(cls, given: NewInvitation, rules: InvitationRules) -> "InvitationRequest":
        """Read the phone number. Raises InvalidPhoneNumber, NumberNotAccepted or CountryNotServed."""
        from contracts import phone_numbers

        number = phone_numbers.read_phone_number(
            given.phone_number, refuse=partial(InvalidPhoneNumber, field="phone_number")
        )
        if phone_numbers.kind_of(number) in _NEVER_SIGN_UP:
            raise NumberNotAccepted(field="phone_number")
        if not phone_numbers.is_served(number, rules.countries):
            raise CountryNotServed(field="phone_number")
        return cls(number, given)

    @property
    def credits(self) -> int:
        """Return the credits to hold, in micro-dollars."""
        return self.given.credits.micros if self.given.credits else 0


@dataclass(frozen=True)
class InvitationSender:
    """Sends invitations of one team on behalf of one person."""

    work: UnitOfWork
    team: Team
    caller: Account
    rules: InvitationRules
    tally: RecipientTally

    @property
    def a_day(self) -> int:
        """Return how many invitations the team may send per day."""
        return self.team.invitation_allowance(self._now, self.rules.invitations_a_day)

    @property
    def _now(self) -> datetime:
        return self.work.now

    def invite(
        self,
        request: InvitationRequest,
        invitation_id: str,
        expired: Invitation | None = None,
        cause: str | None = None,
    ) -> Invitation:
        """Write and publish a new invitation, in place of an `expired` one if given.

        `batch_row_id` names the row of the batch that requested it, so that a retry recognizes it as done.
        Raises RecipientLimit, and ScopeMissing for an API key that invites with credits and may give none.
        """
        if request.credits:
            access.require_scope(self.work, "credits:write")
        failed = self.tally.count(request.phone_number, request.given.email, f"{self.team.team_id}/{invitation_id}")
        code = transfer_code.generate_code()
        invitation = people.with_search_words(
            replace(self._new_invitation(request, invitation_id, code), batch_row_id=cause, **_mail(failed))
        )
        if expired is None:
            self.work.save(people.add_invitation(invitation))
        else:
            self.work.save(people.replace_invitation(invitation, expired))
            if expired.status == "open":
                who = activity.person_subject(expired)
                self.work.save(
                    activity.add_line(self.work, self.team.team_id, activity.TEAMLINE, "invitation_expired", who)
                )
                self.work.publish(InvitationExpired(team_id=self.team.team_id, invitation_id=expired.invitation_id))
        self._publish_and_log(invitation, code, "invitation_sent")
        return invitation

    def resend(
        self, before: Invitation, request: InvitationRequest | None = None, cause: str | None = None
    ) -> Invitation:
        """Send an open invitation again, with the fields requested now: a new code, and 14 more days.

        Raises CreditsFixed if other credits are requested, and RecipientLimit.
        """
        if request and request.given.credits is not None and request.credits != before.credits:
            raise CreditsFixed(field="credits")
        email = request.given.email if request else before.email
        failed = self.tally.count(before.phone_number, email, f"{self.team.team_id}/{before.invitation_id}")
        code = transfer_code.generate_code()
        now = people.with_search_words(
            before.with_changes(
                code=transfer_code.hash_code(code, self.rules.code_key),
                sending=before.sending + 1,
                sent_at=self._now,
                expires_at=self._now + TRANSFER_CODE_LIFETIME,
                text_status="pending",
                text_reason=None,
                batch_row_id=cause,
                **_mail(failed),
                **_corrections(before, request),
            )
        )
        self.work.save(people.resend(now, before))
        self._publish_and_log(now, code, "invitation_sent_again")
        return now

    def _new_invitation(self, request: InvitationRequest, invitation_id: str, code: str) -> Invitation:
        return Invitation(
            team_id=self.team.team_id,
            invitation_id=invitation_id,
            phone_number=request.phone_number,
            email=request.given.email,
            name=request.given.name,
            role=request.given.role or "member",
            credits=request.credits,
            credits_status="unfunded" if request.credits else "none",
            code=transfer_code.hash_code(code, self.rules.code_key),
            invited_by=self.caller.account_id,
            invited_at=self._now,
            sent_at=self._now,
            expires_at=self._now + TRANSFER_CODE_LIFETIME,
        )

    def _publish_and_log(self, invitation: Invitation, code: str, action: str) -> None:
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
                in_bulk=self.team.sends_in_bulk(self._now),
                sent_before=self.team.sent_on_day_of(self._now),
                language=self.caller.language,
            )
        )
        details = {
            "email": log_line.email_of(invitation),
            "role": invitation.role,
            "credits": log_line.money(invitation.credits),
        }
        who = activity.person_subject(invitation)
        self.work.save(activity.add_line(self.work, self.team.team_id, self.caller, action, who, details))


def _mail(failed: MailFailure | None) -> dict[str, Any]:
    """Return the status of a mail that is to be sent, unless mails to its recipient fail: it is not sent then."""
    return {"mail_status": "failed" if failed else "pending", "mail_reason": failed}


def _corrections(before: Invitation, request: InvitationRequest | None) -> dict[str, Any]:
    if request is None:
        return {}
    return {
        "email": request.given.email,
        "name": request.given.name or before.name,
        "role": request.given.role or before.role,
    }
