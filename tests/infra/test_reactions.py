"""What reaches a service: from the bus exactly what it reacts to, from the clock exactly its jobs."""

import json
from typing import Any

from contracts.mail import MailFailed
from infra.config import REACTION_SECONDS
from infra.doors import APART, Doors
from kernel.bus.consumer import Consumer
from tests.infra.assembly import BESIDES, Assembly, Resource, many


def service_names(assembly: Assembly) -> list[str]:
    return [name for name in assembly.stacks if name not in BESIDES]


def test_a_services_rules_match_exactly_what_it_reacts_to(assembly: Assembly) -> None:
    """Nothing is sent that no reaction takes, and no reaction waits in vain."""
    for name in service_names(assembly):
        events = [event for consumer in Doors.of(name).consumers.values() for event in consumer.events]
        expected = {(f"teamline.{event.source}", event.__name__) for event in events if event is not MailFailed}
        if MailFailed in events:
            expected |= {("aws.ses", "Email Bounced"), ("aws.ses", "Email Complaint Received")}
        assert matched(assembly, name) == expected, name


def test_what_ses_says_of_a_mail_reaches_only_who_sent_it(assembly: Assembly) -> None:
    """It comes from the account's default bus, where AWS alone publishes; no function of ours may publish there."""
    tags = {}
    for name in service_names(assembly):
        for rule in rules(assembly, name, "EventPattern"):
            if rule.properties["EventPattern"]["source"] == ["aws.ses"]:
                assert "EventBusName" not in rule.properties
                tags[name] = rule.properties["EventPattern"]["detail"]["mail"]["tags"]
    exists = [{"exists": True}]
    assert tags == {"identity": {"account": exists}, "teams": {"invitation": exists}}
    (destination,) = assembly.all("AWS::SES::ConfigurationSetEventDestination", "shared")
    assert destination.properties["EventDestination"]["MatchingEventTypes"] == ["bounce", "complaint"]


def test_no_function_publishes_to_the_default_bus(assembly: Assembly) -> None:
    """Our relays publish to our own bus, named by its ARN, so none of them can forge what SES says."""
    for function in assembly.functions:
        for statement in assembly.allowed(function):
            if "events:PutEvents" in many(statement["Action"]):
                assert [str(resource) for resource in many(statement["Resource"]) if "Bus" not in str(resource)] == []
                assert "event-bus/default" not in str(statement["Resource"])


def matched(assembly: Assembly, name: str) -> set[tuple[str, str]]:
    patterns = [rule.properties["EventPattern"] for rule in rules(assembly, name, "EventPattern")]
    return {(source, kind) for found in patterns for source in found["source"] for kind in found["detail-type"]}


def rules(assembly: Assembly, name: str, kind: str) -> list[Resource]:
    return [rule for rule in assembly.all("AWS::Events::Rule", name) if kind in rule.properties]


def test_an_event_that_moves_to_another_door_is_never_without_a_rule(assembly: Assembly) -> None:
    """The consumer has its new code before a door apart takes what it took, and its rules change after that."""
    for name in service_names(assembly):
        by_door: dict[str, set[str]] = {}
        waits = {rule.id: set(many(rule.whole.get("DependsOn", []))) for rule in rules(assembly, name, "EventPattern")}
        for rule in rules(assembly, name, "EventPattern"):
            if rule.properties["EventPattern"]["source"] != ["aws.ses"]:
                function, _ = fed_by(assembly, name, target_queue(rule))
                by_door.setdefault(function.split(".")[2], set()).add(rule.id)
        consumers = by_door.pop("consumer")
        for apart in (it for rules_of in by_door.values() for it in rules_of):
            assert any("Consumer" in it for it in waits[apart]), (name, apart)
            assert all(apart in waits[it] for it in consumers), (name, apart)


def test_doors_that_react_to_the_same_event_note_it_under_different_names() -> None:
    """What is handled is noted by a door's name: with the same one, the second door would take it for done."""
    for service in ("identity", "teams", "billing", "numbers"):
        names: dict[str, list[str]] = {}
        for door in Doors.of(service).consumers.values():
            for event in door.events if isinstance(door, Consumer) else ():
                names.setdefault(event.__name__, []).append(door.name)
        assert {event: of for event, of in names.items() if len(of) != len(set(of))} == {}, service


def test_every_job_is_started_as_often_as_its_code_says(assembly: Assembly) -> None:
    """One rule a job, with the message that starts it."""
    for name in service_names(assembly):
        schedule = Doors.of(name).schedule
        expected = {job.name: job.every for job in schedule.jobs} if schedule else {}
        found = {
            json.loads(target["Input"])["job"]: rule.properties["ScheduleExpression"]
            for rule in rules(assembly, name, "ScheduleExpression")
            for target in rule.properties["Targets"]
        }
        assert found == expected, name


