"""Keep the files that came with a text: fetch them from the carrier, store them, say so on the text (N15).

Files are stored under keys of the text and their place: a crash between any two lines, or the same event again, leads
to one file. A text that was erased meanwhile has its files erased at once.
"""

from dataclasses import dataclass, replace

from contracts.messages import MessageMediaDiscarded, MessageMediaDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import Stale
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.media_files import FileGoneError, MediaFiles
from services.numbers.domain.media import FETCHED_WITHIN, Media, MediaState
from services.numbers.domain.message import Message
from services.numbers.stores import messages
from services.numbers.stores.message_media import MessageMedia

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Gateways:
    """Where the files come from and go to."""

    files: MediaFiles
    storage: MessageMedia


def keep_media(work: UnitOfWork, *, gateways: Gateways, event: MessageMediaDue) -> None:
    """Fetch what waits at the carrier; what it does not give now is fetched later, by a job, for three days."""
    message = messages.find(work.table, event.message_id)
    if message is None or not message.media:
        gateways.storage.erase(event.message_id, event.files)
        return
    for place, media in enumerate(message.media):
        if media.state is MediaState.WAITING and not _commit(
            work, message, place, _fetch(work, gateways, message, place)
        ):
            gateways.storage.erase(event.message_id, event.files)
            return


def erase_media(*, storage: MessageMedia, event: MessageMediaDiscarded) -> None:
    """Erase the files of a text that is erased."""
    storage.erase(event.message_id, event.files)


def _fetch(work: UnitOfWork, gateways: Gateways, message: Message, place: int) -> Media:
    """Return the file as it is now: kept, refused, gone, or still waiting."""
    media = message.media[place]
    try:
        content = gateways.files.download(media.source)
    except FileGoneError:
        return _lost(media, message)
    except ProviderDownError as down:
        log().warning("message.media.not_fetched", extra={"message_id": message.message_id, "fault": str(down)})
        return media if work.now < message.at + FETCHED_WITHIN else _lost(media, message)
    if content is None:
        return media.refuse()
    gateways.storage.store(message.message_id, place, content, media.content_type)
    return media.keep(len(content))


def _lost(media: Media, message: Message) -> Media:
    log().error("message.media.lost", extra={"message_id": message.message_id})
    count("MessageMediaLost")
    return media.lose()


def _commit(work: UnitOfWork, message: Message, place: int, media: Media) -> bool:
    """Store what became of a file. Return False if its text was erased meanwhile."""
    for attempt in range(_TRIES):
        before = messages.find(work.table, message.message_id)
        if before is None or not before.media:
            return False
        files = (*before.media[:place], media, *before.media[place + 1 :])
        work.save(messages.save(replace(before, media=files, tried_at=work.now), before))
        try:
            work.commit()
        except Stale:
            if attempt == _TRIES - 1:
                raise
        else:
            break
    return True
