"""The profile: what can be changed, what is published, and how an email is confirmed (I9)."""

from typing import Any

import pytest

from tests.in_process import mails
from tests.services.identity.harness import ANN, Harness, Person
from tests.services.identity.races import run_before_writes


@pytest.fixture
def ann(harness: Harness) -> Person:
    return harness.person()


def _confirm(harness: Harness, token: str) -> int:
    return harness.request("POST /v1/profile/email/confirm", {"token": token}).status


def _profile_events(harness: Harness) -> list[dict[str, Any]]:
    harness.published.clear()
    harness.settle()
    return [envelope.data for envelope in harness.published if envelope.type == "ProfileChanged"]


def test_the_profile_shows_what_was_registered(harness: Harness, ann: Person) -> None:
    """The profile has everything that its owner may see, and no secrets."""
    profile = harness.profile(ann)
    assert profile.pop("created_at").endswith("Z")
    assert profile == {
        "account_id": ann.account_id,
        "phone_number": ANN,
        "name": "Ann Smith",
        "email": "ann@example.com",
        "email_confirmed": False,
        "email_state": "ok",
        "new_email": None,
        "time_zone": "UTC",
        "language": "en",
        "notices": ["text", "email"],
        "text_notices": "off",
        "manages_team": False,
    }


def test_given_fields_change_and_the_rest_stays(harness: Harness, ann: Person) -> None:
    """The whole profile is published, with a higher revision."""
    assert harness.change(ann, name="Ann Miller", time_zone="America/New_York").status == 200
    assert harness.change(ann, notices=["email"], text_notices="sender").body["notices"] == ["email"]
    assert harness.profile(ann)["name"] == "Ann Miller"
    told = _profile_events(harness)
    assert [profile["revision"] for profile in told] == [3, 4]
    assert told[-1] == {
        "account_id": ann.account_id,
        "revision": 4,
        "name": "Ann Miller",
        "email": "ann@example.com",
        "email_confirmed": False,
        "time_zone": "America/New_York",
        "notices": ["email"],
        "text_notices": "sender",
        "phone_number": ANN,
        "email_state": "ok",
        "email_revision": 0,
        "language": "en",
    }


def test_the_language_of_letters_is_chosen(harness: Harness, ann: Person) -> None:
    """Letters and texts follow the language of the profile, which every service learns of."""
    assert harness.change(ann, language="es").body["language"] == "es"
    assert harness.profile(ann)["language"] == "es"
    assert [profile["language"] for profile in _profile_events(harness)] == ["es"]


def test_a_change_without_effect_publishes_nothing(harness: Harness, ann: Person) -> None:
    """The same values again, or none, publish nothing."""
    assert harness.change(ann, name="Ann Smith", notices=["email", "text"]).status == 200
    assert harness.change(ann).status == 200
    assert _profile_events(harness) == []


def test_two_changes_at_the_same_moment_are_both_kept(harness: Harness, ann: Person) -> None:
    """The second change is applied to the first; each has a revision of its own."""
    with run_before_writes(lambda: harness.change(ann, name="Ann Miller")):
        assert harness.change(ann, time_zone="Europe/Paris").status == 200
    profile = harness.profile(ann)
    assert (profile["name"], profile["time_zone"]) == ("Ann Miller", "Europe/Paris")
    assert sorted(told["revision"] for told in _profile_events(harness)) == [3, 4]


@pytest.mark.parametrize("name", ["GMT", "UTC", "Japan", "EST5EDT", "Etc/GMT+5", "America/Argentina/Buenos_Aires"])
def test_every_name_of_a_time_zone_is_accepted(harness: Harness, ann: Person, name: str) -> None:
    """A browser may report any name of the IANA database, those of one word included."""
    reply = harness.change(ann, time_zone=name)
    assert (reply.status, reply.body["time_zone"]) == (200, name)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "nobody"),
        ("time_zone", "Nowhere/City"),
        ("language", "fr"),
        ("notices", []),
        ("notices", ["pigeon"]),
        ("text_notices", "always"),
        ("manages_team", "perhaps"),
        ("phone_number", "+14155550999"),
    ],
)
def test_an_invalid_field_is_named_and_changes_nothing(
    harness: Harness, ann: Person, field: str, value: object
) -> None:
    """422 names the field, and nothing of the request is applied (E3)."""
    before = harness.profile(ann)
    reply = harness.change(ann, **({"name": "Other"} | {field: value}))
    assert reply.status == 422
    assert field in reply.body["errors"][0]["field"]
    assert harness.profile(ann) == before


