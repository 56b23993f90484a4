"""A table whose stream feeds a function that logs the keys it gets."""

import io
import zipfile

from local.emulator import ACCOUNT, Emulator

_CODE = """
def handler(event, context):
    for record in event["Records"]:
        print("seen", record["dynamodb"]["Keys"]["pk"]["S"], flush=True)
"""


def prepare(emulator: Emulator) -> None:
    """Create the table, the function, and the mapping between them."""
    key = {"AttributeName": "pk"}
    table = emulator.client("dynamodb").create_table(
        TableName="things",
        KeySchema=[key | {"KeyType": "HASH"}],
        AttributeDefinitions=[key | {"AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("seer.py", _CODE)
    functions = emulator.client("lambda")
    functions.create_function(
        FunctionName="seer",
        Runtime="python3.11",
        Handler="seer.handler",
        Code={"ZipFile": code.getvalue()},
        Role=f"arn:aws:iam::{ACCOUNT}:role/seer",
    )
    functions.create_event_source_mapping(
        EventSourceArn=table["LatestStreamArn"], FunctionName="seer", StartingPosition="TRIM_HORIZON"
    )


def write(emulator: Emulator, *keys: str) -> None:
    """Write an item under each key."""
    for key in keys:
        emulator.client("dynamodb").put_item(TableName="things", Item={"pk": {"S": key}})


def seen(emulator: Emulator) -> set[str]:
    """Return the keys that the function has logged."""
    logs = emulator.client("logs")
    if not logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/seer")["logGroups"]:
        return set()
    events = logs.filter_log_events(logGroupName="/aws/lambda/seer")["events"]
    return {event["message"].split()[1] for event in events if event["message"].startswith("seen ")}
