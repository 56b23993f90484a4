"""Stores attached PayPal wallets.

| question | key | index |
|---|---|---|
| which wallet pays for this account, and for the team that it owns | ACCOUNT#account / METHOD | |
| how often has this account's wallet changed | ACCOUNT#account / REVISION | |
| since when has this account had a payer's wallet, and what it paid while new | ACCOUNT#account / PAYER#payer | |
| whose approval is this | SETUP#setup / SETUP | |
| for which approvals was PayPal asked, and no wallet attached | SETUP#setup / ASKED | gsi2: SETUPS_ASKED |
| whose token was deleted | TOKEN#token / TOKEN | |
| which wallet does a payer's link disconnect | DISCONNECT#hash / DISCONNECT | |

A team's wallet is its owner's: after a hand-over the former owner does not go on paying for the team.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, Refusal, TransactItem, absent, check, delete, put, put_new, update
from kernel.problems import Stale
from services.billing.domain.limits import NEW_WALLET_PERIOD, STEP_UP_ABOVE

_ASKED = "SETUPS_ASKED"
_SETUP_LIFETIME = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Method:
    """A PayPal wallet that may be charged; `works` is false once PayPal refuses it for good."""

    account_id: str
    token: str
    payer_email: str
    payer_id: str
    customer_id: str
    works: bool = True
    since: datetime | None = None  # when this account first attached a wallet of this payer

    step_up_above: int = STEP_UP_ABOVE  # micro-dollars of one purchase, above which it asks for a proof (I12)

    def asks_for_proof(self, amount: int) -> bool:
        """Return whether a purchase of this amount asks for a fresh proof of who buys, the owner or an admin."""
        return amount > self.step_up_above

    def capped_by(self, now: datetime) -> str:
        """Return whose first days a payment counts toward: the payer's id, or empty for a wallet that is not new."""
        return self.payer_id if self.since and now < self.since + NEW_WALLET_PERIOD else ""


@dataclass(frozen=True, slots=True)
class StartedSetup:
    """An approval: who started it, and by which request."""

    setup_id: str
    account_id: str
    request_id: str


@dataclass(frozen=True, slots=True)
class DisconnectLink:
    """What a link in the payer's mail disconnects: this wallet of this account, and no later one."""

    account_id: str
    wallet_token: str


def key(account_id: str) -> dict[str, str]:
    """Return the key of an account's wallet."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "METHOD"}


def find(table: Table, account_id: str) -> Method | None:
    """Return the wallet of an account, or None."""
    item = table.get(**key(account_id))
    return from_item(Method, item) if item else None


def revision(table: Table, account_id: str) -> int:
    """Return how often the account's wallet has changed; it outlives the wallet, so that it only grows."""
    item = table.get(**_revision_key(account_id))
    return int(item["revision"]) if item else 0


def raise_revision(account_id: str, known: int) -> TransactItem:
    """Count one more change of the account's wallet; refuse with Stale if another one was counted since."""
    same = Attr("revision").eq(known) if known else absent()
    return put(_revision_key(account_id) | {"revision": known + 1}, only_if=same, on_conflict=Stale())


def attach(method: Method, before: Method | None) -> list[TransactItem]:
    """Attach this wallet in place of the one before; refuse with Stale if another one is attached by now."""
    item: Item = key(method.account_id) | to_item(method)
    token = {"pk": f"TOKEN#{method.token}", "sk": "TOKEN", "account_id": method.account_id}
    same = Attr("token").eq(before.token) if before else absent()
    return [put(item, only_if=same, on_conflict=Stale()), put(token)]


def detach(method: Method) -> list[TransactItem]:
    """Detach this wallet; refuse with Stale if another one is attached by now."""
    same = Attr("token").eq(method.token)
    token = delete({"pk": f"TOKEN#{method.token}", "sk": "TOKEN"})
    return [delete(key(method.account_id), only_if=same, on_conflict=Stale()), token]


def check_unchanged(account_id: str, method: Method | None) -> TransactItem:
    """Refuse with Stale unless the account's wallet is still this one, or none."""
    still = Attr("token").eq(method.token) if method else absent()
    return check(key(account_id), still, on_conflict=Stale())


def find_since(table: Table, account_id: str, payer_id: str) -> datetime | None:
    """Return when the account first attached a wallet of this payer; attaching it again does not make it new."""
    item = table.get(**_payer_key(account_id, payer_id))
    return clock.from_text(item["since"]) if item else None


