"""Each holder of numbers has a messaging profile of its own, made once, and its numbers have it (N14)."""

from contextlib import suppress
from datetime import timedelta

import pytest

from contracts.numbers import NumberActivated, NumberHandedOver
from contracts.texting import TextProfileDue
from kernel import aws, clock
from kernel.dynamodb.transact_items import update
from services.numbers.carrier import text_profiles as client
from services.numbers.domain.text_profile import TRY_TAKES
from services.numbers.stores import numbers, opt_outs, text_profiles
from services.numbers.use_cases.texting import give_profiles
from tests.carrier import RunningCarrier
from tests.faults import Crash, crashing
from tests.services.numbers.harness import MEMBER, OWNER, STRANGER, TEAM, NumbersHarness
from tests.services.numbers.inventory import lines
from tests.services.numbers.registrations_harness import plant_approval
from tests.services.numbers.texts_harness import FRIEND, TextsHarness


def profiles_of(carrier: RunningCarrier) -> dict[str, str]:
    """Return the ids of the carrier's profiles by their names."""
    made = carrier.simulator.inventory.profiles.values()
    assert len({it["name"] for it in made}) == len(made), "a profile was made twice"
    return {it["name"]: it["id"] for it in made}


def profile_at(carrier: RunningCarrier, phone_number: str) -> str:
    """Return the profile of a number at the carrier."""
    found = carrier.simulator.inventory.find_active(phone_number)
    assert found is not None
    return str(found["messaging_profile_id"])


def test_a_number_that_is_bought_has_its_teams_profile(harness: NumbersHarness) -> None:
    """The profile is made with the first number, takes received texts to us, and answers HELP; the second shares it."""
    first, second = harness.has(), harness.has()
    (name,) = profiles_of(harness.carrier)
    assert name == f"Teamline {TEAM}"
    (profile,) = harness.carrier.simulator.inventory.profiles.values()
    assert profile["webhook_url"] == f"{harness.carrier.origin}/webhooks/carrier"
    assert {"US", "CA", "GB"} < set(profile["whitelisted_destinations"])
    assert {(it["op"], it["country_code"]) for it in profile["autoresp_configs"]} == {("help", "US"), ("help", "CA")}
    assert {profile_at(harness.carrier, it["phone_number"]) for it in (first, second)} == {profile["id"]}


def test_a_number_of_ones_own_has_another_profile(harness: NumbersHarness) -> None:
    """Someone without a team is a holder too."""
    team, own = harness.has(), harness.has(STRANGER)
    made = profiles_of(harness.carrier)
    assert profile_at(harness.carrier, team["phone_number"]) == made[f"Teamline {TEAM}"]
    assert profile_at(harness.carrier, own["phone_number"]) == made[f"Teamline {STRANGER}"]


def test_stop_on_one_teams_number_leaves_anothers_alone(harness: NumbersHarness) -> None:
    """The same person stops a plumber's texts, and gets a dentist's."""
    plumber, dentist = harness.has(user_id=OWNER), harness.has(STRANGER)
    for number, holder in ((plumber, TEAM), (dentist, STRANGER)):
        plant_approval(harness.table, number["number_id"], holder)
    texts = TextsHarness(harness, plumber["number_id"], plumber["phone_number"])
    texts.hears_from(text="STOP")
    assert texts.writes(as_=OWNER).body["code"] == "recipient_opted_out"
    body = {"number_id": dentist["number_id"]}
    assert texts.writes(as_=STRANGER, body=body).status == 202
    assert harness.carrier.simulator.inventory.blocks == {
        (profile_at(harness.carrier, plumber["phone_number"]), FRIEND)
    }


@pytest.mark.parametrize("fault", ["down", "lost"])
def test_a_profile_is_made_once_whatever_its_answer(texts: TextsHarness, fault: str) -> None:
    """A lost answer is found by the profile's name when the event comes again."""
    _on_a_shared_profile(texts)
    texts.harness.carrier.requests_for("profiles", fault=fault)
    due = TextProfileDue(number_id=texts.number_id)
    assert not texts.harness.try_once(due)
    texts.harness.deliver_events(due)
    made = profiles_of(texts.harness.carrier)
    assert profile_at(texts.harness.carrier, texts.phone_number) == made[f"Teamline {TEAM}"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, 9))
def test_a_crash_makes_no_second_profile(texts: TextsHarness, at_call: int, after: bool) -> None:
    """Killed at any AWS call, the next try finds what the carrier has; it waits until the first must be over."""
    _on_a_shared_profile(texts)
    due = TextProfileDue(number_id=texts.number_id)
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        texts.harness.try_once(due)
    if not text_profiles.find(texts.harness.table, TEAM).profile_id:
        long_ago = clock.to_text(clock.now() - TRY_TAKES - timedelta(seconds=1))
        texts.harness.table.commit([update(text_profiles.key(TEAM), set={"tried_at": long_ago})])
    texts.harness.deliver_events(TextProfileDue(number_id=texts.number_id))
    made = profiles_of(texts.harness.carrier)
    assert profile_at(texts.harness.carrier, texts.phone_number) == made[f"Teamline {TEAM}"]


def test_a_profile_that_was_deleted_at_the_carrier_is_made_again(texts: TextsHarness) -> None:
    """What we know of it is forgotten, and the next try makes another one."""
    texts.harness.carrier.simulator.inventory.profiles.clear()
    number = texts.harness.carrier.simulator.inventory.find_active(texts.phone_number)
    assert number is not None
    number["messaging_profile_id"] = ""
    due = TextProfileDue(number_id=texts.number_id)
    assert not texts.harness.try_once(due)
    texts.harness.deliver_events(due)
    assert number["messaging_profile_id"] == profiles_of(texts.harness.carrier)[f"Teamline {TEAM}"]


