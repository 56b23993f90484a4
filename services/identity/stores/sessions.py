"""Sessions in the table, under their account."""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, present, put, put_new
from kernel.problems import NotFound, Stale
from services.identity.domain.account import Account
from services.identity.domain.session import Session
from services.identity.stores import accounts, items

AT_ONCE = 60  # as many sessions as one transaction ends together with what else it changes
_BEGINS = "SESSION#"


def key(account_id: str, session_id: str) -> tuple[str, str]:
    """Where a session lies."""
    return f"ACCOUNT#{account_id}", f"{_BEGINS}{session_id}"


def with_account(table: Table, account_id: str, session_id: str) -> tuple[Account | None, Session | None]:
    """A session and its account, in one read."""
    found = table.get_many([accounts.key(account_id), key(account_id, session_id)])
    account, session = found.get(accounts.key(account_id)), found.get(key(account_id, session_id))
    return accounts.account_in(account) if account else None, items.load(Session, session) if session else None


def all_with_account(table: Table, account_id: str) -> tuple[Account | None, list[Session]]:
    """An account with its sessions, the first of them if there are very many; in one read."""
    found = table.query(f"ACCOUNT#{account_id}", limit=AT_ONCE + 1).items
    account = next((accounts.account_in(item) for item in found if item["sk"] == accounts.PROFILE), None)
    return account, [session_in(item) for item in found if item["sk"].startswith(_BEGINS)]


def add(session: Session) -> TransactItem:
    """A new session."""
    return put_new(_item(session), on_conflict=Stale())


def rotate(now: Session, before: Session) -> TransactItem:
    """A session with its next secret, unless somebody used the same one at the same time."""
    return put(_item(now), only_if=Attr("secret").eq(before.secret), on_conflict=Stale())


def end(account_id: str, session_id: str) -> TransactItem:
    """End a session of this account. Refused with NotFound if there is none."""
    return delete(_named(account_id, session_id), only_if=present(), on_conflict=NotFound())


def forget(account_id: str, session_id: str) -> TransactItem:
    """End a session, whether or not it is there."""
    return delete(_named(account_id, session_id))


def page(table: Table, account_id: str, limit: int, cursor: str | None) -> ItemPage:
    """Some sessions of an account, the newest first."""
    return table.query(f"ACCOUNT#{account_id}", begins=_BEGINS, limit=limit, cursor=cursor, newest_first=True)


def session_in(item: Item) -> Session:
    """The session in an item."""
    return items.load(Session, item)


def _item(session: Session) -> Item:
    return _named(session.account_id, session.id) | items.dump(session) | {"ttl": clock.to_epoch(session.expires_at)}


def _named(account_id: str, session_id: str) -> Item:
    pk, sk = key(account_id, session_id)
    return {"pk": pk, "sk": sk}
