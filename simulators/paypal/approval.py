"""The simulated PayPal's page on which a payer approves or cancels."""

from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web

from simulators.paypal.state import Approval, PayPalState

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2b4f; --paper: #fff; --line: #6b7691; --go: #0b5bd3; --back: #eef2fb; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edfb; --paper: #182238; --line: #8d9abb; --go: #2f6fe0; --back: #0d1424; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--back);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--paper); border-radius: 1rem;
  box-shadow: 0 .5rem 2rem #0003; }
.brand { margin: 0; font-weight: 800; font-style: italic; font-size: 1.25rem; }
.note { margin: .25rem 0 1.5rem; font-size: .875rem; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
dl { margin: 1.5rem 0; padding: 1rem 0; border-block: 1px solid var(--line); }
dt { font-size: .875rem; } dd { margin: 0 0 .75rem; font-weight: 600; } dd:last-child { margin: 0; }
button { width: 100%; min-height: 3rem; margin-top: .75rem; border: 2px solid var(--go); border-radius: 2rem;
  font: inherit; font-weight: 700; cursor: pointer; background: transparent; color: inherit; }
button.go { background: var(--go); color: #fff; }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
"""


class ApprovalPage:
    """The page behind the `approve` link of a setup token."""

    def __init__(self, state: PayPalState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the page and of its two buttons."""
        return [web.get("/paypal/approve/{id}", self._show), web.post("/paypal/approve/{id}", self._press)]

    async def _show(self, request: web.Request) -> web.Response:
        approval = self._state.approval(request.match_info["id"])
        if approval is None or approval.status != "PAYER_ACTION_REQUIRED":
            text = _page(
                "Nothing to approve", "<h1>There is nothing to approve here</h1><p>It is done, or too old.</p>"
            )
            return web.Response(text=text, content_type="text/html", status=404)
        return web.Response(text=_page("Agree and continue", _question(approval)), content_type="text/html")

    async def _press(self, request: web.Request) -> web.Response:
        approval = self._state.approval(request.match_info["id"])
        if approval is None:
            raise web.HTTPNotFound
        form = await request.post()
        raise web.HTTPSeeOther(decide(self._state, approval, approves=form.get("decision") == "approve"))


def decide(state: PayPalState, approval: Approval, *, approves: bool, payer_id: str = "") -> str:
    """Do what a button does, as a payer of this id or a new one, and return the URL that the browser goes to."""
    context = approval.wallet["experience_context"]
    if approves and approval.status == "PAYER_ACTION_REQUIRED":
        state.approve(approval, payer_id)
    return _with_ids(context["return_url" if approves else "cancel_url"], approval.id)


def _with_ids(url: str, setup_id: str) -> str:
    parts = urlsplit(url)
    ids = [("approval_token_id", setup_id), ("approval_session_id", setup_id)]
    return urlunsplit(parts._replace(query=urlencode(parse_qsl(parts.query, keep_blank_values=True) + ids)))


def _question(approval: Approval) -> str:
    brand = escape(approval.wallet["experience_context"].get("brand_name", "The merchant"))
    what = escape(approval.wallet.get("description", "Purchases"))
    return f"""
    <h1>Pay {brand} with this wallet?</h1>
    <p>{brand} may charge it later, also when you are not there.</p>
    <dl><dt>For</dt><dd>{what}</dd><dt>Wallet</dt><dd>PayPal balance, simulated</dd></dl>
    <form method="post">
      <button class="go" name="decision" value="approve">Agree and continue</button>
      <button name="decision" value="cancel">Cancel and return</button>
    </form>"""


def _page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – simulated PayPal</title><style>{_STYLE}</style></head>
<body><main><p class="brand">PayPal, simulated</p><p class="note">No money moves here.</p>{body}
</main></body></html>"""
