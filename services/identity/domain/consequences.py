"""What an action that ends or changes a place on a team does to the caller's sign-in and personal data. Pure."""

from contracts.consequences import Action, Consequence


def consequences_of(action: Action, *, sessions: int, factors: int) -> list[Consequence]:
    """Return what becomes of live sessions, second factors and the profile: only closing ends them (I10)."""
    fate = "ends" if action == "close" else "stays"
    found = [Consequence(kind="sessions", fate=fate, count=sessions)]
    if factors:
        found.append(Consequence(kind="second_factors", fate=fate, count=factors))
    return [*found, Consequence(kind="personal_data", fate=fate)]
