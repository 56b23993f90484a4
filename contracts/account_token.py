"""The account as an app names it to an app store: its id as a UUID, so that no list of tokens is kept (B9).

Apple calls it appAccountToken, Google obfuscatedExternalAccountId. It is no secret, and proves nothing by itself.
"""

from uuid import UUID

_PREFIX = "acc_"


def to_account_token(account_id: str) -> str:
    """Return the UUID of an account. Raise ValueError for what is no account's id."""
    from ulid import ULID

    if not account_id.startswith(_PREFIX):
        raise ValueError(f"{account_id} is no account")
    return str(ULID.from_str(account_id.removeprefix(_PREFIX)).to_uuid())


def to_account_id(token: str) -> str:
    """Return the account of a UUID as UUIDs are written; an empty text for anything else that an app gave its store."""
    from ulid import ULID

    try:
        found = UUID(token)
    except ValueError:
        return ""
    return f"{_PREFIX}{ULID.from_uuid(found)}" if str(found) == token.lower() else ""
