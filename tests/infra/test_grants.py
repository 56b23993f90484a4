"""Least privilege: what each function's role allows, read from the templates."""

from typing import Any

from infra.grants import ANY_RESOURCE
from tests.infra.assembly import Assembly, Resource, many

Statement = dict[str, Any]


def allowances(assembly: Assembly) -> list[tuple[Resource, str, Any]]:
    """Every function with every action and resource that its role allows."""
    return [
        (function, action, resource)
        for function in assembly.functions
        for statement in assembly.allowed(function)
        if statement["Effect"] == "Allow"
        for action in many(statement["Action"])
        for resource in many(statement["Resource"])
    ]


def doors_that_may(assembly: Assembly, action: str) -> set[str]:
    return {f.properties["Handler"] for f, allowed, _ in allowances(assembly) if allowed == action}


def test_each_function_has_a_role_of_its_own(assembly: Assembly) -> None:
    """No function can do what only another needs."""
    roles = [(f.stack, f.properties["Role"]["Fn::GetAtt"][0]) for f in assembly.functions]
    assert len(roles) == len(set(roles))
    assert not any("ManagedPolicyArns" in role.properties for role in assembly.all("AWS::IAM::Role"))


def test_no_function_may_do_anything_anywhere_but_what_knows_no_resources(assembly: Assembly) -> None:
    """Each wildcard has its reason in `infra.grants.ANY_RESOURCE`, and each reason is used."""
    wild = {
        action
        for function, action, resource in allowances(assembly)
        if "*" in str(resource)
        and not is_papers_of(assembly, function, resource)
        and folder_of_exports(resource) not in ("/*", "/packed/*", f"/{function.stack}/*")
    }
    assert wild <= set(ANY_RESOURCE)
    assert not [action for _, action, _ in allowances(assembly) if "*" in action]


def is_papers_of(assembly: Assembly, function: Resource, resource: Any) -> bool:
    """Whether it is the objects of the bucket of papers in the function's own stack."""
    buckets = [it for it in assembly.all("AWS::S3::Bucket") if it.stack == function.stack != "portal"]
    return any(resource == {"Fn::Join": ["", [{"Fn::GetAtt": [it.id, "Arn"]}, "/*"]]} for it in buckets)


def folder_of_exports(resource: Any) -> str:
    """Return which objects of the bucket of exports it is, such as `/packed/*`, or an empty string."""
    is_joined = isinstance(resource, dict) and "Fn::Join" in resource and "ExportFiles" in str(resource)
    return str(resource["Fn::Join"][1][-1]) if is_joined else ""


def doors_with(assembly: Assembly, bucket: str) -> dict[str, set[str]]:
    """Return which doors may do what with the objects of a bucket of numbers, by its construct's name."""
    found: dict[str, set[str]] = {}
    for function, action, resource in allowances(assembly):
        if action.startswith("s3:") and "Fn::Join" in resource and bucket in str(resource):
            found.setdefault(action, set()).add(function.properties["Handler"].split(".")[2])
    return found


def test_only_the_door_of_ports_takes_papers_away_and_another_has_them_brought(
    assembly: Assembly,
) -> None:
    """Who signs the form that uploads a paper cannot remove one; who hands it on to the carrier cannot write one."""
    assert doors_with(assembly, "Documents") == {
        "s3:PutObject": {"letters", "port_ins"},
        "s3:GetObject": {"letters", "port_ins", "porting"},
        "s3:DeleteObject": {"porting"},
    }


def test_who_plays_voicemails_cannot_store_or_erase_one_and_the_other_way_round(assembly: Assembly) -> None:
    """The door that signs links only reads; another door stores and erases what it can never read."""
    assert doors_with(assembly, "Voicemail") == {
        "s3:GetObject": {"calls"},
        "s3:PutObject": {"voicemail"},
        "s3:DeleteObject": {"voicemail"},
    }


