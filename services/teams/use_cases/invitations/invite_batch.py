"""Invite up to 100 people at once, row by row (T2).

There are seven reads at most whatever the number of rows; the rows are written in transactions of as many as fit. A
committed transaction stays: a row's `batch_row_id` is derived from the request's idempotency key (or body), so that a
retry after a crash recognizes the row and continues behind it. The invitation's id is not derived: a revoked one never
returns.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.faults import refusal_of
from kernel.http.rows import describe_refusal
from kernel.problems import Problem
from services.teams.domain import search
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation, InvitationRules
from services.teams.domain.problems import DuplicateInBatch, InvitationLimit
from services.teams.http.schemas import NewInvitation
from services.teams.http.views import BatchResult, BatchResults, InvitationView
from services.teams.stores import batch_reads, people, teams
from services.teams.use_cases import access
from services.teams.use_cases.invitations.invitation_sender import InvitationRequest, InvitationSender
from services.teams.use_cases.invitations.invite_member import (
    count_sender,
    refuse_number,
    require_open_team,
    seconds_to_midnight,
)
from services.teams.use_cases.invitations.recipient_tally import RecipientTally

_RETRY_WINDOW = timedelta(hours=24)
_MAX_ITEMS = 97  # of the 100 of a transaction: the team's and the sender's counters and the caller's right are three
_ITEMS_NEW, _ITEMS_RESENT = 9, 14  # entries of a row besides its search words: its recipients, what it replaces


@dataclass
class _Row:
    """One row: what is requested and what exists, then the result."""

    index: int
    request: InvitationRequest | None = None
    batch_row_id: str = ""
    before: Invitation | None = None
    invitation: Invitation | None = None
    problem: Problem | None = None

    def is_done(self, work: UnitOfWork) -> bool:
        """Return whether an earlier attempt of this very row sent it."""
        before = self.before
        return (
            before is not None
            and before.batch_row_id == self.batch_row_id
            and work.now - before.sent_at < _RETRY_WINDOW
        )

    @property
    def max_items(self) -> int:
        """Return how many items of a transaction the row takes at most."""
        if self.request is None:
            return 0
        given = self.request.given
        words = len(search.words_of(given.name, given.email, self.request.phone_number))
        return _ITEMS_RESENT + words + len(self.before.words) if self.before else _ITEMS_NEW + words

    @property
    def newly_open(self) -> int:
        """Return how many more invitations are open because of the row: 0 or 1."""
        return 0 if self.before and self.before.status == "open" else 1

    def result(self, work: UnitOfWork) -> BatchResult:
        """Return the result for the caller."""
        if self.invitation is None:
            problem = self.problem or Problem()
            refusal = describe_refusal(problem, work.context.language)
            return BatchResult(index=self.index, status=problem.status, problem=refusal)
        return BatchResult(index=self.index, status=201, invitation=InvitationView.of(self.invitation, work.now))


def invite_batch(work: UnitOfWork, *, rows: list[Any], rules: InvitationRules, batch_id: str) -> BatchResults:
    """Invite every row that can be invited. Retries of one request have the same `batch_id`."""
    caller = access.require_manager(work)
    team = require_open_team(teams.read(work.table, caller.team_id))
    read = [_read(index, row, rules) for index, row in enumerate(rows)]
    _refuse_duplicates(read)
    _look_up(work, caller, read, batch_id)
    waiting = [row for row in read if row.problem is None and row.invitation is None]
    tally = RecipientTally(work, rules)
    tally.read((row.request.phone_number, row.request.given.email) for row in waiting if row.request)
    _send_rows(InvitationSender(work, team, caller, rules, tally), waiting)
    return BatchResults(results=[row.result(work) for row in read])


def _read(index: int, given: Any, rules: InvitationRules) -> _Row:
    row = _Row(index)
    try:
        row.request = InvitationRequest.of(NewInvitation.model_validate(given), rules)
    except ValidationError as error:
        row.problem = refusal_of(error)
    except Problem as problem:
        row.problem = problem
    return row


def _refuse_duplicates(rows: list[_Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if row.request is None:
            continue
        first = seen.setdefault(row.request.phone_number, row.index)
        if first != row.index:
            row.problem = DuplicateInBatch(field="phone_number", first_index=first)


def _look_up(work: UnitOfWork, caller: Account, rows: list[_Row], batch_id: str) -> None:
    """Find who has the phone numbers, refuse members, and recognize what an earlier attempt sent."""
    asked = [(row, row.request) for row in rows if row.request and row.problem is None]
    holders = batch_reads.read_holders(work.table, caller.team_id, (request.phone_number for _, request in asked))
    invited = (holder.id for holder in holders.values() if holder.kind == "invitation")
    standing = batch_reads.read_invitations(work.table, caller.team_id, invited)
    for row, request in asked:
        row.batch_row_id = ids.derived_id("inv", caller.account_id, batch_id, str(row.index), request.phone_number)
        holder = holders.get(request.phone_number)
        row.before = standing.get(holder.id) if holder else None
        row.problem = _find_refusal(caller, request, holder)
        if row.is_done(work):
            row.invitation = row.before


def _find_refusal(caller: Account, request: InvitationRequest, holder: people.Holder | None) -> Problem | None:
    try:
        refuse_number(caller, request, holder)
    except Problem as problem:
        return problem
    return None


def _send_rows(sender: InvitationSender, rows: list[_Row]) -> None:
    work, a_day = sender.work, sender.a_day
    for pack in _fill_transactions(rows):
        left = sender.team.invitations_left(work.now, a_day)
        for row in pack[left:]:
            row.problem = InvitationLimit(retry_after=seconds_to_midnight(work))
        sent = [row for row in pack[:left] if _send_row(sender, row)]
        if sent and _commit_rows(sender, sent):
            today = work.now.date().isoformat()
            sent_today = a_day - left + len(sent)
            sender = replace(sender, team=replace(sender.team, sent_on=today, sent_today=sent_today))


def _commit_rows(sender: InvitationSender, sent: list[_Row]) -> bool:
    """Commit these rows and return True; False if the caller reached the day's limit."""
    work, opened = sender.work, sum(row.newly_open for row in sent)
    work.save(teams.count_sent(sender.team, work.now, sent=len(sent), a_day=sender.a_day, opened=opened))
    work.save(count_sender(sender, len(sent)))
    work.save(sender.tally.items())
    access.authorize(work, sender.caller)
    try:
        work.commit()
    except InvitationLimit as limit:
        for row in sent:
            row.invitation, row.problem = None, limit
        sender.tally.settle(written=False)
        return False
    sender.tally.settle(written=True)
    return True


def _send_row(sender: InvitationSender, row: _Row) -> bool:
    """Send a row and return whether it was sent; its refusal affects no other row."""
    if row.request is None:
        return False
    try:
        if row.before and not row.before.is_over(sender.work.now):
            row.invitation = sender.resend(row.before, row.request, row.batch_row_id)
        else:
            row.invitation = sender.invite(row.request, ids.new_id("inv"), row.before, row.batch_row_id)
    except Problem as problem:
        row.problem = problem
    return row.problem is None


def _fill_transactions(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Yield the rows in groups that each fit a transaction."""
    pack: list[_Row] = []
    for row in rows:
        if sum(one.max_items for one in pack) + row.max_items > _MAX_ITEMS:
            yield pack
            pack = []
        pack.append(row)
    if pack:
        yield pack
