"""The calls of a shared number are in the log of all for whom it rings (N9, N10)."""

from contracts.identity import AccountClosed
from contracts.teams import MemberSuspended
from contracts.voicemail import CallMissed
from services.numbers.domain.call_settings import Ring, Voicemail
from tests.faults import counted
from tests.in_process import mails
from tests.services.numbers.calls_harness import CallsHarness
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, TEAM
from tests.services.numbers.shared_harness import share, unshare
from tests.services.numbers.texts_harness import TextsHarness
from tests.services.numbers.voicemail_harness import REPLY, VoicemailHarness


def _logged(unanswered: VoicemailHarness, as_: str, **query: str) -> list[str]:
    reply = unanswered.harness.ask("GET /v1/calls", as_, query=query)
    assert reply.status == 200, reply
    return [call["call_id"] for call in reply.body["items"]]


def test_a_call_is_in_the_log_of_all_who_share_the_number(unanswered: VoicemailHarness) -> None:
    """As long as they do, and while it has the same user; with and without the number as a filter."""
    unanswered.log("call_before")
    share(unanswered.texts)
    unanswered.log("call_1", colleagues=(OTHER, ADMIN))
    unanswered.log("call_of_another", number_id="num_else", user_id=OTHER)
    assert _logged(unanswered, OTHER) == ["call_of_another", "call_1"]
    assert _logged(unanswered, OTHER, number_id=unanswered.number_id) == ["call_1"]
    assert _logged(unanswered, MEMBER) == ["call_1", "call_before"]
    assert _logged(unanswered, OWNER, user_id=OTHER) == ["call_of_another"]
    assert _logged(unanswered, ADMIN, user_id="me") == ["call_1"]
    unshare(unanswered.texts)
    assert _logged(unanswered, OTHER) == ["call_of_another"]


def test_a_call_that_comes_notes_who_shares_the_number(calls: CallsHarness) -> None:
    """No matter who takes it, it is in the log of its user and of those for whom the number rings."""
    texts = TextsHarness(calls.harness, calls.number_id, calls.phone_number)
    share(texts, OTHER)
    calls.sets(voicemail=Voicemail(is_on=False), ring=Ring((OTHER,)))
    calls.has_app(OTHER, does="answers", after=1, seconds=20)
    call_id = calls.comes(seconds=20)
    calls.until(calls.is_over(call_id))
    for person in (MEMBER, OTHER):
        (seen,) = calls.harness.ask("GET /v1/calls", person).body["items"]
        assert (seen["call_id"], seen["answered_by"], seen["user_id"]) == (call_id, "app", MEMBER)


def test_a_closed_account_leaves_no_call_with_its_name(unanswered: VoicemailHarness) -> None:
    """A colleague's is not listed any more; the user's is the team's line, with no names, in no other list (I10)."""
    share(unanswered.texts)
    unanswered.log("call_1", colleagues=(OTHER, ADMIN))
    unanswered.harness.deliver_events(AccountClosed(account_id=OTHER))
    assert f"CALLS#{OTHER}" not in unanswered.texts.stored()
    assert _logged(unanswered, MEMBER) == ["call_1"]
    unanswered.harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert _logged(unanswered, ADMIN, user_id="me") == []
    (left,) = unanswered.harness.ask("GET /v1/calls", OWNER).body["items"]
    assert (left["call_id"], left["user_id"], left["other_number"]) == ("call_1", None, None)
    assert "SHARED#" not in unanswered.texts.stored()


def test_a_long_log_is_read_in_few_calls(unanswered: VoicemailHarness) -> None:
    """The caller, the list, and the records of its notes: three reads, however many calls there are."""
    share(unanswered.texts)
    for place in range(12):
        unanswered.log(f"call_{place}", colleagues=(OTHER, ADMIN))
    with counted(unanswered.harness.table.client) as aws:
        assert len(_logged(unanswered, OTHER)) == 12
    assert aws.made == ["GetItem", "Query", "BatchGetItem"]


def test_colleagues_are_notified_while_the_user_is_suspended(unanswered: VoicemailHarness) -> None:
    """Their apps rang, so they see the call. The caller gets no text that the user would pay."""
    share(unanswered.texts, OTHER)
    unanswered.set(reply=REPLY)
    unanswered.harness.deliver_event(MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=2))
    before = {person: len(mails(f"{person}@example.com")) for person in (MEMBER, OTHER)}
    at = unanswered.log("call_1", reason="missed", colleagues=(OTHER,))
    unanswered.follow(CallMissed(reason="missed", **unanswered.about("call_1", at)))
    to_user, to_other = (mails(f"{person}@example.com")[before[person] :] for person in (MEMBER, OTHER))
    assert (len(to_user), len(to_other)) == (0, 1)
    assert unanswered.harness.events("MessageRequested") == []


def test_no_one_is_notified_of_a_call_for_the_user_before(unanswered: VoicemailHarness) -> None:
    """The number is another's by now, who shares it with the same colleague."""
    share(unanswered.texts, OTHER)
    at = unanswered.log("call_1", reason="missed", colleagues=(OTHER,))
    unanswered.harness.change(unanswered.texts.number_id, user_id=ADMIN)
    share(unanswered.texts, OTHER, as_=ADMIN)
    before = {person: len(mails(f"{person}@example.com")) for person in (MEMBER, OTHER, ADMIN)}
    unanswered.follow(CallMissed(reason="missed", **unanswered.about("call_1", at)))
    assert [len(mails(f"{person}@example.com")) - before[person] for person in (MEMBER, OTHER, ADMIN)] == [0, 0, 0]


def test_all_who_share_a_number_are_notified_of_a_missed_call(unanswered: VoicemailHarness) -> None:
    """Once, in words for each: that credits are used up is the user's to mend. The caller is answered by the user."""
    share(unanswered.texts, OTHER)
    unanswered.set(reply=REPLY)
    before = {person: len(mails(f"{person}@example.com")) for person in (MEMBER, OTHER)}
    at = unanswered.log("call_1", reason="out_of_credit", colleagues=(OTHER,))
    for _ in range(2):
        unanswered.follow(CallMissed(reason="out_of_credit", **unanswered.about("call_1", at)))
    (to_user,), (to_other,) = (mails(f"{person}@example.com")[before[person] :] for person in (MEMBER, OTHER))
    assert "you were out of credits. Buy credits: " in to_user
    assert "the number's user was out of credits. See your calls: " in to_other
    assert [it["user_id"] for it in unanswered.harness.events("MessageRequested")] == [MEMBER]