def test_rules_lead_to_queues_and_queues_to_the_door_that_takes_them(assembly: Assembly) -> None:
    """Events end at the consumer, jobs at the schedule; each names what failed of a batch."""
    for name in service_names(assembly):
        for kind, doors in (("EventPattern", ("consumer", *APART)), ("ScheduleExpression", ("schedule",))):
            queues = {target_queue(rule) for rule in rules(assembly, name, kind)}
            assert len(queues) <= (12 if kind == "EventPattern" else 1)
            for queue in queues:
                function, how = fed_by(assembly, name, queue)
                assert function in {f"services.{name}.{door}.handler" for door in doors}
                assert how["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_each_event_reaches_the_door_that_reacts_to_it(assembly: Assembly) -> None:
    """A service with two doors to the bus has each event at the one whose code has the reaction."""
    for name in service_names(assembly):
        for rule in rules(assembly, name, "EventPattern"):
            function, _ = fed_by(assembly, name, target_queue(rule))
            reacts = Doors.of(name).consumers[function.split(".")[2]].events
            wanted = set(rule.properties["EventPattern"]["detail-type"])
            if rule.properties["EventPattern"]["source"] != ["aws.ses"]:
                assert wanted <= {event.__name__ for event in reacts}, name


def test_invitations_wait_in_queues_of_their_own(assembly: Assembly) -> None:
    """A thousand invitations of one team delay no other event, and none of a team that sends few or some hundreds."""
    queues: dict[str, list[tuple[set[str], Any]]] = {}
    for rule in rules(assembly, "teams", "EventPattern"):
        pattern = rule.properties["EventPattern"]
        queues.setdefault(target_queue(rule), []).append((set(pattern["detail-type"]), pattern.get("detail")))
    few = {"data": {"in_bulk": [False, {"exists": False}]}}
    below = [{"numeric": ["<", 250]}, {"exists": False}]
    many = {"data": {"in_bulk": [True], "sent_before": below}}
    most = {"data": {"in_bulk": [True], "sent_before": [{"numeric": [">=", 250]}]}}
    assert [({"InvitationSent"}, few)] in queues.values()
    assert [({"InvitationSent"}, most)] in queues.values()
    assert [({"InvitationSent"}, many), ({"TeamNoticeDue"}, None)] in [
        sorted(patterns, key=lambda one: sorted(one[0])) for patterns in queues.values()
    ]
    assert [({"TeamDissolutionDue"}, None)] in queues.values()
    assert len(queues) == 8  # with those of the events to announce and of webhooks


def target_queue(rule: Resource) -> str:
    (target,) = rule.properties["Targets"]
    return str(target["Arn"]["Fn::GetAtt"][0])


def fed_by(assembly: Assembly, name: str, queue: str) -> tuple[str, dict[str, Any]]:
    (mapping,) = [
        mapping.properties
        for mapping in assembly.all("AWS::Lambda::EventSourceMapping", name)
        if mapping.properties["EventSourceArn"] == {"Fn::GetAtt": [queue, "Arn"]}
    ]
    function = assembly.stacks[name]["Resources"][mapping["FunctionName"]["Ref"]]
    return function["Properties"]["Handler"], mapping


def test_the_relay_sees_new_outbox_items_only_and_loses_none(assembly: Assembly) -> None:
    """The stream is filtered to new items under EVENT#; a failing batch is bisected and at last sent to a queue."""
    for name in service_names(assembly):
        (stream,) = [
            mapping.properties
            for mapping in assembly.all("AWS::Lambda::EventSourceMapping", name)
            if "StartingPosition" in mapping.properties
        ]
        (pattern,) = [json.loads(found["Pattern"]) for found in stream["FilterCriteria"]["Filters"]]
        assert pattern == {"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "EVENT#"}]}}}}
        assert stream["StartingPosition"] == "TRIM_HORIZON"
        assert stream["BisectBatchOnFunctionError"] is True
        assert stream["MaximumRecordAgeInSeconds"] == 12 * 3600
        assert stream["DestinationConfig"]["OnFailure"]["Destination"]


def test_a_queue_waits_longer_than_its_function_may_run(assembly: Assembly) -> None:
    """A message that is being handled is not handed out again."""
    for mapping in assembly.all("AWS::Lambda::EventSourceMapping"):
        template = assembly.stacks[mapping.stack]["Resources"]
        arn = mapping.properties["EventSourceArn"]
        source = (
            template[arn["Fn::GetAtt"][0]] if "Fn::GetAtt" in arn else {"Type": "a stream of another stack's table"}
        )
        if source["Type"] == "AWS::SQS::Queue":
            function = template[mapping.properties["FunctionName"]["Ref"]]
            assert source["Properties"]["VisibilityTimeout"] >= 3 * function["Properties"]["Timeout"]


def test_a_part_of_a_dissolution_is_handed_out_once_while_it_runs(disposable: Assembly) -> None:
    """Wherever messages are retried soon, too: five copies of a running part made its message a dead letter (T9)."""
    (queue,) = [
        target_queue(rule)
        for rule in rules(disposable, "teams", "EventPattern")
        if rule.properties["EventPattern"]["detail-type"] == ["TeamDissolutionDue"]
    ]
    _, mapping = fed_by(disposable, "teams", queue)
    assert mapping["BatchSize"] == 1
    timeout = disposable.stacks["teams"]["Resources"][queue]["Properties"]["VisibilityTimeout"]
    assert timeout >= REACTION_SECONDS