def test_a_landline_gets_no_texts(harness: Harness) -> None:
    """Notices by text are refused with a code of their own."""
    harness.carrier.types[ANN] = "fixed line"
    reply = harness.change(harness.person(), notices=["text"])
    assert (reply.status, reply.body["code"]) == (422, "texts_not_possible")


def test_the_link_in_the_mail_confirms(harness: Harness, ann: Person) -> None:
    """204; the profile shows it, and it is published."""
    assert _confirm(harness, harness.link_token("ann@example.com")) == 204
    assert harness.profile(ann)["email_confirmed"] is True
    assert _profile_events(harness)[-1]["email_confirmed"] is True


def test_a_second_click_is_no_error(harness: Harness, ann: Person) -> None:
    """Mail programs open links, and people click twice (field 23)."""
    token = harness.link_token("ann@example.com")
    assert [_confirm(harness, token), _confirm(harness, token)] == [204, 204]
    assert len(_profile_events(harness)) == 1


def test_an_email_that_was_never_confirmed_is_replaced_at_once(harness: Harness, ann: Person) -> None:
    """A typing error at registration can be corrected, and its link no longer works."""
    old = harness.link_token("ann@example.com")
    reply = harness.change(ann, email="ann@example.org")
    assert (reply.body["email"], reply.body["email_confirmed"], reply.body["new_email"]) == (
        "ann@example.org",
        False,
        None,
    )
    assert _confirm(harness, old) == 410
    assert _confirm(harness, harness.link_token("ann@example.org")) == 204
    assert harness.profile(ann)["email_confirmed"] is True


def test_a_confirmed_email_stays_until_the_new_one_is_confirmed(harness: Harness, ann: Person) -> None:
    """People do not lose their mails to an address that does not exist."""
    _confirm(harness, harness.link_token("ann@example.com"))
    reply = harness.change(ann, email="new@example.com")
    assert (reply.body["email"], reply.body["email_confirmed"], reply.body["new_email"]) == (
        "ann@example.com",
        True,
        "new@example.com",
    )
    assert _confirm(harness, harness.link_token("new@example.com")) == 204
    profile = harness.profile(ann)
    assert (profile["email"], profile["new_email"]) == ("new@example.com", None)
    assert _profile_events(harness)[-1]["email"] == "new@example.com"


def test_the_old_email_again_takes_the_new_one_back(harness: Harness, ann: Person) -> None:
    """Nothing is left to confirm, and the link that was mailed has no effect."""
    _confirm(harness, harness.link_token("ann@example.com"))
    harness.change(ann, email="new@example.com")
    token = harness.link_token("new@example.com")
    assert harness.change(ann, email="ann@example.com").body["new_email"] is None
    _confirm(harness, token)
    assert harness.profile(ann)["email"] == "ann@example.com"


def test_the_same_email_again_sends_the_link_again(harness: Harness, ann: Person) -> None:
    """The link is sent five times per hour at most; then 429 `too_many_mails`."""
    replies = [harness.change(ann, email="ann@example.com") for _ in range(6)]
    assert [reply.status for reply in replies] == [200] * 5 + [429]
    assert replies[-1].body["code"] == "too_many_mails"
    harness.settle()
    assert len(mails("ann@example.com")) == 6


def test_a_link_lives_three_days(harness: Harness, ann: Person) -> None:
    """After three days the link is refused."""
    token = harness.link_token("ann@example.com")
    harness.clock.forward(days=3)
    assert _confirm(harness, token) == 410


@pytest.mark.parametrize("token", ["x", "acc_0.x", "a.b.c", "acc_0#.x"])
def test_an_unknown_link_is_refused(harness: Harness, token: str) -> None:
    """Any other token is 410."""
    assert _confirm(harness, token) == 410


def test_a_link_confirms_only_its_own_account(harness: Harness, ann: Person) -> None:
    """The secret belongs to its account."""
    token = harness.link_token("ann@example.com")
    bob = harness.person("+14155550101", email="bob@example.com")
    assert _confirm(harness, f"{bob.account_id}.{token.partition('.')[2]}") == 410