def test_while_one_makes_a_profile_no_other_does(texts: TextsHarness) -> None:
    """Who comes second waits for the first, or for the end of its try, and then looks for what it made."""
    table, key = texts.harness.table, text_profiles.key(TEAM)
    of_before = text_profiles.find(table, TEAM).profile_id
    table.commit([update(key, set={"tried_at": clock.to_text(clock.now())}, remove=("profile_id",))])
    assert not texts.harness.try_once(TextProfileDue(number_id=texts.number_id))
    long_ago = clock.to_text(clock.now() - TRY_TAKES - timedelta(seconds=1))
    table.commit([update(key, set={"tried_at": long_ago})])
    texts.harness.deliver_events(TextProfileDue(number_id=texts.number_id))
    assert text_profiles.find(table, TEAM).profile_id == of_before
    assert len(profiles_of(texts.harness.carrier)) == 1


def test_a_number_that_goes_to_its_user_leaves_the_teams_profile(texts: TextsHarness) -> None:
    """With another holder it has that one's profile, however late the event comes."""
    number = numbers.find(texts.harness.table, texts.number_id)
    assert number is not None
    holder = {"holder": MEMBER}
    texts.harness.table.commit([update(numbers.key(texts.number_id), set=holder, remove=("team_id",))])
    about = {"number_id": texts.number_id, "subscription_id": "sub_1", "from_holder": TEAM, "to_holder": MEMBER}
    texts.harness.deliver_events(NumberHandedOver(**about, phone_number=texts.phone_number, revision=9))
    late = {"phone_number": texts.phone_number, "holder": TEAM, "user_id": MEMBER, "subscription_id": "sub_1"}
    texts.harness.deliver_events(NumberActivated(number_id=texts.number_id, revision=1, **late))
    made = profiles_of(texts.harness.carrier)
    assert profile_at(texts.harness.carrier, texts.phone_number) == made[f"Teamline {MEMBER}"]


def _on_a_shared_profile(texts: TextsHarness) -> None:
    """Put everything back to before there were profiles of teams."""
    inventory = texts.harness.carrier.simulator.inventory
    inventory.profiles.clear()
    number = inventory.find_active(texts.phone_number)
    assert number is not None
    number["messaging_profile_id"] = ""
    texts.harness.table.commit([update(text_profiles.key(TEAM), remove=("profile_id",))])


def test_numbers_of_before_are_moved_by_the_job(texts: TextsHarness) -> None:
    """Each is moved once; those that have their profile are left, and a number that is not ours is not touched."""
    _on_a_shared_profile(texts)
    texts.harness.carrier.simulator.inventory.add_number("+14155550160", "of another service", "number_order")
    texts.harness.run("look_for_text_profiles")
    made = profiles_of(texts.harness.carrier)
    assert profile_at(texts.harness.carrier, texts.phone_number) == made[f"Teamline {TEAM}"]
    assert profile_at(texts.harness.carrier, "+14155550160") == ""
    asked = len(texts.harness.carrier.exchanges)
    texts.harness.run("look_for_text_profiles")
    assert [it.method for it in texts.harness.carrier.exchanges[asked:]] == ["GET"]


def test_a_page_of_the_job_leads_to_the_next(texts: TextsHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages of the carrier's list are looked through."""
    monkeypatch.setattr(client, "PAGE", 1)
    monkeypatch.setattr(give_profiles, "PAGE", 1)
    _on_a_shared_profile(texts)
    texts.harness.carrier.simulator.inventory.add_number("+12025550160", "of another service", "number_order")
    texts.harness.run("look_for_text_profiles")
    assert profile_at(texts.harness.carrier, texts.phone_number) in profiles_of(texts.harness.carrier).values()
    assert [it["page"] for it in texts.harness.events("TextProfilesDue")] == [1, 2, 3]


def test_who_had_texted_stop_is_not_forgotten_by_the_move(texts: TextsHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """The carrier's block stays with the shared profile: before a number leaves it, its texts are looked through."""
    for text in ("STOP", "START", "STOP"):
        texts.hears_from(text=text)
    texts.hears_from(sender="+14155550177", text="Hello")
    item = opt_outs.key(TEAM, FRIEND)
    texts.harness.table.commit([update(item, set={"is_out": False, "at": "2020-01-01T00:00:00.000000Z"})])
    _on_a_shared_profile(texts)
    monkeypatch.setattr(give_profiles, "_TEXTS", 1)
    texts.harness.run("look_for_text_profiles")
    assert opt_outs.is_out(texts.harness.table, TEAM, FRIEND)
    assert not opt_outs.is_out(texts.harness.table, TEAM, "+14155550177")
    assert profile_at(texts.harness.carrier, texts.phone_number) in profiles_of(texts.harness.carrier).values()


def test_the_inventory_expects_the_holders_profile(texts: TextsHarness) -> None:
    """A number with another's profile is a difference: a STOP to it would count for others."""
    texts.harness.carrier.requests_for(
        "numbers", change={texts.phone_number: {"messaging_profile_id": "of another team"}}
    )
    texts.harness.run("compare_inventory")
    texts.harness.run("look_again_at_inventory", clock.now() + timedelta(hours=2))
    assert ("profile_differs", texts.phone_number) in lines(texts.harness)