def test_recordings_that_a_crash_left_are_removed_by_the_bucket_itself(assembly: Assembly) -> None:
    """After longer than any number keeps its voicemails, encrypted until then, in a bucket without any form or site."""
    (bucket,) = (it for it in assembly.all("AWS::S3::Bucket") if it.id.startswith("Voicemail"))
    (rule,) = bucket.properties["LifecycleConfiguration"]["Rules"]
    assert (rule["ExpirationInDays"], rule["Status"]) == (400, "Enabled")
    assert "CorsConfiguration" not in bucket.properties
    assert bucket.properties["BucketEncryption"]


def test_each_service_writes_its_own_part_of_exports_and_reads_none(assembly: Assembly) -> None:
    """One function reads and erases all of them to pack them, one signs links to what is packed; all is private."""
    found: dict[str, set[str]] = {}
    for function, action, resource in allowances(assembly):
        if folder := folder_of_exports(resource):
            door = ".".join(function.properties["Handler"].split(".")[1:3])
            found.setdefault(f"{action} {folder}", set()).add(door)
    parts = {f"s3:PutObject /{name}/*": {f"{name}.exporting"} for name in ("identity", "teams", "billing", "numbers")}
    assert found == parts | {
        "s3:GetObject /*": {"identity.packing"},
        "s3:DeleteObject /*": {"identity.packing"},
        "s3:PutObject /packed/*": {"identity.packing"},
        "s3:GetObject /packed/*": {"identity.downloads"},
    }
    (bucket,) = (it for it in assembly.all("AWS::S3::Bucket") if it.id.startswith("ExportFiles"))
    assert bucket.properties["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == 8
    assert set(bucket.properties["PublicAccessBlockConfiguration"].values()) == {True}


def test_senders_alone_unseal_and_only_with_their_own_services_key(assembly: Assembly) -> None:
    """A code, or the secret of webhooks, is readable by the sender of its own service alone."""
    senders = {"identity": {"consumer"}, "teams": {"consumer", "delivering"}, "numbers": {"porting"}}
    for function, action, resource in allowances(assembly):
        if action == "kms:Decrypt" and "FactorsKey" not in str(resource):
            handlers = {f"services.{function.stack}.{door}.handler" for door in senders[function.stack]}
            assert function.properties["Handler"] in handlers
            key = assembly.stacks[function.stack]["Resources"][resource["Fn::GetAtt"][0]]
            assert key["Properties"]["KeyUsage"] == "ENCRYPT_DECRYPT"


def test_only_the_door_of_second_factors_opens_their_secrets(assembly: Assembly) -> None:
    """No other function may use the key of authenticators' secrets."""
    users = {f.properties["Handler"] for f, _, resource in allowances(assembly) if "FactorsKey" in str(resource)}
    assert users == {"services.identity.security.handler"}


def test_only_consumers_text_and_mail(assembly: Assembly) -> None:
    """What goes out goes out once, by way of the outbox; texts to phones only, mails as the sender only."""
    senders = doors_that_may(assembly, "sns:Publish") | doors_that_may(assembly, "ses:SendEmail")
    consumers = {f"services.{name}.consumer.handler" for name in ("identity", "teams")}
    doors = (
        "billing.notices",
        "billing.mailing",
        "numbers.leaving",
        "numbers.porting",
        "numbers.registering",
        "numbers.voicemail",
    )
    apart = {f"services.{door}.handler" for door in doors}
    assert senders == consumers | apart
    for function in assembly.functions:
        denied = [s for s in assembly.allowed(function) if s["Effect"] == "Deny"]
        if function.properties["Handler"] in doors_that_may(assembly, "sns:Publish"):
            assert [(s["Action"], s["Resource"]) for s in denied] == [("sns:Publish", "arn:aws:sns:*:*:*")]
    mail = {str(resource) for _, action, resource in allowances(assembly) if action == "ses:SendEmail"}
    assert all("identity/example.com" in resource or "configuration-set/" in resource for resource in mail)


def test_only_identitys_doors_sign_tokens(assembly: Assembly) -> None:
    """No other function can sign an access token."""
    assert doors_that_may(assembly, "kms:Sign") <= {
        "services.identity.api.handler",
        "services.identity.security.handler",
    }


def test_a_service_reaches_no_table_but_its_own(assembly: Assembly) -> None:
    """A function reads and writes items of its own service's table only, and never scans; the lake reads streams."""
    streams = {"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"}
    for function, action, resource in allowances(assembly):
        if action.startswith("dynamodb:") and action != "dynamodb:ListStreams":
            assert "Fn::ImportValue" not in str(resource) or (function.stack == "lake" and action in streams)
            assert action != "dynamodb:Scan"
            assert function.stack != "shared"


def test_documents_and_usage_are_made_by_reading_alone(assembly: Assembly) -> None:
    """What makes PDFs of people's names, or sums usage, cannot read a secret, send anything, or change an item
    but the counter of an API key's requests."""
    doors = (".documents.handler", ".usage.handler")
    makers = [f for f in assembly.functions if f.properties["Handler"].endswith(doors)]
    assert {f.properties["Handler"].split(".")[2] for f in makers} == {"documents", "usage"}
    for function, action, _ in allowances(assembly):
        if function in makers:
            reads = ("xray:", "logs:", "dynamodb:BatchGet", "dynamodb:Get", "dynamodb:Query")
            assert action.startswith(reads) or action == "dynamodb:UpdateItem"
        if function in makers and action == "dynamodb:UpdateItem":
            assert keys_written(assembly, function) == ["PACE#*"]


def test_the_authorizer_writes_when_an_api_key_was_used_and_nothing_else(assembly: Assembly) -> None:
    """Who reads every request's Authorization can change no account, session or key."""
    (authorizer,) = [f for f in assembly.functions if f.properties["Handler"] == "services.identity.authorizer.handler"]
    actions = {action for function, action, _ in allowances(assembly) if function == authorizer}
    written = {it for it in actions if it.startswith("dynamodb:")} - {"dynamodb:BatchGetItem", "dynamodb:GetItem"}
    assert written == {"dynamodb:PutItem"}
    assert keys_written(assembly, authorizer) == ["API_KEYS#*"]


def keys_written(assembly: Assembly, function: Resource) -> list[str]:
    """Return the partition keys that a function may write, of the statements that have such a condition."""
    conditions = [it.get("Condition", {}).get("ForAllValues:StringLike", {}) for it in assembly.allowed(function)]
    return [key for condition in conditions for key in condition.get("dynamodb:LeadingKeys", [])]


def test_a_secret_is_read_by_its_own_service_alone(assembly: Assembly) -> None:
    """Each function reads one secret, that of its service, by an ARN that also the emulator understands."""
    for function, action, resource in allowances(assembly):
        if action == "secretsmanager:GetSecretValue":
            assert f"secret:teamline/{function.stack}-??????" in str(resource)
            assert function.properties["Environment"]["Variables"]["SECRET_NAME"] == f"teamline/{function.stack}"


def test_only_relays_put_events_on_the_bus(assembly: Assembly) -> None:
    """An event is published by way of the outbox, never beside it."""
    assert doors_that_may(assembly, "events:PutEvents") == {"kernel.bus.relay.handler"}
    for function in assembly.functions:
        if function.properties["Handler"] == "kernel.bus.relay.handler":
            actions = {action for found, action, _ in allowances(assembly) if found == function}
            assert not actions & {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"}


def test_a_tables_own_key_opens_only_through_dynamodb(disposable: Assembly) -> None:
    """Who may use the table may use its key, and with it nothing else."""
    for function in disposable.functions:
        for statement in disposable.allowed(function):
            if "kms:GenerateDataKey" in many(statement["Action"]):
                assert statement["Condition"] == {
                    "StringEquals": {"kms:ViaService": "dynamodb.us-east-1.amazonaws.com"}
                }
