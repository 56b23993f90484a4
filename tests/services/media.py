"""A text with a picture for one of the cast, kept in the bucket; and what happens to files of texts."""

from typing import TYPE_CHECKING, Any

from contracts.messages import MessageMediaDiscarded, MessageMediaDue
from kernel import aws, clock
from kernel.dynamodb.table import Table
from services.numbers.domain.conversation import conversation_id_of
from services.numbers.domain.media import Media, MediaState
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.stores import messages, waiting_texts
from tests.in_process import InProcessServices

if TYPE_CHECKING:
    from tests.services.stage import Stage  # which has the cast, which has a picture

MEDIA_BUCKET = "media-of-the-cast"
SENDER = "+14155550177"


def receive_picture(world: InProcessServices, ids: dict[str, str]) -> tuple[str, str]:
    """Return the ids of a text with a kept picture for the other member, and of its conversation."""
    media = Media("image/png", 7, MediaState.KEPT)
    aws.client("s3").put_object(Bucket=MEDIA_BUCKET, Key="msg_picture/0", Body=b"picture")
    return _store(world, ids, "msg_picture", media), conversation_id_of(ids["other"], ids["number"], (SENDER,))


def play_media(stage: "Stage") -> None:
    """A file waits at the carrier and is fetched, by its event or by the job; another goes with its text."""
    world, ids = stage.cast.world, stage.cast.ids
    for message_id in ("msg_waiting", "msg_late"):
        _store(world, ids, message_id, Media.of("image/png", 7, f"{stage.carrier.url}/media/expired.png"))
    stage.pass_on(MessageMediaDue(message_id="msg_waiting", files=1))
    stage.run("numbers", "fetch_media", minutes=15)
    stage.pass_on(MessageMediaDiscarded(message_id="msg_gone", files=1))
    _play_waiting(stage)


def _play_waiting(stage: "Stage") -> None:
    """Texts wait on a number without a user: its next one gets them, and what waits too long is erased."""
    world, ids = stage.cast.world, stage.cast.ids
    for user_id, waiting in ((ids["other"], ("msg_first", "msg_second")), (None, ("msg_old",))):
        stage.ask("PATCH /v1/numbers/{id}", path={"id": "{number}"}, body={"user_id": None})
        for message_id in waiting:
            _store(world, ids, message_id, waits_for=ids["team"])
        stage.ask("PATCH /v1/numbers/{id}", path={"id": "{number}"}, body={"user_id": user_id})
    stage.run("numbers", "discard_waiting_texts", days=91)


def _store(world: InProcessServices, ids: dict[str, str], message_id: str, *media: Media, waits_for: str = "") -> str:
    number = world.call("GET /v1/numbers/{id}", as_=ids["owner"], path={"id": ids["number"]}).body
    about: dict[str, Any] = {"number_id": number["number_id"], "phone_number": number["phone_number"]}
    message = Message(
        message_id=message_id,
        user_id="" if waits_for else ids["other"],
        number_user="" if waits_for else ids["other"],
        waits_for=waits_for,
        direction="in",
        other_number=SENDER,
        text="",
        parts=1,
        at=clock.now(),
        status=MessageStatus.RECEIVED,
        pictures=len(media),
        media=media,
        version=1,
        **about,
    )
    Table(world.surroundings["numbers"]["TABLE_NAME"]).commit(
        [*messages.create(message), *(waiting_texts.add(message) if waits_for else [])]
    )
    return message_id
