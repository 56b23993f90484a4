"""Pushes of the simulated Pub/Sub: a message and the token that shows who pushes it, again until it is accepted."""

import base64
import json
import secrets
from dataclasses import dataclass, field

from aiohttp import web

from simulators.base_urls import CLIENT
from simulators.google import bodies
from simulators.google.push_keys import PushKeys
from simulators.google.settings import PUSH_SUBSCRIPTION
from simulators.google.state import Json
from simulators.stores.deliveries import Deliveries
from simulators.stores.instants import parse_ms, rfc3339

_MOST_TRIES = 25


@dataclass
class Push:
    """A message, with the same id whenever it comes."""

    id: str
    kind: str
    event: Json
    answers: list[int] = field(default_factory=list)
    tries: int = _MOST_TRIES

    def comes_again(self, status: int) -> bool:
        """Return whether it is pushed again after this answer."""
        return not 200 <= status < 300

    def note(self, status: int) -> None:
        """Remember an answer."""
        self.answers.append(status)

    def body(self) -> Json:
        """Return the body of each push."""
        data = base64.b64encode(json.dumps(self.event, separators=(",", ":")).encode()).decode()
        published = rfc3339(parse_ms(int(self.event["eventTimeMillis"])))
        message = {"data": data, "messageId": self.id, "message_id": self.id}
        times = {"publishTime": published, "publish_time": published}
        return {"message": message | times, "subscription": PUSH_SUBSCRIPTION}


class Pushes:
    """Publishes notifications and keeps them."""

    def __init__(self, keys: PushKeys, deliveries: Deliveries) -> None:
        self._keys = keys
        self._deliveries = deliveries
        self.published: list[Push] = []

    def publish(self, request: web.Request, at_ms: int, content: Json) -> Push:
        """Publish a notification, and start to push it."""
        push = Push(
            str(secrets.randbelow(9 * 10**15) + 10**15), next(iter(content)), bodies.notification(at_ms, content)
        )
        self.published.append(push)
        self._deliveries.start(request.app[CLIENT], push, lambda: signed(push, self._keys.token()))
        return push

    def send_forged(self, request: web.Request, push: Push, token: str) -> None:
        """Push a message one more time, with any token or none."""
        self._deliveries.send_forged(request.app[CLIENT], push, lambda: signed(push, token))


def signed(push: Push, token: str) -> tuple[bytes, dict[str, str]]:
    """Return the bytes and headers of one push."""
    bearer = {"authorization": f"Bearer {token}"} if token else {}
    return json.dumps(push.body()).encode(), {"content-type": "application/json", **bearer}
