"""Report to the operator which deputies wait, until when, and whether the owner can be reached (decision 077)."""

from typing import Any

from kernel import clock
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.deputy import Deputy
from services.teams.stores import deputies
from services.teams.use_cases.deputies.look_at_deputy import do_mails_arrive


def report_deputies(work: UnitOfWork) -> dict[str, Any]:
    """Return every deputy whose wait is not over; there are few at any time."""
    return {"deputies": [_shown(work, deputy) for deputy in deputies.find_all(work.table)]}


def _shown(work: UnitOfWork, deputy: Deputy) -> dict[str, Any]:
    mails_arrive = do_mails_arrive(work.table, deputy.owner_id)
    return {
        "team_id": deputy.team_id,
        "owner_id": deputy.owner_id,
        "account_id": deputy.account_id,
        "operator": deputy.operator,
        "named_at": clock.to_text(deputy.named_at),
        "takes_over_at": clock.to_text(deputy.takes_over_at(mails_arrive=mails_arrive)),
        "reminded": deputy.reminded,
        "mails_arrive": mails_arrive,
    }
