"""Idempotency keys: the same key and body give the same response, kept with the change (E2).

Bodies are compared by meaning: order of members, whitespace, escapes and defaults that are written out make no other
request. The key of a request that moves money is required, and its record is kept for ever.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel

from contracts.languages import Language
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import IdempotencyRecord
from kernel.http.request import Request, Response
from kernel.problems import Invalid, Malformed

if TYPE_CHECKING:
    from kernel.http.routes import Route

KEPT_FOR = timedelta(hours=24)
FOR_EVER = datetime(9999, 12, 31, tzinfo=UTC)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


class InvalidIdempotencyKey(Invalid):
    code: ClassVar[str] = "invalid_idempotency_key"
    title: ClassVar[str] = "An Idempotency-Key is 1 to 255 visible ASCII characters."


class IdempotencyKeyReused(Invalid):
    code: ClassVar[str] = "idempotency_key_reused"
    title: ClassVar[str] = "This Idempotency-Key was used for another request."


class IdempotencyKeyRequired(Malformed):
    code: ClassVar[str] = "idempotency_key_required"
    title: ClassVar[str] = "Send an Idempotency-Key: this moves money, and must not happen twice."


@dataclass(frozen=True)
class IdempotentRequest:
    """A request with an Idempotency-Key.

    Neither the key nor the body can be read from the table: the record's key is a hash of sender, route and
    Idempotency-Key, its fingerprint an HMAC of the query's and body's meaning under the Idempotency-Key.
    """

    pk: str
    fingerprint: str
    for_ever: bool
    sk: str = "ANSWER"

    @classmethod
    def of(cls, request: Request, route: "Route", given: dict[str, Any]) -> "IdempotentRequest | None":
        """Return the idempotent request; None without a key, and for a quote, which does nothing.

        `given` is what the route has read. Raise InvalidIdempotencyKey or IdempotencyKeyRequired.
        """
        if not route.keyed or getattr(given.get("query"), "dry_run", False):
            return None
        key = request.headers.get("idempotency-key")
        if key is None:
            if route.keyed == "required":
                raise IdempotencyKeyRequired(field="Idempotency-Key")
            return None
        if not _KEY.fullmatch(key):
            raise InvalidIdempotencyKey(field="Idempotency-Key")
        path = str(request.event.get("rawPath", route.path))
        scope = "\x1f".join([request.sender, route.key, path, key])
        content = "\x1f".join(meaning(given[part]) for part in ("query", "body") if part in given)
        return cls(
            pk=f"ANSWER#{hashlib.sha256(scope.encode()).hexdigest()}",
            fingerprint=hmac.new(key.encode(), content.encode(), hashlib.sha256).hexdigest(),
            for_ever=route.keyed == "required",
        )

    def record(self, response: Response, now: datetime, language: Language) -> IdempotencyRecord:
        """Return the record to write in the same transaction as the change, with the words of the first answer."""
        members = {"fingerprint": self.fingerprint, "status": response.status, "body": response.text(language)}
        return IdempotencyRecord(self.pk, self.sk, FOR_EVER if self.for_ever else now + KEPT_FOR, members)

    def replay(self, record: Item) -> Response:
        """Return the first response again. Raise IdempotencyKeyReused if the key came with another body."""
        if not hmac.compare_digest(record["fingerprint"], self.fingerprint):
            raise IdempotencyKeyReused(field="Idempotency-Key")
        return Response(record["status"], record["body"] or None, {"idempotency-replayed": "true"})


def meaning(model: BaseModel) -> str:
    """Return what a body or query means, as one text for all its spellings.

    Defaults are left out, so that a field that is added later does not change what requests of before mean. In a PATCH
    null and absent differ; no PATCH takes a key.
    """
    return json.dumps(model.model_dump(exclude_defaults=True), sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, set) else str(value)
