"""Record what a team paid: its day's limit of invitations grows with it."""

from contracts.billing import PaymentCompleted, PaymentTakenBack
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import teams


def record_payment(work: UnitOfWork, event: PaymentCompleted | PaymentTakenBack) -> None:
    """Add a payment to what the team paid, or subtract one that PayPal took back; wallets of accounts do not count."""
    team = teams.read(work.table, event.wallet)
    if team is not None:
        work.save([teams.add_paid(team, event.amount if isinstance(event, PaymentCompleted) else -event.amount)])
