"""The simulators' one HTTP application: every stand-in for the outside world, mounted side by side.

A stand-in is an object with `routes()`, all that it serves (its provider's paths, and its own below
`/_control/`), and `reset()`, which makes it forget everything. To add one is one line in `build`.
"""

from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, web

from simulators.control import Control, Simulator
from simulators.inbox import Inbox
from simulators.jobs import Clock
from simulators.paypal import PayPal
from simulators.phone import Phone
from simulators.surroundings import CLIENT, LARGEST_REQUEST, SURROUNDINGS, Surroundings
from simulators.telnyx import Telnyx
from simulators.telnyx.account import TelnyxAccount


def build(around: Surroundings, folder: Path) -> web.Application:
    """The application, not yet listening. What must last, such as a root certificate, lies in `folder`."""
    app = web.Application(client_max_size=LARGEST_REQUEST)
    app[SURROUNDINGS] = around
    app.cleanup_ctx.append(_client)
    inbox = Inbox(around.emulator)
    phone = Phone(around)
    app.cleanup_ctx.append(phone.opened)
    simulators: list[Simulator] = [Telnyx(inbox), TelnyxAccount(around, inbox), PayPal(around, folder), phone]
    app.add_routes(Control(inbox, Clock(around.emulator), simulators).routes())
    for simulator in simulators:
        app.add_routes(simulator.routes())
    return app


async def _client(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession(timeout=ClientTimeout(total=10)) as session:
        app[CLIENT] = session
        yield
