"""The conventions of the field (what people know from other products), how ours follows each, and a picture of it.

`make screens` takes the pictures and writes docs/conventions.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator

from local.people import Person
from tests.web.plans import looks_ahead
from tests.web.portal import Portal

_HEAD = """# The conventions of the field, and ours

Written by `make screens`. Theirs, as the field's own pages describe them, is a pattern that people know already; the
picture is of ours.
"""
_CLOUDSCAPE = "[Cloudscape](https://cloudscape.design/patterns)"
_CARBON = "[Carbon](https://carbondesignsystem.com/patterns/status-indicator-pattern)"
_LINEAR = "[Linear](https://linear.app/docs/members-roles)"
_STRIPE = "[Stripe](https://docs.stripe.com/get-started/account/teams)"
_QUO = "[Quo](https://support.quo.com/core-concepts/administration/members)"
_VERCEL = "[Vercel](https://vercel.com/docs/manage-and-optimize-usage)"
_GRASSHOPPER = "[Grasshopper](https://support.grasshopper.com/help/how-do-i-add-a-new-user)"

Shows = Callable[[Portal], Locator]


@dataclass(frozen=True)
class Convention:
    """One convention: what others do, what ours does, and where that is seen."""

    name: str
    theirs: str
    ours: str
    shows: Shows


def take(of_team: Portal, owner: Person, of_payer: Portal, payer: Person, docs: Path) -> None:
    """Take the pictures with the windows of a team's owner and of one with plans, and write the page."""
    folder = docs / "conventions"
    folder.mkdir(exist_ok=True)
    of_team.sign_in(owner)
    of_payer.sign_in(payer)
    parts = [_HEAD]
    for place, convention in enumerate(CONVENTIONS, 1):
        portal = of_payer if convention in _OF_PAYER else of_team
        picture = f"{place:02}.jpg"
        convention.shows(portal).screenshot(path=folder / picture, type="jpeg", quality=60)
        parts.append(
            f"## {place}. {convention.name}\n\n**Theirs:** {convention.theirs}\n\n**Ours:** {convention.ours}\n\n"
            f"![{convention.name}](conventions/{picture})\n"
        )
    (docs / "conventions.md").write_text("\n".join(parts), encoding="utf-8")


def _page(portal: Portal) -> Locator:
    return portal.settled().page.locator("body")


def _at(place: str) -> Shows:
    return lambda portal: _page(portal.go_to(place))


def _empty(portal: Portal) -> Locator:
    portal.open("/users?q=no-one-of-this-name", "Users")
    return _page(portal)


def _panel_of(name: str, says: str = "Membership") -> Shows:
    def shows(portal: Portal) -> Locator:
        portal.go_to("Users").press(f"Manage {name}")
        portal.says(says)
        return _page(portal)

    return shows


def _invited(name: str) -> Shows:
    return _panel_of(name, says="Expires")


def _inviting(portal: Portal) -> Locator:
    portal.go_to("Users").press("Add users")
    return portal.dialog.last


def _inviting_several(portal: Portal) -> Locator:
    _inviting(portal)
    portal.press("Several", within=portal.dialog)
    return portal.dialog.last


def _removing(portal: Portal) -> Locator:
    _panel_of("Priya Nair")(portal)
    portal.press("Remove")
    portal.settled()
    return portal.dialog.last


def _plans(portal: Portal) -> Locator:
    portal.open("/billing/plans", "Billing")
    looks_ahead(portal)
    return _page(portal)


def _buying(portal: Portal) -> Locator:
    portal.open("/numbers/new", "Choose a number")
    portal.page.get_by_role("button", name="Select (").first.click()
    portal.says("Charged to PayPal now")
    return _page(portal)


def _commands(portal: Portal) -> Locator:
    portal.go_to("Dashboard")
    portal.page.keyboard.press("Control+k")
    portal.dialog.wait_for()
    return portal.page.locator("body")


