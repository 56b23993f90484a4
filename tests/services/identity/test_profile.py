"""The profile: what is changed, what others hear of it, and how an email is confirmed (I9)."""

from typing import Any

import pytest

from tests.services.identity.races import meanwhile
from tests.services.identity.stage import ANN, Person, Stage
from tests.world import mails


@pytest.fixture
def ann(stage: Stage) -> Person:
    return stage.person()


def _confirm(stage: Stage, token: str) -> int:
    return stage.ask("POST /v1/profile/email/confirm", {"token": token}).status


def _told(stage: Stage) -> list[dict[str, Any]]:
    stage.told.clear()
    stage.settle()
    return [envelope.data for envelope in stage.told if envelope.type == "ProfileChanged"]


def test_the_profile_shows_what_was_registered(stage: Stage, ann: Person) -> None:
    """All that its owner may see, and nothing that is secret."""
    profile = stage.profile(ann)
    assert profile.pop("created_at").endswith("Z")
    assert profile == {
        "account_id": ann.account_id,
        "phone_number": ANN,
        "name": "Ann Smith",
        "email": "ann@example.com",
        "email_confirmed": False,
        "new_email": None,
        "time_zone": "UTC",
        "notices": ["text", "email"],
        "manages_team": False,
    }


def test_what_is_given_changes_and_the_rest_stays(stage: Stage, ann: Person) -> None:
    """Others hear of the whole profile as it is then, with a higher revision."""
    assert stage.change(ann, name="Ann Miller", time_zone="America/New_York").status == 200
    assert stage.change(ann, notices=["email"]).body["notices"] == ["email"]
    assert stage.profile(ann)["name"] == "Ann Miller"
    told = _told(stage)
    assert [profile["revision"] for profile in told] == [3, 4]
    assert told[-1] == {
        "account_id": ann.account_id,
        "revision": 4,
        "name": "Ann Miller",
        "email": "ann@example.com",
        "email_confirmed": False,
        "time_zone": "America/New_York",
        "notices": ["email"],
    }


def test_what_changes_nothing_is_told_nobody(stage: Stage, ann: Person) -> None:
    """The same values again, or none, publish nothing."""
    assert stage.change(ann, name="Ann Smith", notices=["email", "text"]).status == 200
    assert stage.change(ann).status == 200
    assert _told(stage) == []


def test_two_changes_at_the_same_moment_are_both_kept(stage: Stage, ann: Person) -> None:
    """The second is made upon the first; revisions tell them apart."""
    with meanwhile(lambda: stage.change(ann, name="Ann Miller")):
        assert stage.change(ann, time_zone="Europe/Paris").status == 200
    profile = stage.profile(ann)
    assert (profile["name"], profile["time_zone"]) == ("Ann Miller", "Europe/Paris")
    assert sorted(told["revision"] for told in _told(stage)) == [3, 4]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "nobody"),
        ("time_zone", "Nowhere/City"),
        ("notices", []),
        ("notices", ["pigeon"]),
        ("manages_team", "perhaps"),
        ("phone_number", "+14155550999"),
    ],
)
def test_what_is_not_acceptable_is_named_and_changes_nothing(
    stage: Stage, ann: Person, field: str, value: object
) -> None:
    """422 with the field, and nothing of the request is done (E3)."""
    before = stage.profile(ann)
    reply = stage.change(ann, **({"name": "Other"} | {field: value}))
    assert reply.status == 422
    assert field in reply.body["errors"][0]["field"]
    assert stage.profile(ann) == before


def test_a_landline_gets_no_texts(stage: Stage) -> None:
    """Notices by text are refused by name of the reason."""
    stage.carrier.types[ANN] = "fixed line"
    reply = stage.change(stage.person(), notices=["text"])
    assert (reply.status, reply.body["code"]) == (422, "texts_not_possible")


def test_the_link_in_the_mail_confirms(stage: Stage, ann: Person) -> None:
    """204; the profile shows it, and others hear of it."""
    assert _confirm(stage, stage.link_token("ann@example.com")) == 204
    assert stage.profile(ann)["email_confirmed"] is True
    assert _told(stage)[-1]["email_confirmed"] is True


def test_a_second_click_is_no_error(stage: Stage, ann: Person) -> None:
    """Mail programs open links, and people click twice (field 23)."""
    token = stage.link_token("ann@example.com")
    assert [_confirm(stage, token), _confirm(stage, token)] == [204, 204]
    assert len(_told(stage)) == 1


def test_an_email_that_was_never_confirmed_is_replaced_at_once(stage: Stage, ann: Person) -> None:
    """A slip of the finger at registration is mended, and its link is dead."""
    old = stage.link_token("ann@example.com")
    reply = stage.change(ann, email="ann@example.org")
    assert (reply.body["email"], reply.body["email_confirmed"], reply.body["new_email"]) == (
        "ann@example.org",
        False,
        None,
    )
    assert _confirm(stage, old) == 410
    assert _confirm(stage, stage.link_token("ann@example.org")) == 204
    assert stage.profile(ann)["email_confirmed"] is True


def test_a_confirmed_email_stays_until_the_new_one_is_confirmed(stage: Stage, ann: Person) -> None:
    """Nobody loses their mails to an address that does not exist."""
    _confirm(stage, stage.link_token("ann@example.com"))
    reply = stage.change(ann, email="new@example.com")
    assert (reply.body["email"], reply.body["email_confirmed"], reply.body["new_email"]) == (
        "ann@example.com",
        True,
        "new@example.com",
    )
    assert _confirm(stage, stage.link_token("new@example.com")) == 204
    profile = stage.profile(ann)
    assert (profile["email"], profile["new_email"]) == ("new@example.com", None)
    assert _told(stage)[-1]["email"] == "new@example.com"


def test_the_old_email_again_takes_the_new_one_back(stage: Stage, ann: Person) -> None:
    """Nothing is left to confirm, and the link that was mailed changes nothing."""
    _confirm(stage, stage.link_token("ann@example.com"))
    stage.change(ann, email="new@example.com")
    token = stage.link_token("new@example.com")
    assert stage.change(ann, email="ann@example.com").body["new_email"] is None
    _confirm(stage, token)
    assert stage.profile(ann)["email"] == "ann@example.com"


def test_the_same_email_again_sends_the_link_again(stage: Stage, ann: Person) -> None:
    """Five times an hour at most; then 429 `too_many_mails`."""
    replies = [stage.change(ann, email="ann@example.com") for _ in range(6)]
    assert [reply.status for reply in replies] == [200] * 5 + [429]
    assert replies[-1].body["code"] == "too_many_mails"
    stage.settle()
    assert len(mails("ann@example.com")) == 6


def test_a_link_lives_three_days(stage: Stage, ann: Person) -> None:
    """After that, ask for another."""
    token = stage.link_token("ann@example.com")
    stage.clock.forward(days=3)
    assert _confirm(stage, token) == 410


@pytest.mark.parametrize("token", ["x", "acc_0.x", "a.b.c", "acc_0#.x"])
def test_a_link_of_nobody_is_refused(stage: Stage, token: str) -> None:
    """410, whatever it is."""
    assert _confirm(stage, token) == 410


def test_a_link_of_one_confirms_nothing_of_another(stage: Stage, ann: Person) -> None:
    """The secret belongs to its account."""
    token = stage.link_token("ann@example.com")
    bob = stage.person("+14155550101", email="bob@example.com")
    assert _confirm(stage, f"{bob.account_id}.{token.partition('.')[2]}") == 410
