"""Texts by SNS and mails by SES."""

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


class NotDeliverableError(Exception):
    """This message will never reach its addressee, however often it is tried; `reason` is AWS's code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def send_text(phone_number: str, text: str) -> None:
    """Send a transactional text. Raises NotDeliverableError if the number cannot get any."""
    attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
    try:
        aws.client("sns").publish(PhoneNumber=phone_number, Message=text, MessageAttributes=attributes)
    except ClientError as error:
        raise _fault(error) from error


def send_mail(to: str, subject: str, text: str) -> None:
    """Send a plain mail from the operator's sender. Raises NotDeliverableError if the address is refused."""
    try:
        aws.client("sesv2").send_email(
            FromEmailAddress=setting("MAIL_SENDER"),
            Destination={"ToAddresses": [to]},
            Content={"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}}},
        )
    except ClientError as error:
        raise _fault(error) from error


def _fault(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    return NotDeliverableError(code) if code in _UNDELIVERABLE else error
