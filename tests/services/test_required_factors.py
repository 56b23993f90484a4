"""An owner requires a second factor of admins or of everyone: who has none can set one up, and nothing else (I11)."""

import json

import pytest

from services.teams.domain.consent import VERSION
from tests.in_process import Reply, mails, texts
from tests.services.cast import Cast, phone_of
from tests.services.rows import ROWS, Row

# What concerns the person alone, or takes them off the team: it stays possible without the factor.
PERSONAL = {
    "DELETE /v1/profile", "DELETE /v1/sessions/{id}", "GET /v1/credits", "GET /v1/credits/entries", "GET /v1/factors",
    "GET /v1/profile", "GET /v1/sessions", "PATCH /v1/profile", "POST /v1/factors", "POST /v1/factors/options",
    "POST /v1/factors/recovery-codes", "DELETE /v1/factors/{id}", "POST /v1/sessions/step-up",
    "POST /v1/sessions/step-up/options", "POST /v1/team/leave",
}  # fmt: skip


@pytest.fixture(scope="module")
def strict_cast(built_cast: Cast) -> Cast:
    """Return the cast, whose owner has an authenticator and requires a second factor of everyone."""
    built_cast.add_authenticator("owner")
    built_cast.world.settle()
    built_cast.ids["owners_factor"] = built_cast.ids["factor"]
    built_cast.remember()
    return built_cast


@pytest.fixture
def cast(strict_cast: Cast) -> Cast:
    """Return the cast without a rule."""
    strict_cast.restore()
    return strict_cast


def require(cast: Cast, rule: str) -> Reply:
    """Have the owner set the rule, and deliver what follows."""
    reply = cast.world.call("PATCH /v1/team", as_=cast.ids["owner"], body={"second_factor_required_of": rule})
    cast.world.settle()
    return reply


def view(cast: Cast, caller: str, **token: int) -> Reply:
    return cast.world.call("GET /v1/team", as_=cast.ids[caller], **token)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_nothing_of_the_team_is_possible_without_the_factor(cast: Cast, row: Row) -> None:
    """Of every route that an admin may use, those of the team refuse with the reason and change nothing."""
    if cast.send("admin", row).status >= 400 or cast.send("anonymous", row).status != 401:
        return
    cast.restore()
    assert require(cast, "everyone").status == 200
    cast.tables, before = {name: dict(items) for name, items in cast.tables.items()}, cast.tables
    cast.remember()
    reply = cast.send("admin", row)
    unchanged = cast.is_unchanged()
    cast.tables = before
    if row.key in PERSONAL:
        assert reply.status < 400, reply
    elif reply.status < 400:
        said = json.dumps(reply.body)
        assert [name for name in ("team", "other", "invitation", "number", "payment") if cast.ids[name] in said] == []
    else:
        assert (reply.status, reply.body["code"]) == (403, "second_factor_setup_required"), reply
        assert unchanged


def test_the_rule_is_lifted_by_a_factor_and_by_the_owner(cast: Cast) -> None:
    """Who sets a factor up goes on, whatever the rule; without the rule, everyone does."""
    assert require(cast, "everyone").body["second_factor_required_of"] == "everyone"
    for caller in ("admin", "member"):
        assert view(cast, caller).body["code"] == "second_factor_setup_required"
    cast.add_authenticator("member")
    cast.world.settle()
    assert view(cast, "member").status == 200
    require(cast, "admins")
    assert view(cast, "other").status == 200
    assert view(cast, "admin").body["code"] == "second_factor_setup_required"
    require(cast, "none")
    assert view(cast, "admin").status == 200


def test_only_an_owner_who_has_one_requires_it(cast: Cast) -> None:
    """An admin may not set the rule; an owner without a factor would shut themselves out."""
    rule = {"second_factor_required_of": "admins"}
    assert cast.world.call("PATCH /v1/team", as_=cast.ids["admin"], body=rule).body["code"] == "forbidden"
    reply = cast.world.call("PATCH /v1/team", as_=cast.ids["stranger"], body=rule)
    assert (reply.status, reply.body["code"]) == (403, "second_factor_setup_required")


