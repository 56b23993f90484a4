"""Takes back from a person what a team gave them and they have not spent (B6, B19)."""

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet
from services.billing.domain.parts import team_part
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts


def take_back(work: UnitOfWork, team: Wallet, wallet: Wallet, amount: int) -> None:
    """Move the amount from the person's wallet to the team's, where it repays what is owed first, and publish it."""
    lines = (Line(LedgerAccount(wallet.name, team_part(team.name)), -amount), *team.receive(amount))
    journal = Journal(f"taken_back:{ids.new_id('tkb')}", Kind.TAKEN_BACK, lines, {"user_id": wallet.name})
    post_with_alerts(work, journal, read=(wallet, team), returned=True)
    publish_money_change(work, team.name, "credits_taken_back", user_id=wallet.name, amount=amount)
