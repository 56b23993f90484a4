"""The demo's second part: credits are bought, given, promised and paid back, and the books can be read."""

from datetime import timedelta
from decimal import Decimal

from kernel import clock
from local.narrator import Narrator
from local.paypal import PayPalHand
from local.people import Json, Person, expected
from local.report import differences
from local.waiting import wait_until

_LATER = timedelta(minutes=11)  # what is younger than ten minutes may be under way, and is not compared


class Money:
    """What the owner of a team does with PayPal and credits."""

    def __init__(self, narrator: Narrator, owner: Person) -> None:
        self._tell = narrator
        self._owner = owner
        self._paypal = PayPalHand(narrator.addresses)

    def goes_round(self, member: Person) -> None:
        """All of it."""
        self._attaches_a_wallet()
        payment = self._buys()
        self._gives_to(member)
        self._invites_with_credits()
        self._is_refunded(payment)
        self._is_refunded_unheard(payment)
        self._reads_the_ledger()
        self._has_the_books_checked()

    def _attaches_a_wallet(self) -> None:
        self._tell.step("Olivia attaches PayPal: she agrees once, on PayPal's own page")
        self._owner.eventually("/v1/billing", payer="team")
        method = self._paypal.attaches(self._owner)
        self._tell.say(f"attached: {method['payer_email']}, {method['status']}")

    def _buys(self) -> Json:
        self._tell.step("Olivia buys credits for 25.00 USD")
        bought = expected(self._owner.post("/v1/billing/credits", {"amount": _usd("25.00")}), 201)
        self._tell.say(f"{bought['status']}: {bought['payment_id']}")
        self._mailed("receipt|Receipt")
        self._says_what_there_is(balance="25.00")
        return expected(self._owner.get(f"/v1/payments/{bought['payment_id']}"), 200)

    def _gives_to(self, member: Person) -> None:
        self._tell.step("Olivia gives 5.00 of it to Ben")
        self._owner.sees(f"/v1/users/{member.account_id}/credits")
        expected(self._owner.post(f"/v1/users/{member.account_id}/credits", {"amount": _usd("5.00")}), 201)
        self._says_what_they_have(member, "5.00")
        self._says_what_there_is(balance="20.00")

    def _invites_with_credits(self) -> None:
        self._tell.step("Olivia invites Nora, with 3.00 that wait for her")
        nora = self._tell.person("Nora Newcomer", "mobile")
        self._owner.invites(nora, credits=_usd("3.00"))
        self._says_what_there_is(balance="17.00", held="3.00")
        self._tell.step("Nora signs up and joins: what waited is hers")
        nora.signs_up()
        self._tell.joins(nora)
        self._says_what_they_have(nora, "3.00")
        self._says_what_there_is(balance="17.00", held="0.00")

    def _is_refunded(self, payment: Json) -> None:
        self._tell.step("PayPal pays 4.00 of the purchase back: its webhook tells us, and the credits go")
        self._paypal.happens("refunded", payment["paypal_id"], amount="4.00")
        self._says_what_there_is(balance="13.00", held="0.00")
        self._mailed("4.00 USD")
        kept, bought = self._paypal.kept(payment["payment_id"]), Decimal(payment["amount"]["amount"])
        self._tell.say(f"PayPal keeps {kept} of {bought} USD: 13.00 are the team's, 8.00 its members'")

    def _is_refunded_unheard(self, payment: Json) -> None:
        self._tell.step("PayPal pays 1.00 more back, and its webhook never comes: the daily comparison finds it")
        self._paypal.delivers(drop=True)
        self._paypal.happens("refunded", payment["paypal_id"], amount="1.00")
        self._paypal.delivers()
        self._paypal.runs("reconcile", clock.to_text(clock.now() + _LATER))
        for line in differences(self._tell.addresses, payment["payment_id"]):
            self._tell.say(f"report: {line['what']}, {line['ours']} with us, {line['theirs']} at PayPal")
        self._says_what_there_is(balance="12.00", held="0.00")

    def _reads_the_ledger(self) -> None:
        self._tell.step("Olivia reads the ledger: every entry, with the balance after it")
        for entry in expected(self._owner.get("/v1/ledger"), 200)["items"]:
            amount, balance = entry["amount"]["amount"], entry["balance"]["amount"]
            self._tell.say(f"{entry['at'][11:19]}  {entry['kind']:12} {amount:>8} {balance:>8}")

    def _has_the_books_checked(self) -> None:
        self._tell.step("The nightly check recomputes every balance from its entries")
        self._paypal.runs("check_wallets")
        team = wait_until("the check of the team's balance", self._check)
        balance, entries, difference = (team[name]["amount"] for name in ("balance", "by_entries", "difference"))
        self._tell.say(f"balance {balance}, by its entries {entries}: difference {difference}")

    def _check(self) -> Json | None:
        found = expected(self._owner.get("/v1/billing/checks"), 200)["items"]
        return next((item for item in found if item["wallet"].startswith("team_")), None)

    def _says_what_there_is(self, **amounts: str) -> None:
        wanted = {name: _usd(amount) for name, amount in amounts.items()}
        billing = self._owner.eventually("/v1/billing", limit=20, **wanted)
        held = f", {billing['held']['amount']} held for those invited" if "held" in amounts else ""
        self._tell.say(f"the team's balance: {billing['balance']['amount']} USD{held}")

    def _says_what_they_have(self, person: Person, amount: str) -> None:
        theirs = person.eventually("/v1/users/me/credits", from_team=_usd(amount))
        self._tell.say(f"{person.name} has {theirs['balance']['amount']} USD from the team")

    def _mailed(self, saying: str) -> None:
        self._owner.awaits("email", saying=saying)
        self._tell.quote(self._owner, "email")


def _usd(amount: str) -> Json:
    return {"amount": amount, "currency": "USD"}
