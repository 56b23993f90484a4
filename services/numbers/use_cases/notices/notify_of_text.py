"""Mail a person that a text came to a conversation of theirs, if they chose that: once until they have read it (E1).

Who chose it is decided with the text, in its transaction. The conversation then notes which text it was mailed for,
before the mail is sent: of texts at the same moment one is mailed, and a crash before the mail sends it again.
"""

from contracts.mail import TextNotices
from contracts.messages import TextNoticeDue
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.notice_sender import send_notice
from services.numbers.domain.call_words import write_caller, write_moment
from services.numbers.domain.conversation import conversation_id_of
from services.numbers.domain.message import Message
from services.numbers.domain.notices import TEXT_NOTICE
from services.numbers.domain.sharing import shares_still
from services.numbers.stores import conversations, messages, numbers, people
from services.numbers.use_cases.notices.words import find_time_zone, in_one_line

_MAILS_AN_HOUR = 30  # of a number, to one person: whoever has a hundred strangers text makes no more
_SHORT_CODE = 8  # digits at most


def notify_of_text(work: UnitOfWork, *, event: TextNoticeDue, portal: str) -> None:
    """Mail it unless the conversation was read, was mailed since it was last read, or within an hour."""
    message = messages.find(work.table, event.message_id)
    person = people.find(work.table, event.account_id)
    if message is None or message.is_erased or person.closed or person.text_notices == "off":
        return
    number = numbers.find(work.table, message.number_id)
    if not shares_still(person, number, message.number_user):
        return
    known = conversations.find(work.table, conversation_id_of(event.account_id, message.number_id, message.party))
    if known is None or not known.may_be_mailed(message.message_id, work.now):
        return
    work.save([conversations.note_mailed(known, message.message_id, work.now)])
    work.commit()  # of texts at the same moment, one goes on
    words = {
        "sender": _write_sender(message.other_number),
        "number": write_caller(message.phone_number),
        "to": say(" and others") if message.group else "",
        "at": write_moment(message.at, find_time_zone(work, message.phone_number)),
        "words": _quote(message, person.text_notices),
        "portal": portal,
    }
    about = (event.account_id, message.number_id)
    send_notice(work, TEXT_NOTICE, person, TEXT_NOTICE.written(**words), about=about, most=_MAILS_AN_HOUR)


def _write_sender(sender: str) -> str:
    is_short_code = sender.isdigit() and len(sender) <= _SHORT_CODE
    return sender if is_short_code else write_caller(sender)


def _quote(message: Message, chosen: TextNotices) -> str:
    """Return what the text says, without links, if the person chose that."""
    said = in_one_line(message.text) if chosen == "words" else ""
    return f' "{said}"' if said else ""
