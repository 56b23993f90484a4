"""Idempotency keys: the same key and body give the same response, kept with the change (E2)."""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import IdempotencyRecord
from kernel.http.request import Request, Response
from kernel.problems import Invalid

if TYPE_CHECKING:
    from kernel.http.routes import Route

KEPT_FOR = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


class InvalidIdempotencyKey(Invalid):
    code: ClassVar[str] = "invalid_idempotency_key"
    title: ClassVar[str] = "An Idempotency-Key is 1 to 255 visible ASCII characters."


class IdempotencyKeyReused(Invalid):
    code: ClassVar[str] = "idempotency_key_reused"
    title: ClassVar[str] = "This Idempotency-Key was used for another request."


@dataclass(frozen=True)
class IdempotentRequest:
    """A request with an Idempotency-Key.

    Neither the key nor the body can be read from the table: the record's key is a hash of caller, route and
    Idempotency-Key, its fingerprint an HMAC of the body under the Idempotency-Key.
    """

    pk: str
    fingerprint: str
    sk: str = "ANSWER"

    @classmethod
    def of(cls, request: Request, route: "Route") -> "IdempotentRequest | None":
        """Return the idempotent request, or None without a key. Raise InvalidIdempotencyKey."""
        key = request.headers.get("idempotency-key")
        if key is None or not route.keyed:
            return None
        if not _KEY.fullmatch(key):
            raise InvalidIdempotencyKey(field="Idempotency-Key")
        path = str(request.event.get("rawPath", route.path))
        scope = "\x1f".join([request.caller_id, route.key, path, key])
        content = json.dumps(request.query, sort_keys=True).encode() + b"\x1f" + request.raw
        return cls(
            pk=f"ANSWER#{hashlib.sha256(scope.encode()).hexdigest()}",
            fingerprint=hmac.new(key.encode(), content, hashlib.sha256).hexdigest(),
        )

    def record(self, response: Response, now: datetime) -> IdempotencyRecord:
        """Return the record to write in the same transaction as the change."""
        members = {"fingerprint": self.fingerprint, "status": response.status, "body": response.text()}
        return IdempotencyRecord(self.pk, self.sk, now + KEPT_FOR, members)

    def replay(self, record: Item) -> Response:
        """Return the first response again. Raise IdempotencyKeyReused if the key came with another body."""
        if not hmac.compare_digest(record["fingerprint"], self.fingerprint):
            raise IdempotencyKeyReused(field="Idempotency-Key")
        return Response(record["status"], record["body"] or None, {"idempotency-replayed": "true"})
