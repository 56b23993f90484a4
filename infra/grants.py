"""Permissions of functions, as statements of their roles."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from infra.config import Config

# Every action that a role may have on "*", and why AWS has nothing narrower; tests/infra allows no other.
ANY_RESOURCE = {
    "xray:PutTelemetryRecords": "X-Ray has no resource level",
    "xray:PutTraceSegments": "X-Ray has no resource level",
    "dynamodb:ListStreams": "Lambda needs it to read any stream, and it has no resource level",
    "sns:Publish": "a phone number has no ARN; publishing to topics is denied separately",
}
# The emulator checks this without the identity; on AWS it is granted for the sender's identity alone.
ANY_RESOURCE_ON_EMULATOR = {"ses:SendEmail": "the emulator names no identity"}


def allow(resource: str, *actions: str) -> iam.PolicyStatement:
    """Return the permission for these actions on one resource."""
    return iam.PolicyStatement(actions=list(actions), resources=[resource])


def allow_on_any_resource(action: str) -> iam.PolicyStatement:
    """Return the permission for an action without resource level. Raise KeyError without a reason in ANY_RESOURCE."""
    return iam.PolicyStatement(actions=[action], resources=["*"]) if ANY_RESOURCE[action] else iam.PolicyStatement()


def allow_texts() -> list[iam.PolicyStatement]:
    """Return the permissions to send texts to phones, and to publish to no SNS topic."""
    topics = iam.PolicyStatement(effect=iam.Effect.DENY, actions=["sns:Publish"], resources=["arn:aws:sns:*:*:*"])
    return [allow_on_any_resource("sns:Publish"), topics]


def reasons_for_any_resource(statements: Sequence[iam.PolicyStatement]) -> str:
    """Return the reasons for every action on "*" in these statements, and for X-Ray, which every function has."""
    actions = [action for statement in statements if "*" in statement.resources for action in statement.actions]
    reasons = [
        ANY_RESOURCE["xray:PutTraceSegments"],
        *((ANY_RESOURCE | ANY_RESOURCE_ON_EMULATOR)[action] for action in actions),
    ]
    return "; ".join(reasons)


def allow_read_secret(stack: Stack, name: str) -> iam.PolicyStatement:
    """Return the permission to read one existing secret; AWS appends six characters to its ARN."""
    arn = stack.format_arn(
        service="secretsmanager",
        resource="secret",
        resource_name=f"{name}-??????",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    return allow(arn, "secretsmanager:GetSecretValue")


def allow_mail(stack: Stack, config: Config) -> iam.PolicyStatement:
    """Return the permission to send mails as the operator's sender, under the configuration set of all our mails."""
    names = {"identity": config.mail.verified, "configuration-set": config.name}
    arns = [stack.format_arn(service="ses", resource=kind, resource_name=name) for kind, name in names.items()]
    return iam.PolicyStatement(actions=["ses:SendEmail"], resources=["*"] if config.emulated else arns)
