"""What ended with each stay of a person on a team, so that an undo can give it back (decision 075). Pure.

Events of several departures cross: what an undo gives back goes to the stay that it began, and if that has ended as
well, to what is known of its end. So the order in which they arrive changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter

_KEPT = timedelta(days=30)  # longer than an undo is possible, and any event of it may be late
_MOST = 50


@dataclass(frozen=True, slots=True)
class EndedStay:
    """A stay on a team that ended with the removal `revision`: its limit, and the micro-dollars that returned.

    `stay` is the revision that it began with, 0 if nothing of it was known. One that is `presumed` was ended by a later
    join, as its removal had not arrived. `undone_by` is the revision of the join that undid the removal.
    """

    team_id: str
    revision: int
    ended_at: datetime
    stay: int = 0
    limit: int | None = None
    returned: int = 0
    presumed: bool = False
    undone_by: int = 0

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to give back."""
        return not self.stay and not self.returned

    def emptied(self) -> "EndedStay":
        """Return it once what it had is given back."""
        return replace(self, stay=0, limit=None, returned=0)

    def with_earlier(self, earlier: "EndedStay") -> "EndedStay":
        """Return it with what ended before, and would have been given back in time for this stay."""
        begun = earlier if earlier.stay else self
        return replace(self, stay=begun.stay, limit=begun.limit, returned=self.returned + earlier.returned)


Stays = tuple[EndedStay, ...]


def end_stay(stays: Stays, ended: EndedStay) -> Stays:
    """Return the stays with one that ends; a removal that arrives again, or was presumed, adds what returns now."""
    known = _find(stays, ended.team_id, ended.revision)
    if known is None:
        return _kept((*stays, ended), ended.ended_at)
    both = ended.with_earlier(known)
    return _with(stays, known, replace(both, ended_at=known.ended_at, undone_by=known.undone_by))


def mark_undone(stays: Stays, team_id: str, undoes: int, by: int, now: datetime) -> Stays:
    """Return the stays with a removal, known or not, that a join has undone."""
    known = _find(stays, team_id, undoes)
    if known is None:
        return _kept((*stays, EndedStay(team_id, undoes, now, undone_by=by)), now)
    return _with(stays, known, replace(known, undone_by=max(known.undone_by, by)))


def give_back(stays: Stays, stay: int) -> tuple[Stays, EndedStay | None]:
    """Return the stays, and what of them the person gets on the current stay, which began with this revision.

    What belongs to a stay that has ended in turn is noted there.
    """
    for ended in sorted((it for it in stays if it.undone_by and not it.is_empty), key=attrgetter("revision")):
        follows = min(_after(stays, ended), key=attrgetter("revision"), default=None)
        if follows:
            moved = _with(_with(stays, ended, ended.emptied()), follows, follows.with_earlier(ended))
            return give_back(moved, stay)
        if ended.undone_by == stay:
            return _with(stays, ended, ended.emptied()), ended
    return stays, None


def _find(stays: Stays, team_id: str, revision: int) -> EndedStay | None:
    """Return what is known of the stay that a removal ended: by its revision, or by the join that came before it."""
    of_team = [it for it in stays if it.team_id == team_id and (it.revision == revision or it.presumed)]
    return min((it for it in of_team if it.revision >= revision), key=attrgetter("revision"), default=None)


def _after(stays: Stays, ended: EndedStay) -> Iterable[EndedStay]:
    return (it for it in stays if it.team_id == ended.team_id and it.revision > ended.undone_by)


def _with(stays: Stays, before: EndedStay, after: EndedStay) -> Stays:
    return tuple(after if it == before else it for it in stays)


def _kept(stays: Stays, now: datetime) -> Stays:
    return tuple(it for it in stays if it.ended_at > now - _KEPT)[-_MOST:]