def test_the_last_factor_stays_while_it_is_required(cast: Cast) -> None:
    """409 as long as the rule is there; one of two may go, and the last one after the rule has ended."""
    require(cast, "admins")
    path = {"id": cast.ids["owners_factor"]}
    refused = cast.world.call("DELETE /v1/factors/{id}", as_=cast.ids["owner"], path=path)
    assert (refused.status, refused.body["code"]) == (409, "last_factor_required")
    assert cast.world.call("GET /v1/factors", as_=cast.ids["owner"]).body["required_by_team"] is True
    require(cast, "none")
    assert cast.world.call("GET /v1/factors", as_=cast.ids["owner"]).body["required_by_team"] is False
    assert cast.world.call("DELETE /v1/factors/{id}", as_=cast.ids["owner"], path=path).status == 204


@pytest.mark.parametrize("first", ["removal", "rule"])
def test_a_removal_that_races_with_the_rule_opens_no_gap(cast: Cast, first: str) -> None:
    """Whichever is delivered first, an admin who ends without a factor can do nothing on the team."""
    cast.add_authenticator("admin")
    cast.world.settle()
    path = {"id": cast.ids["factor"]}
    rule = {"second_factor_required_of": "admins"}

    def remove() -> Reply:
        return cast.world.call("DELETE /v1/factors/{id}", as_=cast.ids["admin"], path=path)

    def set_rule() -> Reply:
        return cast.world.call("PATCH /v1/team", as_=cast.ids["owner"], body=rule)

    acts = [remove, set_rule] if first == "removal" else [set_rule, remove]
    assert [act().status for act in acts] == ([204, 200] if first == "removal" else [200, 204])
    cast.world.settle()
    assert view(cast, "admin", generation=2).body["code"] == "second_factor_setup_required"


def test_a_person_who_is_made_admin_or_joins_is_under_the_rule(cast: Cast) -> None:
    """A role counts from its change on, and who joins has the rule from the start."""
    require(cast, "admins")
    user = {"path": {"user_id": cast.ids["other"]}, "body": {"role": "admin"}}
    assert cast.world.call("PATCH /v1/team/users/{user_id}", as_=cast.ids["owner"], **user).status == 200
    cast.world.settle()
    assert view(cast, "other").body["code"] == "second_factor_setup_required"
    require(cast, "everyone")
    cast.ids["invited"] = cast.sign_up("invited")
    invitation = [text for text in texts(phone_of("invited")) if "#code=" in text][-1]
    code = invitation.split("#code=")[1].split()[0]
    joined = cast.world.call("POST /v1/transfers", as_=cast.ids["invited"], body={"code": code, "consent": VERSION})
    assert joined.status == 200
    cast.world.settle()
    assert view(cast, "invited").body["code"] == "second_factor_setup_required"
    path = {"user_id": cast.ids["invited"]}
    assert cast.world.call("GET /v1/users/{user_id}/credits", as_=cast.ids["invited"], path=path).status == 200


def test_it_is_logged_and_those_concerned_are_notified(cast: Cast) -> None:
    """A line says who changed the rule; a person who has no factor is asked to set one up, once."""
    before = {caller: notices_to(caller) for caller in ("admin", "member")}
    require(cast, "admins")
    lines = cast.world.call("GET /v1/team/activity", as_=cast.ids["owner"]).body["items"]
    assert lines[0]["action"] == "second_factor_rule_changed"
    assert lines[0]["details"] == {"from": "none", "to": "admins"}
    assert lines[0]["actor"]["user_id"] == cast.ids["owner"]
    assert (notices_to("admin"), notices_to("member")) == (before["admin"] + 1, before["member"])
    require(cast, "everyone")
    assert (notices_to("admin"), notices_to("member")) == (before["admin"] + 1, before["member"] + 1)


def notices_to(caller: str) -> int:
    """Return how many mails have asked a person to set a second factor up."""
    return sum("requires two-step sign-in of you now" in mail for mail in mails(f"{caller}@example.com"))
