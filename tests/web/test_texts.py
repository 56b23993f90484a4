"""Texts in the portal: conversations, pictures, answers with their price, and who may read them."""

from playwright.sync_api import expect

from local.people import expected
from local.texts import register_texting, wait_for_texting
from tests.journeys.money import usd
from tests.journeys.people import PeopleFactory
from tests.web.calls import Reachable
from tests.web.portal import Portal


def _register(reachable: Reachable) -> None:
    """Register the team, so that its numbers can text in the US (N14)."""
    register_texting(reachable.team.owner)
    wait_for_texting(reachable.team.owner, reachable.number["number_id"])


def _fund(reachable: Reachable) -> None:
    """Give the person credits for texts."""
    wallet = f"/v1/users/{reachable.person.account_id}/credits"
    reachable.team.buys("5.00")
    reachable.team.owner.sees(wallet)
    expected(reachable.team.owner.post(wallet, {"amount": usd("1.00")}), 201)


def test_a_text_with_a_picture_is_read_and_answered(people: PeopleFactory, portal: Portal) -> None:
    """It is new until it is opened; the price is said before the answer is sent, once (N15, B15)."""
    reachable = Reachable.of_new_team(people)
    _register(reachable)
    _fund(reachable)
    reachable.is_texted("Here is the leak.", media=[{"content_type": "image/png", "color": "orange"}])
    portal.sign_in(reachable.person).go_to("Texts")
    conversation = portal.page.get_by_role("list", name="Conversations").get_by_role("listitem")
    expect(conversation).to_contain_text("1 new")
    conversation.get_by_role("link").click()
    expect(conversation).not_to_contain_text("new")
    picture = portal.page.get_by_role("img", name="Picture in this text")
    expect(picture).to_be_visible()
    portal.page.wait_for_function("img => img.complete && img.naturalWidth > 0", arg=picture.element_handle())
    portal.fill("Your text", "On my way")
    portal.says("from your credits")
    portal.press("Send")
    bubbles = portal.page.get_by_role("list", name="Texts of this conversation").get_by_role("listitem")
    expect(bubbles).to_have_count(2)
    expect(bubbles.nth(1)).to_contain_text("Delivered", timeout=20_000)
    portal.page.reload()
    expect(bubbles).to_have_count(2)


def test_someone_new_is_texted(people: PeopleFactory, portal: Portal) -> None:
    """A wrong number is said at its field's form; without credits the text is refused in words, and shown so."""
    reachable = Reachable.of_new_team(people)
    _register(reachable)
    portal.sign_in(reachable.person).go_to("Texts")
    portal.says("No texts yet")
    portal.press("New text")
    portal.page.get_by_label("To", exact=True).fill("(303) 555-0144")
    portal.fill("Your text", "Hello")
    portal.says("from your credits")
    portal.press("Send")
    conversation = portal.page.get_by_role("list", name="Conversations").get_by_role("listitem")
    expect(conversation).to_contain_text("(303) 555-0144")
    expect(conversation).to_contain_text("You: Hello")


def test_a_group_is_shown_and_not_answered(people: PeopleFactory, portal: Portal) -> None:
    """Who wrote is named at each text; a manager sees none of it."""
    reachable = Reachable.of_new_team(people)
    reachable.is_texted("Lunch?", cc=["+13035550177"])
    portal.sign_in(reachable.person).go_to("Texts")
    portal.page.get_by_role("list", name="Conversations").get_by_role("link").click()
    portal.says("You can't text a group yet")
    bubble = portal.page.get_by_role("list", name="Texts of this conversation").get_by_role("listitem")
    expect(bubble).to_contain_text("(303) 555-0199")


def test_a_manager_reads_no_text_of_others(people: PeopleFactory, portal: Portal) -> None:
    """Owner and admins see what texts cost, never the words (N10)."""
    reachable = Reachable.of_new_team(people)
    reachable.is_texted("Private")
    portal.sign_in(reachable.team.owner).go_to("Texts")
    portal.says("No texts yet")
