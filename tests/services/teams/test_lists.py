"""The users list: one order, filters, search, pages (T7)."""

from typing import Any

import pytest

from contracts.identity import ProfileChanged
from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness

_LIST = "GET /v1/team/users"


def names(harness: Harness, as_: str = ANN, **query: str) -> list[str]:
    """Return the names on all pages."""
    found, cursor = [], None
    while True:
        reply = harness.call(_LIST, as_, query=query | ({"cursor": cursor} if cursor else {}))
        assert reply.status == 200, reply.body
        found += [row["name"] for row in reply.body["items"]]
        if (cursor := reply.body["next_cursor"]) is None:
            return found


_played: list[dict[str, Any]] = []


@pytest.fixture
def crowd(team: Harness) -> Harness:
    """Return Ann, Bob (admin), Cat (suspended); invited: Zoë Müller-Lang, Bob Younger, and one without a name."""
    if _played:
        return team.restore(_played)
    team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": CAT}, body={"status": "suspended"})
    team.invite("+14155550171", name="Zoë Müller-Lang", email="zoe.ml@acme.example")
    team.invite("+14155550172", name="Bob Younger", email="b.younger@acme.example", role="admin")
    team.invite("+442079460958", email="harness@london.example")
    _played.extend(team.items())
    return team


@pytest.mark.parametrize("limit", ["1", "2", "100"])
def test_pages_of_any_size_list_each_person_once(crowd: Harness, limit: str) -> None:
    """The list is the same for any page size, in the order in which people appeared (E4)."""
    everybody = ["Ann Smith", "Bob Jones", "Cat Brown", "Zoë Müller-Lang", "Bob Younger", None]
    assert names(crowd, limit=limit) == everybody
    assert sorted(map(str, names(crowd, limit=limit, role="member"))) == ["Cat Brown", "None", "Zoë Müller-Lang"]
    assert sorted(names(crowd, limit=limit, q="bob")) == ["Bob Jones", "Bob Younger"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "active"}, ["Ann Smith", "Bob Jones"]),
        ({"status": "suspended"}, ["Cat Brown"]),
        ({"status": "invited"}, ["Bob Younger", "None", "Zoë Müller-Lang"]),
        ({"status": "expired"}, []),
        ({"role": "owner"}, ["Ann Smith"]),
        ({"role": "admin"}, ["Bob Jones", "Bob Younger"]),
        ({"role": "admin", "status": "invited"}, ["Bob Younger"]),
        ({"q": "smi"}, ["Ann Smith"]),
        ({"q": "ANN sm"}, ["Ann Smith"]),
        ({"q": "zoe mul"}, ["Zoë Müller-Lang"]),
        ({"q": "acme"}, ["Bob Younger", "Zoë Müller-Lang"]),
        ({"q": "zoe.ml@ac"}, ["Zoë Müller-Lang"]),
        ({"q": "+1 (415) 555-0172"}, ["Bob Younger"]),
        ({"q": "415555010"}, ["Ann Smith", "Bob Jones", "Cat Brown"]),
        ({"q": "020 7946"}, ["None"]),
        ({"q": "bob", "status": "active"}, ["Bob Jones"]),
        ({"q": "bob", "role": "admin", "status": "invited"}, ["Bob Younger"]),
        ({"q": "nobody"}, []),
        ({"q": "()"}, []),
        ({"q": "#"}, []),
        ({"q": " "}, ["Ann Smith", "Bob Jones", "Bob Younger", "Cat Brown", "None", "Zoë Müller-Lang"]),
    ],
)
def test_filters_and_search(crowd: Harness, query: dict[str, str], expected: list[str]) -> None:
    """Status, role and beginnings of words of name, email or phone combine freely (T7)."""
    assert sorted(map(str, names(crowd, **query))) == expected


def test_an_unknown_filter_is_refused(team: Harness) -> None:
    """An unknown status or role names the field (E3)."""
    for query in ({"status": "gone"}, {"role": "king"}, {"q": "x" * 101}, {"sort": "name"}):
        reply = team.call(_LIST, ANN, query=query)
        assert (reply.status, reply.body["errors"][0]["field"]) == (422, next(iter(query)))


def cursor_of(harness: Harness, as_: str, **query: str) -> str:
    return str(harness.call(_LIST, as_, query=query | {"limit": "1"}).body["next_cursor"])


def test_a_cursor_belongs_to_one_list_of_one_team(crowd: Harness) -> None:
    """A cursor of another team, filter or log, or nonsense, is 422 `invalid_cursor` (E3)."""
    crowd.invite("+14155550173", as_=DAN)
    log = crowd.call("GET /v1/team/activity", ANN, query={"limit": "1"}).body["next_cursor"]
    foreign: list[tuple[str, dict[str, Any]]] = [
        (cursor_of(crowd, ANN), {}),
        (cursor_of(crowd, ANN, status="active"), {"status": "active"}),
    ]
    for cursor, query in foreign:
        reply = crowd.call(_LIST, DAN, query=query | {"cursor": cursor})
        assert (reply.status, reply.body["code"]) == (422, "invalid_cursor")
    for query in ({"status": "suspended"}, {"q": "bob"}, {}):
        reply = crowd.call(_LIST, ANN, query=query | {"cursor": cursor_of(crowd, ANN, status="active")})
        assert (reply.status, reply.body["code"]) == (422, "invalid_cursor")
    for cursor in (log, "nonsense", "e30"):
        for query in ({}, {"q": "bob"}, {"role": "admin"}):
            assert crowd.call(_LIST, ANN, query=query | {"cursor": cursor}).status == 422


def test_a_new_name_is_found_and_the_old_one_is_not(team: Harness) -> None:
    """A changed profile changes the list and the search (I9)."""
    changed = {"email_confirmed": True, "time_zone": "UTC", "notices": ["text"]}
    team.deliver(ProfileChanged(account_id=BOB, revision=2, name="Robert Quill", email="rq@example.com", **changed))
    assert names(team, q="quill") == ["Robert Quill"]
    assert names(team, q="jones") == []
    assert "Robert Quill" in names(team)
    assert "Bob Jones" not in names(team)


def test_a_removed_person_is_not_found(team: Harness) -> None:
    """Nothing of a row remains in the table but the log (T8)."""
    team.call("POST /v1/team/leave", CAT)
    assert names(team, q="cat") == []
    rows = [item["sk"] for item in team.items() if not item["sk"].startswith("ACTIVITY#")]  # whose ids are random
    left = [row for row in rows if CAT in row or "cat" in row.lower()]
    assert left == [f"KNOWN#{CAT}"]
