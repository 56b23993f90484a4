"""The cursor of the list of usage records: whose list it is, and after which record of which person it goes on."""

import binascii
import re
from dataclasses import asdict, dataclass
from typing import ClassVar

from kernel.dynamodb.cursors import InvalidCursor, encode_cursor, read_cursor

PLANS = "plans"  # in place of a person: charges for number plans, which are listed after all people


@dataclass(frozen=True, slots=True)
class RecordCursor:
    """A place in a list of records."""

    of: str
    account_id: str
    sk: str
    record_id: str = ""

    _FORMS: ClassVar = {
        "account_id": re.compile(rf"acc_[A-Za-z0-9_]{{1,76}}|{PLANS}"),
        "sk": re.compile(
            r"[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}T[0-9]{2}:[0-9]{2}"
            r"(#[0-9]{4}|#late(#[ -~]{1,200})?|~|:[0-9.]{1,9}Z#[ -~]{0,80})?"
        ),
        "record_id": re.compile(r"[ -~]{0,200}"),
    }

    def text(self) -> str:
        """Return it as text for the caller."""
        return encode_cursor(asdict(self))

    @classmethod
    def read(cls, cursor: str | None, of: str) -> "RecordCursor | None":
        """Return the place in this list, or None for its beginning. Raises InvalidCursor for that of another list."""
        if cursor is None:
            return None
        try:
            given = read_cursor(cursor)
        except (binascii.Error, ValueError, RecursionError) as error:
            raise cls.refused() from error
        if not isinstance(given, dict) or set(given) != {"of", *cls._FORMS} or given["of"] != of:
            raise cls.refused()
        forms = cls._FORMS.items()
        if not all(isinstance(given[name], str) and form.fullmatch(given[name]) for name, form in forms):
            raise cls.refused()
        return cls(**given)

    @staticmethod
    def refused() -> InvalidCursor:
        """Return the refusal of a cursor of another list."""
        return InvalidCursor(field="cursor")
