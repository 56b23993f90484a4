"""The simulators' one HTTP application: every simulated provider, mounted side by side.

A simulator is an object with `routes()`, all that it serves (its provider's paths, and its control below
`/_control/`), and `reset()`, which makes it forget everything. To add one, add it to the list in `build`.
"""

from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, web

from simulators.apple import AppStore
from simulators.base_urls import CLIENT, LARGEST_REQUEST, BaseUrls
from simulators.control import Control, Simulator
from simulators.google import GooglePlay
from simulators.inbox import Inbox
from simulators.jobs import JobRunner
from simulators.mails import Mails
from simulators.paypal import PayPal
from simulators.phone import Phone
from simulators.telnyx import Telnyx
from simulators.telnyx.account import TelnyxAccount


def build(urls: BaseUrls, folder: Path) -> web.Application:
    """Build the application. What must last, such as a root certificate, is kept in `folder`."""
    app = web.Application(client_max_size=LARGEST_REQUEST)
    app.cleanup_ctx.append(_client)
    inbox = Inbox(urls.emulator)
    phone = Phone(urls)
    app.cleanup_ctx.append(phone.opened)
    stores = (AppStore(urls, folder), GooglePlay(urls, folder))
    providers = (Telnyx(inbox), TelnyxAccount(urls, inbox), PayPal(urls, folder))
    simulators: list[Simulator] = [*providers, *stores, phone, Mails(inbox)]
    app.add_routes(Control(inbox, JobRunner(urls.emulator), simulators).routes())
    for simulator in simulators:
        app.add_routes(simulator.routes())
    return app


async def _client(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession(timeout=ClientTimeout(total=10)) as session:
        app[CLIENT] = session
        yield
