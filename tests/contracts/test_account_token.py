"""The account as an app names it to an app store: its id as a UUID, both ways (B9)."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.account_token import to_account_id, to_account_token
from kernel import ids


def test_an_account_is_found_by_its_token() -> None:
    """The token is a UUID, and leads back to the account, in capitals as well."""
    account_id = ids.new_id("acc")
    token = to_account_token(account_id)
    assert str(UUID(token)) == token
    assert {to_account_id(it) for it in (token, token.upper())} == {account_id}


@given(st.uuids())
def test_each_token_is_of_one_account(token: UUID) -> None:
    """No two tokens lead to one account."""
    assert to_account_token(to_account_id(str(token))) == str(token)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "acc_1",
        "7e3fb204",
        "7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d00g",
        "7e3fb2042c8f4a8c9d2f0a51b8c9d001",
        "{7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d001}",
        "urn:uuid:7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d001",
    ],
)
def test_what_is_no_token_is_of_no_account(text: str) -> None:
    """An app may give a store anything, or nothing: 32 hex digits may be a digest of its own."""
    assert to_account_id(text) == ""


@pytest.mark.parametrize("account_id", ["", "usr_01JD0000000000000000000000"])
def test_only_an_account_has_a_token(account_id: str) -> None:
    """What is no account's id is a fault of ours."""
    with pytest.raises(ValueError, match="no account"):
        to_account_token(account_id)
