"""SES as functions see it: passes mails on to the emulator, and keeps the files with them, which the emulator drops."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from simulators.base_urls import CLIENT
from simulators.inbox import Attachment, Inbox

PATH = "/ses"
_SEND = "/v2/email/outbound-emails"
_PASSED_ON = ("authorization", "content-type", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256")


class Mails:
    """What functions send by SES."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Return all routes that it serves."""
        return [web.post(f"{PATH}{_SEND}", self._send)]

    def reset(self) -> None:
        """Forget nothing: the inbox does."""

    async def _send(self, request: web.Request) -> web.Response:
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        body = await request.read()
        async with request.app[CLIENT].post(f"{self._inbox.emulator}{_SEND}", data=body, headers=headers) as answer:
            said = await answer.read()
            if answer.ok:
                self._inbox.attach(json.loads(said)["MessageId"], list(map(_attachment, _files(json.loads(body)))))
            kept = {
                name: answer.headers[name] for name in ("content-type", "x-amzn-errortype") if name in answer.headers
            }
            return web.Response(status=answer.status, body=said, headers=kept)


def _files(mail: dict[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = mail["Content"].get("Simple", {}).get("Attachments") or []
    return found


def _attachment(file: dict[str, str]) -> Attachment:
    text = base64.b64decode(file["RawContent"]).decode(errors="replace")
    return Attachment(file["FileName"], file["ContentType"], text)
