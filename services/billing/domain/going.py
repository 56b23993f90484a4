"""A person as billing knows them goes from a team, and comes back as their removal is undone (decision 075). Pure.

`after` is the person with the place on a team that the event leaves them (`contracts.teams.membership_after`).
"""

from dataclasses import replace
from datetime import datetime

from services.billing.domain.ended_stay import EndedStay, end_stay, give_back, mark_undone
from services.billing.domain.person import Person


def ends_stay(team_id: str, revision: int, before: Person, after: Person) -> bool:
    """Return whether a removal takes back what the team gave: not from who has joined again since."""
    return revision > before.stay or not after.is_on(team_id)


def leave(ended: EndedStay, before: Person, after: Person) -> Person:
    """Return the person with a note of the stay that ends; a repetition adds what returns now."""
    if ended.revision > before.stay and before.is_on(ended.team_id):
        ended = replace(ended, stay=before.stay, limit=before.spend_limit)
    if ended.revision > before.stay:
        after = replace(after, stay=ended.revision, not_returned=0)
    return replace(after, ended=end_stay(before.ended, ended))


def presume_left(team_id: str, revision: int, before: Person, after: Person, now: datetime) -> Person:
    """Return the person with a note of the stay that ended before an event of another team, if it is not known yet."""
    if before.team_id in (None, team_id) or after.membership_revision == before.membership_revision:
        return after
    ended = EndedStay(str(before.team_id), revision, now, before.stay, before.spend_limit, presumed=True)
    return replace(after, ended=end_stay(before.ended, ended), not_returned=0)


def come_back(
    team_id: str, revision: int, undoes: int, before: Person, after: Person, now: datetime
) -> tuple[Person, EndedStay | None]:
    """Return the person as the join `revision` undoes a removal, and the ended stay whose credits and allowance return.

    Where the removal has not arrived, all of that is as it was, and the removal will find a later stay. Where that
    later stay has ended as well, what it would have had is noted at its end. A limit that was set since stays.
    """
    after = replace(after, stay=max(revision, before.stay))
    stays = mark_undone(before.ended, team_id, undoes, revision, now)
    stays, back = give_back(stays, after.stay if after.is_on(team_id) else 0)
    limit = back.limit if back and after.spend_limit is None else after.spend_limit
    return replace(after, ended=stays, spend_limit=limit), back
