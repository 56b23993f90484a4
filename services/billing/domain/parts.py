"""The parts of a wallet, and whose money each is (B4, B18). Pure."""

AVAILABLE = "available"  # a team's money, free to use
OWN = "own"  # what a person bought
HELD = "held"  # promised, not free
CALLING = "held:calls"  # of a person, set aside for running calls, not free; most of it comes back
OWED = "owed"  # taken back by PayPal after it was spent: zero, or below
GRANTED = "granted:"  # by the operator, until a day; one part for each grant (grant.py)
_GIVEN = "given:"  # what a team gave to a person; one part for each team, so that leaving one never takes another's


def team_part(team_id: str) -> str:
    """Return the name of the part that a team gave to a person."""
    return _GIVEN + team_id


def giving_team(part: str) -> str | None:
    """Return the team that gave what is in this part, or None."""
    return part.removeprefix(_GIVEN) if part.startswith(_GIVEN) else None


def is_free(part: str) -> bool:
    """Return whether the money in this part may be used."""
    return part in (AVAILABLE, OWN) or part.startswith((_GIVEN, GRANTED))


def is_left(part: str) -> bool:
    """Return whether the money in this part is left to its holder, as alerts count it: free, or held for calls.

    What a call holds is many times what it costs, and comes back within minutes: that is no fall, and its return no
    rise. What the call has cost is a fall.
    """
    return is_free(part) or part == CALLING


def is_of_another_team(part: str, team_id: str | None) -> bool:
    """Return whether another team than this one gave this part of a person's wallet."""
    return part.startswith(_GIVEN) and part != team_part(team_id or "")
