"""Receives Teamline's webhooks, verifies them, and handles each event once. Needs `pip install standardwebhooks`.

WEBHOOK_SECRET=whsec_... python receive.py 8000

It prints one line for each event. Put a server with TLS before it: Teamline sends to https:// only.
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

handled: set[str] = set()  # in your system: a table with the id as its key, written with what the event changes


def handle(event: dict[str, Any]) -> None:
    """Do what your system does on an event; here, print it."""
    print(f"{event['type']} {event['data']}", flush=True)  # noqa: T201


class Receiver(BaseHTTPRequestHandler):
    """Takes one webhook: 204 once it is handled, 400 if it is not Teamline's."""

    def do_POST(self) -> None:
        """Verify the body as it came, before it is read, and handle an event that is new."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            event = Webhook(os.environ["WEBHOOK_SECRET"]).verify(body, dict(self.headers))
        except WebhookVerificationError:
            self.answer(400)
            return
        if self.headers["webhook-id"] not in handled:  # the same id comes again after a retry or a resend
            handle(event)
            handled.add(self.headers["webhook-id"])
        self.answer(204)

    def answer(self, status: int) -> None:
        """Answer with a status alone."""
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Write no access log."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
