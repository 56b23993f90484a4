"""The dashboard answers four questions: is anything wrong, what did we spend, what comes next, who needs me."""

from playwright.sync_api import expect

from local.numbers import set_port_status, wait_for_port_in
from local.paypal import PayPalControl
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal
from tests.web.ports import sent, sent_back

_MOST_REQUESTS = 20  # with the refresh of the session; the lists of a team of up to 100 people and numbers
_SHIFTS = """() => new Promise(done => new PerformanceObserver(list => done(
    list.getEntries().filter(it => !it.hadRecentInput).reduce((sum, it) => sum + it.value, 0)
)).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 1000))"""


def test_what_is_wrong_and_what_comes_is_on_the_dashboard(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """A low balance with its figure, a port-in that needs something, a pending payment; a port with its day."""
    team = PayingTeam.of_new_team(people)
    team.buys("3.40")
    team.owner.invites(people.without_account("Bartholomew Christopher Montgomery-Wellington"))
    held_up, scheduled = (sent(team.owner, f"+1303555{line}") for line in ("0171", "0172"))
    sent_back(team.owner, held_up["port_id"], "ACCOUNT_NUMBER_MISMATCH")
    set_port_status(team.owner.addresses, scheduled["port_id"], status="foc-date-confirmed")
    wait_for_port_in(team.owner, scheduled["port_id"], "scheduled")
    team.paypal.set_charge_behavior("pending", times=1)
    team.asks_for("25.00")
    asked: list[str] = []
    portal.sign_in(team.owner)
    portal.page.on("request", lambda request: asked.append(request.url))
    portal.page.reload()
    wrong = portal.page.get_by_role("list", name="Needs attention")
    expect(wrong.get_by_role("listitem")).to_have_count(4)  # with the email that isn't confirmed
    for words in ("The balance is low: $3.40", "(303) 555-0171 needs information", "$25.00 is pending"):
        expect(wrong).to_contain_text(words)
    coming = portal.page.get_by_role("list", name="Coming up")
    for words in ("(303) 555-0172 moves to Teamline", "An invitation expires"):
        expect(coming).to_contain_text(words)
    assert len([url for url in asked if "/v1/" in url]) <= _MOST_REQUESTS, asked
    assert portal.page.evaluate(_SHIFTS) < 0.1
    see_both("the dashboard")
    wrong.get_by_role("link", name="Fix it").click()
    portal.says("(303) 555-0171")


def test_the_first_steps_tick_themselves(people: PeopleFactory, portal: Portal) -> None:
    """From before the team is there; PayPal is one of them."""
    owner = people.user("Olivia Owner")
    portal.sign_in(owner)
    portal.says("0 of 5 done")
    portal.press("Manage other users in this account")
    portal.says("1 of 5 done")
    owner.eventually("/v1/billing", payer="team")
    PayPalControl(owner.addresses).attach_wallet(owner)
    portal.page.reload()
    portal.says("2 of 5 done")
