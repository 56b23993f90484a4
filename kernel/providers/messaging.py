"""Sends texts by SNS and mails by SES."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from botocore.exceptions import ClientError

from kernel import aws
from kernel.settings import setting

_UNDELIVERABLE = {
    "InvalidParameter",
    "InvalidParameterValue",
    "OptedOut",
    "MessageRejected",
    "BadRequestException",
}


_LINKS = re.compile(r"\w+://\S*|www\.\S*", re.IGNORECASE)
_INSIDE = re.compile(r"(?<=\w)\.(?=\w{2})")
_MAX_NAME = 80


class NotDeliverableError(Exception):
    """This message can never be delivered; `reason` is AWS's code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail. SES takes 40 MB, with all that a mail is encoded in.

    `text_without` is what the mail says if SES refuses it with the file.
    """

    name: str
    content_type: str
    content: bytes
    text_without: str = ""


def send_text(phone_number: str, text: str) -> None:
    """Send a transactional text. Raise NotDeliverableError if the number cannot receive texts."""
    attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
    try:
        aws.client("sns").publish(PhoneNumber=phone_number, Message=text, MessageAttributes=attributes)
    except ClientError as error:
        raise _fault(error) from error


def send_mail(
    to: str, subject: str, text: str, tags: Mapping[str, str] | None = None, attachment: Attachment | None = None
) -> None:
    """Send a plain mail from the operator's sender. Raise NotDeliverableError if the address is refused.

    SES publishes bounces and complaints with the `tags`, so they name whom the mail is for (decision 038).
    """
    try:
        aws.client("sesv2").send_email(
            FromEmailAddress=setting("MAIL_SENDER"),
            ConfigurationSetName=setting("MAIL_CONFIGURATION_SET"),
            EmailTags=[{"Name": name, "Value": value} for name, value in (tags or {}).items()],
            Destination={"ToAddresses": [to]},
            Content={
                "Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}, **_attached(attachment)}
            },
        )
    except ClientError as error:
        raise _fault(error) from error


def _attached(attachment: Attachment | None) -> dict[str, list[dict[str, str | bytes]]]:
    if attachment is None:
        return {}
    file: dict[str, str | bytes] = {
        "FileName": attachment.name,
        "ContentType": attachment.content_type,
        "ContentDisposition": "ATTACHMENT",
        "ContentTransferEncoding": "BASE64",
        "RawContent": attachment.content,
    }
    return {"Attachments": [file]}


def harmless(name: str, most: int = _MAX_NAME) -> str:
    """Return a name that a user chose, or other words, without anything that mail programs turn into a link."""
    seen = "".join(sign for sign in name if sign.isprintable())
    return _INSIDE.sub(" ", _LINKS.sub("", seen)).strip()[:most]


def _fault(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    return NotDeliverableError(code) if code in _UNDELIVERABLE else error
