"""What a person agrees to before they join a team, and the record of it (B10, T6)."""

import hashlib
import json
from dataclasses import asdict

import pytest

from contracts.teams import MemberJoined
from services.teams.domain.consent import TEXTS, VERSION, write_consent
from tests.services.teams.harness import ANN, BOB, BOBS, Harness

# Of each version that joinings name: other words are another version.
_DIGESTS = {"2026-11-30": "2cebcc299b7f977d"}


@pytest.fixture
def invited(harness: Harness) -> Harness:
    """Return the harness with an invited person."""
    harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS)
    return harness


def test_the_words_of_a_version_never_change() -> None:
    """A joining names a version: what was agreed to is known for as long as it is kept."""
    digests = {
        version: hashlib.sha256(json.dumps(asdict(text), sort_keys=True).encode()).hexdigest()[:16]
        for version, text in TEXTS.items()
    }
    assert digests == _DIGESTS


@pytest.mark.parametrize("consent", [{}, {"consent": "2020-01-01"}])
def test_no_one_joins_without_the_consent_that_was_shown(invited: Harness, consent: dict[str, str]) -> None:
    """Without it, or with a former version, nothing changes, and the code still works."""
    code = {"code": invited.code(BOBS)}
    refused = invited.call("POST /v1/transfers", BOB, body=code | consent)
    assert (refused.status, refused.body["code"]) == (409, "consent_needed")
    shown = invited.call("POST /v1/transfers/preview", BOB, body=code).body["consent"]
    assert invited.call("POST /v1/transfers", BOB, body=code | {"consent": shown["version"]}).status == 200


def test_the_consent_is_recorded_with_the_joining(invited: Harness) -> None:
    """The activity log has who agreed, when, and to which version, and the event names it too."""
    assert invited.redeem(BOB, invited.code(BOBS)).status == 200
    lines = invited.call("GET /v1/team/activity", ANN, query={"action": "member_joined"}).body["items"]
    (line,) = [line for line in lines if line["actor"]["user_id"] == BOB]
    assert (line["details"]["consent"], bool(line["at"])) == (VERSION, True)
    assert invited.published_data(MemberJoined)[-1]["consent"] == VERSION


def test_a_second_click_needs_no_consent_again(invited: Harness) -> None:
    """Who has joined gets the same answer, and a preview that asks for nothing (field 23)."""
    code = {"code": invited.code(BOBS)}
    invited.redeem(BOB, code["code"])
    assert invited.call("POST /v1/transfers", BOB, body=code).status == 200
    assert invited.call("POST /v1/transfers/preview", BOB, body=code).body["consent"] is None


def test_it_says_who_pays_what_is_seen_and_what_stays() -> None:
    """Names and credits are those of the offer; a word for each that B10 and T6 ask for."""
    said = write_consent("Acme", "Olivia Owner", "admin", 5_000_000)
    words = " ".join((*said.pays, *said.sees, said.sees_not, *said.stays, *said.leaving))
    for part in ("Acme pays", "Olivia Owner owns", "5.00 USD", "phone number", "stay yours", "app store", "leave"):
        assert part in words
    assert "{" not in words
    assert "never charged twice" not in words  # only Google lets us stop a renewal
    assert "credits" not in " ".join(write_consent("Acme", "Olivia", "member", 0).pays)
