"""Invite up to a hundred people at once, row by row (T2).

The reads are four however many rows there are; the rows are written in transactions of as many as fit.
Each transaction that is done stays done: a row's `cause` is derived from the request's key (or body), so that a
retry after a crash finds it and goes on behind it. Its id is not: one that was revoked never comes again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.routes import refusal_of
from kernel.problems import Problem
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation, Terms
from services.teams.domain.problems import DuplicateInBatch, InvitationLimit
from services.teams.domain.team import Team
from services.teams.http.schemas import NewInvitation
from services.teams.http.views import BatchResult, BatchResults, InvitationView
from services.teams.stores import batch_reads, people, teams
from services.teams.use_cases import access
from services.teams.use_cases.invitations.invite_member import (
    count_sender,
    may_invite,
    refuse_number,
    seconds_to_midnight,
)
from services.teams.use_cases.invitations.sending import Ask, Sending

_A_RETRY_COMES_WITHIN = timedelta(hours=24)
_ENTRIES = 98  # of the 100 of a transaction: the team's and the sender's counters are two
_NEW, _AGAIN = 14, 25  # entries of a row at most


@dataclass
class _Row:
    """One row: what is asked for and what stands, then what became of it."""

    index: int
    ask: Ask | None = None
    cause: str = ""
    before: Invitation | None = None
    invitation: Invitation | None = None
    problem: Problem | None = None

    def is_done(self, work: UnitOfWork) -> bool:
        """Whether an earlier try of this very row did it."""
        before = self.before
        return before is not None and before.cause == self.cause and work.now - before.sent_at < _A_RETRY_COMES_WITHIN

    @property
    def weight(self) -> int:
        """How many entries of a transaction it takes, at most."""
        return _AGAIN if self.before else _NEW

    @property
    def opens(self) -> int:
        """How many more invitations are open by it."""
        return 0 if self.before and self.before.state == "open" else 1

    def result(self, work: UnitOfWork) -> BatchResult:
        """What became of it, for the caller."""
        if self.invitation is None:
            problem = self.problem or Problem()
            return BatchResult(index=self.index, status=problem.status, problem=problem.body())
        return BatchResult(index=self.index, status=201, invitation=InvitationView.of(self.invitation, work.now))


def invite_batch(work: UnitOfWork, given: list[Any], terms: Terms, request: str) -> BatchResults:
    """Invite each row that can be; `request` is what a retry of this request has in common with it."""
    caller = access.manager(work)
    team = may_invite(teams.read(work.table, caller.team_id))
    rows = [_read(index, row, terms) for index, row in enumerate(given)]
    _refuse_twice(rows)
    _look_up(work, caller, rows, request)
    _send(work, team, caller, terms, [row for row in rows if row.problem is None and row.invitation is None])
    return BatchResults(results=[row.result(work) for row in rows])


def _read(index: int, given: Any, terms: Terms) -> _Row:
    row = _Row(index)
    try:
        row.ask = Ask.of(NewInvitation.model_validate(given), terms)
    except ValidationError as error:
        row.problem = refusal_of(error)
    except Problem as problem:
        row.problem = problem
    return row


def _refuse_twice(rows: list[_Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if row.ask is None:
            continue
        first = seen.setdefault(row.ask.phone_number, row.index)
        if first != row.index:
            row.problem = DuplicateInBatch(field="phone_number", first_index=first)


def _look_up(work: UnitOfWork, caller: Account, rows: list[_Row], request: str) -> None:
    """Find who has the numbers, refuse members, and recognise what an earlier try did."""
    asked = [(row, row.ask) for row in rows if row.ask and row.problem is None]
    holders = batch_reads.holders(work.table, caller.team_id, (ask.phone_number for _, ask in asked))
    invited = (holder.id for holder in holders.values() if holder.kind == "invitation")
    standing = batch_reads.invitations(work.table, caller.team_id, invited)
    for row, ask in asked:
        row.cause = ids.derived_id("inv", caller.account_id, request, str(row.index), ask.phone_number)
        holder = holders.get(ask.phone_number)
        row.before = standing.get(holder.id) if holder else None
        row.problem = _refusal(caller, ask, holder)
        if row.is_done(work):
            row.invitation = row.before


def _refusal(caller: Account, ask: Ask, holder: people.Holder | None) -> Problem | None:
    try:
        refuse_number(caller, ask, holder)
    except Problem as problem:
        return problem
    return None


def _send(work: UnitOfWork, team: Team, caller: Account, terms: Terms, rows: list[_Row]) -> None:
    a_day = terms.invitations_a_day
    for pack in _packs(rows):
        left = team.may_send(work.now, a_day)
        for row in pack[left:]:
            row.problem = InvitationLimit(retry_after=seconds_to_midnight(work))
        sending = Sending(work, team, caller, terms)
        sent = [row for row in pack[:left] if _sent(sending, row)]
        if not sent:
            continue
        opened = sum(row.opens for row in sent)
        work.save(teams.count_sent(team, work.now, sent=len(sent), a_day=a_day, opened=opened))
        work.save(count_sender(sending, len(sent)))
        if not _commit_with_retry(work, sent):
            continue
        today = work.now.date().isoformat()
        team = replace(team, sent_on=today, sent_today=a_day - left + len(sent))


def _commit_with_retry(work: UnitOfWork, sent: list[_Row]) -> bool:
    """Write these rows, unless the caller has sent all that anybody may today."""
    try:
        work.commit()
    except InvitationLimit as limit:
        for row in sent:
            row.invitation, row.problem = None, limit
        return False
    return True


def _sent(sending: Sending, row: _Row) -> bool:
    """Have a row sent; whether it is. Its refusal harms no other row."""
    if row.ask is None:
        return False
    try:
        if row.before and not row.before.is_over(sending.work.now):
            row.invitation = sending.again(row.before, row.ask, row.cause)
        else:
            row.invitation = sending.new(row.ask, ids.new_id("inv"), row.before, row.cause)
    except Problem as problem:
        row.problem = problem
    return row.problem is None


def _packs(rows: list[_Row]) -> Iterator[list[_Row]]:
    """The rows in runs that each fit a transaction."""
    pack: list[_Row] = []
    for row in rows:
        if sum(one.weight for one in pack) + row.weight > _ENTRIES:
            yield pack
            pack = []
        pack.append(row)
    if pack:
        yield pack
