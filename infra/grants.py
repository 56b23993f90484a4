"""What a function may do, as statements of its own role."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from infra.config import Config

# Every leave to act on "*", and why AWS has nothing narrower; tests/infra allows no other.
ANYWHERE = {
    "xray:PutTelemetryRecords": "X-Ray knows no resources",
    "xray:PutTraceSegments": "X-Ray knows no resources",
    "dynamodb:ListStreams": "Lambda asks for it to read any stream, and it knows no resources",
    "sns:Publish": "a phone number has no ARN; publishing to topics is denied beside it",
}
# The emulator asks for this without naming the identity; on AWS it is for the sender's identity alone.
ON_THE_EMULATOR = {"ses:SendEmail": "the emulator names no identity"}


def may(resource: str, *actions: str) -> iam.PolicyStatement:
    """Leave to do this with one resource."""
    return iam.PolicyStatement(actions=list(actions), resources=[resource])


def may_anywhere(action: str) -> iam.PolicyStatement:
    """Leave to do what knows no resources. Raises KeyError unless the reason is written in ANYWHERE."""
    return iam.PolicyStatement(actions=[action], resources=["*"]) if ANYWHERE[action] else iam.PolicyStatement()


def may_text() -> list[iam.PolicyStatement]:
    """Leave to text people's phones, and nothing else of SNS."""
    topics = iam.PolicyStatement(effect=iam.Effect.DENY, actions=["sns:Publish"], resources=["arn:aws:sns:*:*:*"])
    return [may_anywhere("sns:Publish"), topics]


def why_anywhere(statements: Sequence[iam.PolicyStatement]) -> str:
    """The reasons of all that these statements, and X-Ray which every function has, let a function do on "*"."""
    actions = [action for statement in statements if "*" in statement.resources for action in statement.actions]
    reasons = [ANYWHERE["xray:PutTraceSegments"], *((ANYWHERE | ON_THE_EMULATOR)[action] for action in actions)]
    return "; ".join(reasons)


def may_read_secret(stack: Stack, name: str) -> iam.PolicyStatement:
    """Leave to read one existing secret; AWS ends its ARN with six characters of its own."""
    arn = stack.format_arn(service="secretsmanager", resource="secret", resource_name=f"{name}-??????",
                           arn_format=ArnFormat.COLON_RESOURCE_NAME)  # fmt: skip
    return may(arn, "secretsmanager:GetSecretValue")


def may_mail(stack: Stack, config: Config) -> iam.PolicyStatement:
    """Leave to send mails as the operator's sender."""
    identity = stack.format_arn(service="ses", resource="identity", resource_name=config.mail.verified)
    return may("*" if config.emulated else identity, "ses:SendEmail")
