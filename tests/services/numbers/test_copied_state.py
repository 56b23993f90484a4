"""What the voice door reads of a number: its state, copied with each change, and what was set for its calls (N6)."""

from dataclasses import replace

import pytest

from kernel.problems import Stale
from services.numbers.domain.call_settings import Forwarding, Hours, Ring, Voicemail
from services.numbers.stores import call_settings, running_calls
from tests.moto_tables import items_in
from tests.services.numbers.call_settings_harness import AT_HOME, CallSettingsHarness
from tests.services.numbers.harness import MEMBER, OTHER, OWNER, TEAM


def test_the_state_is_copied_with_each_change(set_up: CallSettingsHarness) -> None:
    """Bought, suspended, restored and assigned: what the voice door reads is as new as the number."""
    harness = set_up.harness
    number_id = harness.has()["number_id"]
    (number,) = [set_up.now(replace(set_up.add_number(), number_id=number_id))]

    def state() -> tuple[str | None, bool, bool]:
        found = call_settings.find(harness.table, number.phone_number)
        assert found
        assert found.revision == set_up.now(number).version
        return found.user_id, found.is_active, found.is_suspended

    assert state() == (None, True, False)
    harness.change(number_id, user_id=MEMBER)
    assert state() == (MEMBER, True, False)
    harness.past_due(number_id, revision=2)
    assert state() == (MEMBER, False, True)
    harness.renewed(number_id, revision=3, paid_through=number.created_at)
    assert state() == (MEMBER, True, False)


def _with_everything(set_up: CallSettingsHarness) -> call_settings.CallSettings:
    number = set_up.add_number()
    before = call_settings.find(set_up.harness.table, number.phone_number)
    assert before
    after = replace(
        before,
        forwarding=Forwarding(AT_HOME, "always"),
        hours=Hours("America/New_York"),
        voicemail=Voicemail(greeting="Leave word for Mia."),
        ring=Ring((OTHER,)),
        blocked=(AT_HOME,),
    )
    set_up.harness.table.commit(call_settings.save(after, before))
    return after


def test_what_a_user_has_set_is_not_for_the_next_one(set_up: CallSettingsHarness) -> None:
    """Forwarding, hours, greeting, who else rings and who is blocked go with the user; a label changes nothing."""
    made = _with_everything(set_up)
    number = set_up.add_number(2)
    number = set_up.now(replace(number, number_id=made.number_id))
    number = set_up.save(replace(number, label="Front desk"), number)
    found = set_up.settings(number)
    assert found
    assert (found.forwarding, found.blocked, found.revision) == (made.forwarding, made.blocked, number.version)
    number = set_up.save(replace(number, user_id=OTHER), number)
    found = set_up.settings(number)
    assert found
    assert (found.forwarding, found.hours, found.blocked) == (None, None, ())
    assert (found.voicemail, found.ring, found.user_id) == (Voicemail(), Ring(), OTHER)


def test_forwarding_ends_with_the_holder_whose_rules_it_was_under(set_up: CallSettingsHarness) -> None:
    """A number that goes with its user keeps what is theirs; to where it calls is allowed anew."""
    made = _with_everything(set_up)
    number = set_up.now(replace(set_up.add_number(2), number_id=made.number_id))
    number = set_up.save(replace(number, holder=MEMBER, team_id=None), number)
    found = set_up.settings(number)
    assert found
    assert (found.holder, found.forwarding, found.ring) == (MEMBER, None, Ring())
    assert (found.hours, found.blocked) == (made.hours, made.blocked)


@pytest.mark.parametrize("status", ["released", "failed"])
def test_of_a_number_that_is_gone_nothing_is_left(set_up: CallSettingsHarness, status: str) -> None:
    """Settings and the count of calls are erased; a late change of it touches none of those of the next holder."""
    made = _with_everything(set_up)
    number = set_up.now(replace(set_up.add_number(2), number_id=made.number_id))
    table = set_up.harness.table
    table.commit([running_calls.count(number.phone_number, 1)])
    gone = set_up.save(replace(number, status=status), number)
    assert not [it for it in items_in(table.name) if it["pk"] == f"CALLED#{number.phone_number}"]
    table.commit([call_settings.create_state(replace(number, number_id="num_next", holder=OWNER, version=0))])
    set_up.save(replace(gone, label="late"), gone)
    found = call_settings.find(table, number.phone_number)
    assert found
    assert (found.number_id, found.holder) == ("num_next", OWNER)


def test_settings_decided_by_an_older_state_are_refused(set_up: CallSettingsHarness) -> None:
    """Neither the user nor other settings may have changed in between."""
    number = set_up.add_number()
    before = call_settings.find(set_up.harness.table, number.phone_number)
    assert before
    late = call_settings.save(replace(before, blocked=(AT_HOME,)), before)
    set_up.save(replace(number, user_id=OTHER), number)
    with pytest.raises(Stale):
        set_up.harness.table.commit(late)
    found = set_up.settings(number)
    assert found
    assert (found.blocked, found.team_id) == ((), TEAM)
