"""What keeps data and operators safe: cdk-nag, protected tables, alarms, dead letters, logs that end."""

from tests.infra.assembly import Assembly, Resource

KEPT = ("AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::Logs::LogGroup")


def test_cdk_nag_finds_nothing(assembly: Assembly) -> None:
    """AwsSolutions has no finding but those that are acknowledged with a reason."""
    assert assembly.refused == ""


def test_tables_outlive_a_mistake(assembly: Assembly) -> None:
    """Deletion protection, point-in-time recovery and encryption on every table; data, keys and logs are kept."""
    for table in assembly.all("AWS::DynamoDB::Table"):
        assert table.properties["DeletionProtectionEnabled"] is True
        assert table.properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table.properties["SSESpecification"] == {"SSEEnabled": True}
    for kind in KEPT:
        assert {resource.whole["DeletionPolicy"] for resource in assembly.all(kind)} == {"Retain"}


def test_what_is_disposable_leaves_nothing_behind(disposable: Assembly) -> None:
    """A disposable installation goes away whole."""
    assert not any(t.properties["DeletionProtectionEnabled"] for t in disposable.all("AWS::DynamoDB::Table"))
    for kind in KEPT:
        assert {resource.whole["DeletionPolicy"] for resource in disposable.all(kind)} == {"Delete"}


def test_tables_have_the_one_shape(assembly: Assembly) -> None:
    """Keys, two indexes, TTL and stream as the unit tests' table has them."""
    for table in assembly.all("AWS::DynamoDB::Table"):
        assert [key["AttributeName"] for key in table.properties["KeySchema"]] == ["pk", "sk"]
        indexes = {i["IndexName"]: i for i in table.properties["GlobalSecondaryIndexes"]}
        assert {name: [key["AttributeName"] for key in i["KeySchema"]] for name, i in indexes.items()} == {
            "gsi1": ["gsi1pk", "gsi1sk"],
            "gsi2": ["gsi2pk", "gsi2sk"],
        }
        assert {i["Projection"]["ProjectionType"] for i in indexes.values()} == {"ALL"}
        assert table.properties["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
        assert table.properties["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


def test_every_queue_has_dead_letters_and_every_dead_letter_an_alarm(assembly: Assembly) -> None:
    """Nothing that failed waits unseen."""
    queues = assembly.all("AWS::SQS::Queue")
    working = [queue for queue in queues if "RedrivePolicy" in queue.properties]
    dead = [queue for queue in queues if "RedrivePolicy" not in queue.properties]
    targets = [queue.properties["RedrivePolicy"]["deadLetterTargetArn"] for queue in working]
    assert all(any(queue.refers_to(target) for queue in dead) for target in targets)
    assert all(alarms_on(assembly, queue, "ApproximateNumberOfMessagesVisible") for queue in dead)
    assert all(alarms_on(assembly, queue, "ApproximateAgeOfOldestMessage") for queue in working)


def alarms_on(assembly: Assembly, of: Resource, metric: str) -> list[Resource]:
    return [
        alarm
        for alarm in assembly.all("AWS::CloudWatch::Alarm", of.stack)
        if alarm.properties["MetricName"] == metric and of.id in str(alarm.properties["Dimensions"])
    ]


def test_every_function_is_traced_logged_for_a_while_and_watched(assembly: Assembly) -> None:
    """X-Ray, a log of its own that ends, and alarms on errors and throttles."""
    for function in assembly.functions:
        assert function.properties["TracingConfig"] == {"Mode": "Active"}
        assert function.properties["LoggingConfig"]["LogFormat"] == "JSON"
        assert function.properties["LoggingConfig"]["LogGroup"]
        assert all(alarms_on(assembly, function, metric) for metric in ("Errors", "Throttles"))
    assert all(log.properties["RetentionInDays"] for log in assembly.all("AWS::Logs::LogGroup"))


def test_every_alarm_reaches_the_operator_and_says_what_is_wrong(assembly: Assembly) -> None:
    """All alarms go to the one topic, which mails the address in the config."""
    for alarm in assembly.all("AWS::CloudWatch::Alarm"):
        assert alarm.properties["AlarmActions"]
        assert len(alarm.properties["AlarmDescription"]) > 20
    (mailbox,) = assembly.all("AWS::SNS::Subscription")
    assert mailbox.properties["Endpoint"] == "operations@example.com"


def test_keys_are_for_one_use_and_rotate_where_kms_can(assembly: Assembly) -> None:
    """One RSA key signs; each service that seals has one of its own; symmetric keys rotate."""
    keys = assembly.all("AWS::KMS::Key")
    uses = {(key.stack, key.properties.get("KeyUsage", "SYMMETRIC")) for key in keys}
    sealing = {(name, "ENCRYPT_DECRYPT") for name in ("identity", "teams", "numbers")}
    assert uses == {("shared", "SIGN_VERIFY"), ("shared", "SYMMETRIC"), *sealing}
    for key in keys:
        rsa = key.properties.get("KeySpec") == "RSA_2048"
        assert rsa or key.properties["EnableKeyRotation"] is True


def test_events_can_be_replayed_but_not_after_consumers_have_forgotten_them(
    assembly: Assembly, disposable: Assembly
) -> None:
    """The archive keeps less than the 30 days for which a handled event is remembered; the emulator has none."""
    (archive,) = assembly.all("AWS::Events::Archive")
    assert archive.properties["RetentionDays"] < 30
    assert disposable.all("AWS::Events::Archive") == []
