"""How attached PayPal wallets lie in the table.

| question | key | index |
|---|---|---|
| which wallet pays for this account, and for the team that it owns | ACCOUNT#account / METHOD | |
| whose approval is this | SETUP#setup / SETUP | |
| whose token was deleted | TOKEN#token / TOKEN | |

A team's wallet is its owner's: when the team is handed over nobody goes on paying for strangers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put, put_new, update
from kernel.problems import Stale

_SETUP_LIVES = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Method:
    """A PayPal wallet that may be charged; `works` until PayPal says that it does not."""

    account_id: str
    token: str
    payer_email: str
    payer_id: str
    customer_id: str
    works: bool = True


def key(account_id: str) -> dict[str, str]:
    """The key of an account's wallet."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "METHOD"}


def find(table: Table, account_id: str) -> Method | None:
    """The wallet of an account, or None."""
    item = table.get(**key(account_id))
    return loaded(item) if item else None


def loaded(item: Item) -> Method:
    """The wallet of an item."""
    return Method(
        item["account_id"], item["token"], item["payer_email"], item["payer_id"], item["customer_id"], item["works"]
    )


def attach(method: Method) -> list[TransactItem]:
    """This wallet pays from now on."""
    item = key(method.account_id) | {
        "account_id": method.account_id,
        "token": method.token,
        "payer_email": method.payer_email,
        "payer_id": method.payer_id,
        "customer_id": method.customer_id,
        "works": method.works,
    }
    token = {"pk": f"TOKEN#{method.token}", "sk": "TOKEN", "account_id": method.account_id}
    return [put(item), put(token)]


def detach(method: Method) -> list[TransactItem]:
    """This wallet does not pay any more; Stale if another one does by now."""
    same = Attr("token").eq(method.token)
    token = delete({"pk": f"TOKEN#{method.token}", "sk": "TOKEN"})
    return [delete(key(method.account_id), only_if=same, on_conflict=Stale()), token]


def unchanged(account_id: str, method: Method | None) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the account's wallet is still this one, or none."""
    still = Attr("token").eq(method.token) if method else absent()
    return check(key(account_id), still, on_conflict=Stale())


def broken(method: Method) -> TransactItem:
    """PayPal says that this wallet cannot be charged any more; Stale if it is another one by now."""
    same = Attr("token").eq(method.token)
    return update(key(method.account_id), set={"works": False}, only_if=same, on_conflict=Stale())


def begin_setup(setup_id: str, account_id: str, approve_url: str, now: datetime) -> TransactItem:
    """Note whose approval this is, as long as it lives."""
    item = {"account_id": account_id, "approve_url": approve_url, "ttl": clock.to_epoch(now + _SETUP_LIVES)}
    return put({"pk": f"SETUP#{setup_id}", "sk": "SETUP"} | item)


def setup_of(table: Table, setup_id: str) -> str | None:
    """The account that an approval was begun for."""
    item = table.get(f"SETUP#{setup_id}", "SETUP")
    return str(item["account_id"]) if item else None


def setup_done(table: Table, setup_id: str) -> bool:
    """Whether the wallet of this approval was attached already."""
    return table.get(f"SETUP#{setup_id}", "DONE") is not None


def end_setup(setup_id: str) -> TransactItem:
    """Note that the approval has led to a wallet; Stale if it has already."""
    return put_new({"pk": f"SETUP#{setup_id}", "sk": "DONE"}, on_conflict=Stale())


def of_token(table: Table, token: str) -> str | None:
    """The account whose wallet a token stands for."""
    item = table.get(f"TOKEN#{token}", "TOKEN")
    return str(item["account_id"]) if item else None
