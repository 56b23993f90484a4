"""Heed STOP and START: who opted out of a team's texts gets none until they open them again (N14).

What the carrier refuses by its own block is learned as an opt-out too, once the team has a profile of its own: on a
profile that is shared, the block may be by a STOP to another team.
"""

from datetime import datetime

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.carrier.texting import ReceivedText
from services.numbers.domain.message import Message
from services.numbers.domain.opt_out import OptOut, heed
from services.numbers.domain.texting_codes import OPTED_OUT
from services.numbers.stores import numbers, opt_outs, text_profiles


def heed_keyword(work: UnitOfWork, holder: str, text: ReceivedText) -> None:
    """Note that the sender has opted out of the holder's texts, or in again; of two instants the later one counts."""
    if text.keyword in ("stop", "start"):
        at = min(text.at or work.now, work.now)
        note_opt_out(work, holder, text.sender, at, is_out=text.keyword == "stop")


def learn_opt_out(work: UnitOfWork, after: Message, before: Message) -> None:
    """Note that the carrier blocks the recipient, if it did not send the text for that reason."""
    if after.reason != OPTED_OUT or before.reason == OPTED_OUT or not after.other_number:
        return
    number = numbers.find(work.table, after.number_id)
    if number and text_profiles.find(work.table, number.holder).profile_id:
        note_opt_out(work, number.holder, after.other_number, after.tried_at or after.at, is_out=True)


def note_opt_out(work: UnitOfWork, holder: str, other_number: str, at: datetime, *, is_out: bool) -> None:
    """Note it unless something later is known."""
    before = opt_outs.find(work.table, holder, other_number)
    after = heed(before, OptOut(holder, is_out, at))
    if after:
        work.save([opt_outs.save(after, before, other_number)])
