"""The demo's second part: credits are bought, given, held and refunded, and the ledger is checked."""

from datetime import timedelta
from decimal import Decimal

from kernel import clock
from local.demo.steps import DemoSteps
from local.paypal import PayPalControl
from local.people import Person
from local.polling import wait_until
from local.reconciliation_report import differences
from sdk.python.teamline import eventually
from sdk.python.teamline.models import CheckView, Money, PaymentView

_LATER = timedelta(minutes=11)  # payments of the last ten minutes may still be in progress, and are not compared


class MoneyDemo:
    """What the owner of a team does with PayPal and credits."""

    def __init__(self, steps: DemoSteps, owner: Person) -> None:
        self._steps = steps
        self._owner = owner
        self._paypal = PayPalControl(steps.addresses)

    def run(self, member: Person) -> None:
        """Run all steps of this part; `member` is given credits."""
        self._attach_wallet()
        payment = self._buy_credits()
        self._give_credits(member)
        self._invite_with_credits()
        self._refund(payment)
        self._refund_without_webhook(payment)
        self._show_ledger()
        self._check_balances()

    def _attach_wallet(self) -> None:
        self._steps.step("Olivia connects PayPal: she agrees once, on PayPal's own page")
        self._owner.eventually("/v1/billing", payer="team")
        method = self._paypal.attach_wallet(self._owner)
        self._steps.say(f"connected: {method['payer_email']}, {method['status']}")

    def _buy_credits(self) -> PaymentView:
        self._steps.step("Olivia buys credits for 25.00 USD")
        bought = self._owner.api.buy_credits({"amount": _usd("25.00")})
        self._steps.say(f"{bought['status']}: {bought['payment_id']}")
        self._show_mail("receipt|Receipt")
        self._show_team_balance(balance="25.00")
        return self._owner.api.get_payment(bought["payment_id"])

    def _give_credits(self, member: Person) -> None:
        self._steps.step("Olivia gives Ben 5.00 USD of it")
        eventually(lambda: self._owner.api.get_user_credits(member.account_id))
        self._owner.api.give_user_credits(member.account_id, {"amount": _usd("5.00")})
        self._show_credits(member, "5.00")
        self._show_team_balance(balance="20.00")

    def _invite_with_credits(self) -> None:
        self._steps.step("Olivia invites Nora with 3.00 USD of credits, which are held until she joins")
        nora = self._steps.person("Nora Newcomer", "mobile")
        self._owner.invites(nora, credits=_usd("3.00"))
        self._show_team_balance(balance="17.00", held="3.00")
        self._steps.step("Nora signs up and joins: the credits are hers")
        nora.signs_up()
        self._steps.join(nora)
        self._show_credits(nora, "3.00")
        self._show_team_balance(balance="17.00", held="0.00")

    def _refund(self, payment: PaymentView) -> None:
        self._steps.step("PayPal refunds 4.00 USD of the purchase: its webhook arrives, and the credits are taken back")
        self._paypal.trigger_event("refunded", str(payment["paypal_id"]), amount="4.00")
        self._show_team_balance(balance="13.00", held="0.00")
        self._show_mail("4.00 USD")
        kept, bought = self._paypal.net_amount(payment["payment_id"]), Decimal(payment["amount"]["amount"])
        self._steps.say(f"PayPal holds {kept} of {bought} USD: 13.00 belong to the team, 8.00 to its members")

    def _refund_without_webhook(self, payment: PaymentView) -> None:
        self._steps.step("PayPal refunds 1.00 USD more, but no webhook arrives: the daily reconciliation finds it")
        self._paypal.set_delivery(drop=True)
        self._paypal.trigger_event("refunded", str(payment["paypal_id"]), amount="1.00")
        self._paypal.set_delivery()
        self._paypal.run_job("reconcile", clock.to_text(clock.now() + _LATER))
        addresses, payment_id = self._steps.addresses, payment["payment_id"]
        for line in wait_until("the report of the comparison", lambda: differences(addresses, payment_id)):
            self._steps.say(f"report: {line['what']}, {line['ours']} in our ledger, {line['theirs']} at PayPal")
        self._show_team_balance(balance="12.00", held="0.00")

    def _show_ledger(self) -> None:
        self._steps.step("Olivia opens the ledger: every entry, with the balance after it")
        for entry in self._owner.api.list_ledger_entries()["items"]:
            amount, balance = entry["amount"]["amount"], entry["balance"]["amount"]
            self._steps.say(f"{entry['at'][11:19]}  {entry['kind']:12} {amount:>8} {balance:>8}")

    def _check_balances(self) -> None:
        self._steps.step("The nightly check recomputes every balance from its entries")
        self._paypal.run_job("check_wallets")
        team = wait_until("the check of the team's balance", self._team_check)
        sums = (team["balance"], team["by_entries"], team["difference"])
        balance, entries, difference = (found["amount"] for found in sums)
        self._steps.say(f"balance {balance}, sum of entries {entries}, difference {difference}")

    def _team_check(self) -> CheckView | None:
        found = self._owner.api.list_balance_checks()["items"]
        return next((item for item in found if item["wallet"].startswith("team_")), None)

    def _show_team_balance(self, **amounts: str) -> None:
        wanted = {name: _usd(amount) for name, amount in amounts.items()}
        billing = self._owner.eventually("/v1/billing", limit=20, **wanted)
        held = f", {billing['held']['amount']} held for invitations" if "held" in amounts else ""
        self._steps.say(f"the team's balance: {billing['balance']['amount']} USD{held}")

    def _show_credits(self, person: Person, amount: str) -> None:
        theirs = person.eventually("/v1/users/me/credits", from_team=_usd(amount))
        self._steps.say(f"{person.name} has {theirs['balance']['amount']} USD from the team")

    def _show_mail(self, saying: str) -> None:
        self._owner.awaits("email", saying=saying)
        self._steps.quote(self._owner, "email")


def _usd(amount: str) -> Money:
    return {"amount": amount, "currency": "USD"}
