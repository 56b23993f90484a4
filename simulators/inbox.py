"""What people have received: texts and mails from the emulator's outboxes, and calls with the words spoken."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any, Literal

from aiohttp import ClientSession


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content_type: str
    text: str


@dataclass(frozen=True)
class Message:
    """One text, mail or call."""

    id: str
    kind: Literal["sms", "email", "call"]
    to: str
    at: datetime
    text: str
    subject: str | None = None
    sender: str | None = None
    attachments: list[Attachment] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as `/_control/inbox` shows it; `subject`, `from` and `attachments` only where there are any."""
        members: dict[str, Any] = asdict(self)
        members |= {
            "from": members.pop("sender"),
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        return {name: value for name, value in members.items() if value is not None}


@dataclass
class Inbox:
    """The messages of all people.

    The emulator notes no time on a text: it gets the time when it was first seen here. That is why texts are
    read before a call is kept.
    """

    emulator: str
    _seen: dict[str, datetime] = field(default_factory=dict)
    _forgotten_before: datetime = field(default_factory=lambda: datetime.fromtimestamp(0, UTC))
    kept: list[Message] = field(default_factory=list)  # calls, and what people write to each other
    _files: dict[str, list[Attachment]] = field(default_factory=dict)  # of mails, by their ids

    async def reset(self, client: ClientSession) -> None:
        """Forget all messages so far."""
        async with client.get(self._outbox_of_texts) as answer:
            by_number = (await answer.json())["sms_messages"]
        for record in (record for records in by_number.values() for record in records):
            self._text(record)
        self._forgotten_before = datetime.now(UTC)
        self.kept.clear()
        self._files.clear()

    async def read(self, client: ClientSession, to: str) -> list[Message]:
        """Return the messages to a phone number or mail address, newest last."""
        items = await self._mails(client, to) if "@" in to else await self._texts(client, to)
        items += [message for message in self.kept if message.to == to]
        return sorted((item for item in items if item.at > self._forgotten_before), key=lambda item: item.at)

    async def keep_call(self, client: ClientSession, to: str, call_id: str, words: str) -> None:
        """Keep a call, after the texts that came before it."""
        await self._texts(client, to)
        self.keep(Message(call_id, "call", to, datetime.now(UTC), words))

    def keep(self, message: Message) -> None:
        """Keep a message that did not pass through the emulator."""
        self.kept.append(message)

    def attach(self, mail_id: str, files: list[Attachment]) -> None:
        """Keep the files of a mail."""
        if files:
            self._files[mail_id] = files

    @property
    def _outbox_of_texts(self) -> str:
        return f"{self.emulator}/_ministack/sns/sms-messages"

    async def _texts(self, client: ClientSession, to: str) -> list[Message]:
        async with client.get(self._outbox_of_texts, params={"phoneNumber": to}) as answer:
            records = (await answer.json())["sms_messages"][to]
        return [self._text(record) for record in records]

    def _text(self, record: dict[str, Any]) -> Message:
        at = self._seen.setdefault(record["MessageId"], datetime.now(UTC))
        return Message(record["MessageId"], "sms", record["PhoneNumber"], at, record["Message"])

    async def _mails(self, client: ClientSession, to: str) -> list[Message]:
        async with client.get(f"{self.emulator}/_ministack/ses/messages") as answer:
            by_account = (await answer.json())["messages"]
        records = [record for records in by_account.values() for record in records]
        return [self._mail(record, to) for record in records if to.lower() in _addresses(record)]

    def _mail(self, record: dict[str, Any], to: str) -> Message:
        at, its_id = datetime.fromtimestamp(record["Timestamp"], UTC), record["MessageId"]
        text, files = record["BodyText"] or "", self._files.get(its_id)
        return Message(its_id, "email", to, at, text, record["Subject"], attachments=files)


def _addresses(record: dict[str, Any]) -> set[str]:
    return {parseaddr(address)[1].lower() for part in ("To", "CC", "BCC") for address in record.get(part) or []}
