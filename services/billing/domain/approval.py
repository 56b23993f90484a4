"""The approval of a PayPal wallet: where PayPal may send the payer back to, and what proves that they came back. Pure.

An approval address can be passed on, so that one person starts what another approves. Only the browser or app that
PayPal sends back learns the state of the approval, and only the account that started it may use it (B1).
"""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from services.billing.domain.problems import ForeignReturnUrl

STATE = "state"


@dataclass(frozen=True, slots=True)
class ReturnTargets:
    """The portal's address and the app's link: the only places that PayPal sends a payer back to."""

    portal: str
    app: str

    def check(self, field: str, url: str) -> None:
        """Raise ForeignReturnUrl, naming the field, unless the URL is in the portal or opens the app."""
        try:
            target = urlsplit(url)
            port = target.port
        except ValueError as fault:
            raise ForeignReturnUrl(field=field) from fault
        portal, app = urlsplit(self.portal), urlsplit(self.app)
        is_portal = (target.scheme, target.hostname, port) == (portal.scheme, portal.hostname, portal.port)
        is_app = (target.scheme, target.netloc) == (app.scheme, app.netloc) and app.scheme not in ("http", "https", "")
        if any(sign <= " " for sign in url) or "@" in target.netloc or "\\" in url or not (is_portal or is_app):
            raise ForeignReturnUrl(field=field)


def state_of(request_id: str, key: str) -> str:
    """Return the state of an approval: always the same for its request, and unknown without our key."""
    return hmac.new(key.encode(), f"approval:{request_id}".encode(), hashlib.sha256).hexdigest()


def has_state(given: str, request_id: str, key: str) -> bool:
    """Return whether this is the state of the approval, in constant time."""
    return hmac.compare_digest(given.encode(), state_of(request_id, key).encode())


def with_state(url: str, state: str) -> str:
    """Return the URL with the state added to its query."""
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), (STATE, state)]
    return parts._replace(query=urlencode(query)).geturl()
