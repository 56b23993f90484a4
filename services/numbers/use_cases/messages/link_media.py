"""Give a link to a file that came with a text, to who may read the text (N10, N15)."""

from datetime import timedelta

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.numbers.domain.media import Media, MediaState
from services.numbers.domain.message import Message
from services.numbers.domain.person import Person
from services.numbers.domain.sharing import shares_still
from services.numbers.http.message_views import MediaLink
from services.numbers.stores import messages, numbers, people
from services.numbers.stores.message_media import LINK_SECONDS, MessageMedia
from services.numbers.use_cases import callers


def link_media(work: UnitOfWork, *, storage: MessageMedia, message_id: str, place: str) -> MediaLink:
    """Return a link to a kept file, for five minutes. Raises NotFound, also for a text of others."""
    message = _find_read(work, message_id)
    at, media = _file_at(message, place)
    expires_at = work.now + timedelta(seconds=LINK_SECONDS)
    return MediaLink(url=storage.sign_link(message.message_id, at, media), expires_at=expires_at)


def _find_read(work: UnitOfWork, message_id: str) -> Message:
    """Return a text that is in the caller's list: their own, or one of a number that they share. Raises NotFound."""
    keys = [(it["pk"], it["sk"]) for it in (people.key(work.context.actor), messages.key(message_id))]
    found = work.table.get_many(keys)
    person, message = callers.load_caller(work, found.get(keys[0])), messages.loaded(found.get(keys[1]))
    if message is None or message.is_erased:
        raise NotFound
    if message.user_id != person.account_id and not _is_shared(work, person, message):
        raise NotFound
    return message


def _is_shared(work: UnitOfWork, person: Person, message: Message) -> bool:
    """Return whether a text is in the list of a colleague: the number has its user of then, and they share it."""
    if person.account_id not in message.colleagues:
        return False
    number = numbers.find(work.table, message.number_id)
    if number is None or not shares_still(person, number, message.number_user):
        return False
    work.authorize(numbers.same(number))
    return True


def _file_at(message: Message, place: str) -> tuple[int, Media]:
    for at, media in enumerate(message.media):
        if str(at) == place and media.state is MediaState.KEPT:
            return at, media
    raise NotFound