def save_since(method: Method) -> TransactItem:
    """Write when the account first attached a wallet of this payer, unless that is known."""
    since = clock.to_text(method.since) if method.since else None
    return update(_payer_key(method.account_id, method.payer_id), set_once={"since": since})


def use_new_wallet(
    account_id: str, payer_id: str, amount: int, cap: int | None = None, refusal: Refusal | None = None
) -> TransactItem:
    """Count what a new wallet pays, within the cap, or correct it by a negative amount."""
    within: Condition | None = None
    if cap is not None:
        within = Attr("used").lte(cap - amount) | Attr("used").not_exists() if amount <= cap else Attr("used").lt(0)
    return update(_payer_key(account_id, payer_id), add={"used": amount}, only_if=within, on_conflict=refusal)


def _payer_key(account_id: str, payer_id: str) -> dict[str, str]:
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"PAYER#{payer_id}"}


def set_step_up(method: Method, amount: int) -> TransactItem:
    """Set above which amount the wallet asks for a proof; refuse with Stale if another one is attached by now."""
    same = Attr("token").eq(method.token)
    return update(key(method.account_id), set={"step_up_above": amount}, only_if=same, on_conflict=Stale())


def mark_broken(method: Method) -> TransactItem:
    """Mark the wallet as broken; refuse with Stale if another one is attached by now."""
    same = Attr("token").eq(method.token)
    return update(key(method.account_id), set={"works": False}, only_if=same, on_conflict=Stale())


def save_setup(setup: StartedSetup, now: datetime) -> TransactItem:
    """Store who started this approval and by which request, for as long as it is valid."""
    item = to_item(setup) | {"ttl": clock.to_epoch(now + _SETUP_LIFETIME)}
    return put(setup_key(setup.setup_id) | item)


def setup_key(setup_id: str) -> dict[str, str]:
    """The key of an approval."""
    return {"pk": f"SETUP#{setup_id}", "sk": "SETUP"}


def setup_done_key(setup_id: str) -> dict[str, str]:
    """The key of the mark that an approval was used: its wallet was attached, or dropped."""
    return {"pk": f"SETUP#{setup_id}", "sk": "DONE"}


def mark_setup_asked(setup: StartedSetup, now: datetime) -> TransactItem:
    """Mark that PayPal is asked for the wallet of this approval, which may live there from then on."""
    found_by = {"gsi2pk": _ASKED, "gsi2sk": f"{clock.to_text(now)}#{setup.setup_id}"}
    return put(_asked_key(setup.setup_id) | to_item(setup) | found_by)


def forget_setup_asked(setup_id: str) -> TransactItem:
    """Delete the mark that PayPal is asked for a wallet."""
    return delete(_asked_key(setup_id))


def list_asked_setups(table: Table, before: datetime) -> list[StartedSetup]:
    """Return the approvals for whose wallets PayPal was asked before, and which never came to an end."""
    items = table.query_all(_ASKED, index="gsi2", up_to=clock.to_text(before))
    return [from_item(StartedSetup, item) for item in items]


def mark_setup_done(setup_id: str, *, dropped: bool = False) -> list[TransactItem]:
    """Mark the approval as used, and whether its wallet was dropped; refuse with Stale if it was used already."""
    done = setup_done_key(setup_id) | {"dropped": dropped}
    return [put_new(done, on_conflict=Stale()), forget_setup_asked(setup_id)]


def is_setup_done(table: Table, setup_id: str) -> bool:
    """Return whether the approval was used."""
    return table.get(**setup_done_key(setup_id)) is not None


def _asked_key(setup_id: str) -> dict[str, str]:
    return {"pk": f"SETUP#{setup_id}", "sk": "ASKED"}


def save_disconnect_link(token: str, method: Method) -> TransactItem:
    """Store the hash of a link's token, for as long as the wallet can be charged: without an end."""
    return put(_link_key(token) | to_item(DisconnectLink(method.account_id, method.token)))


def find_disconnect_link(table: Table, token: str) -> DisconnectLink | None:
    """Return what the link with this token disconnects, or None."""
    item = table.get(**_link_key(token))
    return from_item(DisconnectLink, item) if item else None


def _link_key(token: str) -> dict[str, str]:
    return {"pk": f"DISCONNECT#{hashlib.sha256(token.encode()).hexdigest()}", "sk": "DISCONNECT"}


def _revision_key(account_id: str) -> dict[str, str]:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "REVISION"}


def find_account(table: Table, token: str) -> str | None:
    """Return the account whose wallet has this token, or None."""
    item = table.get(f"TOKEN#{token}", "TOKEN")
    return str(item["account_id"]) if item else None
