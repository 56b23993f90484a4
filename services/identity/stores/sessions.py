"""Sessions in the table, under their account."""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, delete, present, put, put_new, update
from kernel.problems import NotFound, Problem, Stale, Unauthenticated
from services.identity.domain.account import Account
from services.identity.domain.session import Session
from services.identity.stores import accounts

MAX_AT_ONCE = 60  # as many sessions as one transaction ends together with what else it changes
_PREFIX = "SESSION#"
_BEFORE = 3  # items that an account has before its sessions: second factors, place on a team, and profile


def key(account_id: str, session_id: str) -> tuple[str, str]:
    """Return the key of a session."""
    return f"ACCOUNT#{account_id}", f"{_PREFIX}{session_id}"


def read_with_account(table: Table, account_id: str, session_id: str) -> tuple[Account | None, Session | None]:
    """Return a session and its account, in one read."""
    found = table.get_many([accounts.key(account_id), key(account_id, session_id)])
    account, session = found.get(accounts.key(account_id)), found.get(key(account_id, session_id))
    return accounts.account_from_item(account) if account else None, from_item(Session, session) if session else None


def read_all_with_account(table: Table, account_id: str) -> tuple[Account | None, list[Session]]:
    """Return an account and its sessions, up to 60 of them, in one read."""
    found = table.query(f"ACCOUNT#{account_id}", limit=MAX_AT_ONCE + _BEFORE).items
    account = next((accounts.account_from_item(item) for item in found if item["sk"] == accounts.PROFILE), None)
    return account, [session_from_item(item) for item in found if item["sk"].startswith(_PREFIX)]


def add(session: Session) -> TransactItem:
    """Write a new session."""
    return put_new(_item(session), on_conflict=Stale())


def rotate(now: Session, before: Session) -> TransactItem:
    """Write a session with its next secret; raise Stale if the same secret was used or a proof given at once."""
    return put(_item(now), only_if=_as_read(before), on_conflict=Stale())


def record_proof(session: Session, at: datetime) -> TransactItem:
    """Write when the person last proved who they are; raise Stale if the session was refreshed or ended at once."""
    return update(
        _key_attributes(session.account_id, session.id),
        set={"proved_at": clock.to_text(at)},
        only_if=_as_read(session),
        on_conflict=Stale(),
    )


def keep(session: Session, account: Account) -> TransactItem:
    """Let one session outlive the change that ends the account's others; raise Stale if it was refreshed at once."""
    return update(
        _key_attributes(session.account_id, session.id),
        set={"generation": account.generation},
        only_if=_as_read(session),
        on_conflict=Stale(),
    )


def end(account_id: str, session_id: str) -> TransactItem:
    """Delete a session of this account; raise NotFound if there is none."""
    return delete(_key_attributes(account_id, session_id), only_if=present(), on_conflict=NotFound())


def remove(account_id: str, session_id: str) -> TransactItem:
    """Delete a session, whether or not it exists."""
    return delete(_key_attributes(account_id, session_id))


def check_open(account_id: str, session_id: str) -> TransactItem:
    """Write nothing; raise Unauthenticated if the session has ended."""
    return check(_key_attributes(account_id, session_id), present(), on_conflict=_ended_or_stale)


def read_page(table: Table, account: Account, now: datetime, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of an account's valid sessions, newest first; those that have ended or expired are read over."""

    def valid(items: list[Item]) -> list[Item]:
        return [item for item in items if session_from_item(item).is_valid(account, now)]

    pk = f"ACCOUNT#{account.id}"
    return table.query(pk, begins=_PREFIX, limit=limit, cursor=cursor, newest_first=True, keep=valid)


def session_from_item(item: Item) -> Session:
    """Return the session stored in an item."""
    return from_item(Session, item)


def _ended_or_stale(old: Item) -> Problem:
    return Stale() if old else Unauthenticated()


def _as_read(session: Session) -> Condition:
    proved = clock.to_text(session.proved_at) if session.proved_at else None
    same = Attr("secret").eq(session.secret) & Attr("generation").eq(session.generation)
    return same & (Attr("proved_at").eq(proved) if proved else Attr("proved_at").not_exists())


def _item(session: Session) -> Item:
    return (
        _key_attributes(session.account_id, session.id) | to_item(session) | {"ttl": clock.to_epoch(session.expires_at)}
    )


def _key_attributes(account_id: str, session_id: str) -> Item:
    pk, sk = key(account_id, session_id)
    return {"pk": pk, "sk": sk}