CONVENTIONS = (
    Convention(
        "A fixed menu at the left, product areas first",
        f"Service navigation of {_CLOUDSCAPE}; {_QUO}: areas, then settings.",
        "Dashboard, Usage, Users, Numbers, Calls, Texts, Billing, Activity; Profile last.",
        _at("Dashboard"),
    ),
    Convention(
        "The current place is marked",
        f"{_CLOUDSCAPE} marks the active link.",
        "By color, weight and `aria-current`.",
        _at("Numbers"),
    ),
    Convention(
        "One title, one primary button at the right",
        f"The table view of {_CLOUDSCAPE}.",
        '"Users", its count, and "Add users".',
        _at("Users"),
    ),
    Convention(
        "The table of members",
        f"{_LINEAR}: name, contact, role, status, joined, last seen.",
        "The same columns, and numbers and credits; columns can be chosen and are remembered.",
        _at("Users"),
    ),
    Convention(
        "Filters by status",
        f"{_LINEAR}: active, pending invites, suspended, left.",
        "Search, status and role, kept in the address.",
        _empty,
    ),
    Convention(
        "Row actions behind one button",
        f"An overflow menu in {_LINEAR} and {_CLOUDSCAPE}.",
        "A gear that is always in view opens the person's panel beside the list.",
        _panel_of("Priya Nair"),
    ),
    Convention(
        "Former members stay in sight",
        f"{_LINEAR} keeps suspended members listed.",
        "Suspended people stay in the list; who was removed in the last 7 days is below it, with Undo.",
        _at("Users"),
    ),
    Convention(
        "Inviting several at once",
        f"{_LINEAR}, {_STRIPE} and {_QUO} take several addresses.",
        "Rows that are pasted or read from a CSV file, checked one by one before anything is sent.",
        _inviting_several,
    ),
    Convention(
        "The role in the same dialog",
        f"{_STRIPE}: emails and role in one form.",
        "Phone number, email, name, role and credits.",
        _inviting,
    ),
    Convention(
        "When an invitation ends",
        f"{_STRIPE} says when an invitation expires.",
        "The panel of an invited person has its state, its end, and Send again.",
        _invited("Grace Kim"),
    ),
    Convention(
        "A status is icon, color and word",
        f"{_CARBON}: never color alone.",
        "Each status has the three, and a plan that is past due says what to do.",
        _plans,
    ),
    Convention(
        "Few kinds of status on a page, the worst first",
        f"{_CARBON}: a group shows its worst.",
        "The dashboard lists what needs attention, the most serious first, each with its button.",
        _at("Dashboard"),
    ),
    Convention(
        "Nothing found is not nothing yet",
        "Carbon and OpenShift: three different empty states; the toolbar stays.",
        "It names the filter and clears it; a list without rows says what it is for, a failed one tries again.",
        _empty,
    ),
    Convention(
        "What cannot be undone is confirmed with its consequences",
        f"Delete patterns of {_CLOUDSCAPE}; {_QUO}: type the word.",
        "One list of what happens to numbers, plans and credits, with dates and sums.",
        _removing,
    ),
    Convention(
        "Who you are is asked again",
        f"{_GRASSHOPPER} asks for the password again before a change of users.",
        "A passkey, a code or the password, before money or access changes hands and only then.",
        _at("Profile"),
    ),
    Convention(
        "Usage: one number, a chart, its table",
        f"{_VERCEL}: usage by day, the same rows below.",
        "Spent this month, by day or as a running total, then people, kinds and countries, and a CSV file.",
        _at("Usage"),
    ),
    Convention(
        "Limits and forecast on the chart",
        f"{_VERCEL}: alert thresholds and a projection.",
        "The spend limit is a line on the chart; the figure beside it is what is expected by the month's end.",
        _at("Usage"),
    ),
    Convention(
        "A history of security and changes",
        f"{_STRIPE}: filter by person, action and date; CSV.",
        "Activity: who did what, when and from where, filtered and exported.",
        _at("Activity"),
    ),
    Convention(
        "The price before the charge",
        "PayPal and Stripe checkouts show the sum on the button.",
        "What is charged now, what renews and when, and the sum on the button.",
        _buying,
    ),
    Convention(
        "A command menu",
        f"{_LINEAR}: Ctrl-K finds and does.",
        "People, numbers, invoices, settings and the most frequent tasks.",
        _commands,
    ),
)
_OF_PAYER = frozenset(it for it in CONVENTIONS if it.shows in (_plans, _buying))
