"""What is said of a removal that is undone while the team lacks credits (decision 075)."""

from kernel.notices import Notice

RETURNING_NOTICES: dict[str, Notice] = {
    "credits_missing": Notice(
        "A removal is undone, and the team lacks some of the credits that the member had",
        "the owner",
        "Some credits did not come back",
        "{who} is back on your team, but the team's balance had too few credits: {amount} USD of what they had before "
        "is missing. Buy credits, and give them what is missing: {portal}/users/{person_id}",
    ),
    "credits_missing_yours": Notice(
        "A removal is undone, and the team lacks some of the credits that the member had",
        "the person",
        "Some of your credits did not come back",
        "You're back on your team, but its balance had too few credits: {amount} USD of what it had given you before "
        "is missing. Its owner knows and can give it to you again: {portal}/billing",
    ),
}
