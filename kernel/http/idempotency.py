"""Idempotency keys: the same key and body give the same answer, kept with the change it answers (E2)."""

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

KEPT = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


class InvalidIdempotencyKey(Invalid):
    code: ClassVar[str] = "invalid_idempotency_key"
    title: ClassVar[str] = "An Idempotency-Key is 1 to 255 visible ASCII characters."


class IdempotencyKeyReused(Invalid):
    code: ClassVar[str] = "idempotency_key_reused"
    title: ClassVar[str] = "This Idempotency-Key was used for another request."


@dataclass(frozen=True)
class IdempotentRequest:
    """A request that came under an idempotency key.

    What is stored tells neither the key nor the body: the record's name is a hash of caller, route and key,
    the fingerprint a hash of the body that only the key opens.
    """

    pk: str
    fingerprint: str
    sk: str = "ANSWER"

    @classmethod
    def of(cls, request: Request, route: "Route") -> "IdempotentRequest | None":
        """The key of a call to a keyed route, or None. Raises InvalidIdempotencyKey."""
        key = request.headers.get("idempotency-key")
        if key is None or not route.keyed:
            return None
        if not _KEY.fullmatch(key):
            raise InvalidIdempotencyKey(field="Idempotency-Key")
        path = str(request.event.get("rawPath", route.path))
        whose = "\x1f".join([request.caller_id, route.key, path, key])
        said = json.dumps(request.query, sort_keys=True).encode() + b"\x1f" + request.raw
        return cls(
            pk=f"ANSWER#{hashlib.sha256(whose.encode()).hexdigest()}",
            fingerprint=hmac.new(key.encode(), said, hashlib.sha256).hexdigest(),
        )

    def once(self, answer: Response, now: datetime) -> IdempotencyRecord:
        """The record that goes into the same transaction as the change."""
        kept = {"fingerprint": self.fingerprint, "status": answer.status, "body": answer.text()}
        return IdempotencyRecord(self.pk, self.sk, now + KEPT, kept)

    def kept(self, record: Item) -> Response:
        """The first answer again. Raises IdempotencyKeyReused if another body came under the key."""
        if not hmac.compare_digest(record["fingerprint"], self.fingerprint):
            raise IdempotencyKeyReused(field="Idempotency-Key")
        return Response(record["status"], record["body"] or None, {"idempotency-replayed": "true"})
