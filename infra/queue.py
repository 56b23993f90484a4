"""A queue that feeds one function, with its dead letters and alarms on both."""

from aws_cdk import CfnOutput, Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.alarms import Alarms

_TRIES = 5


def dead_letters(scope: Construct, name: str, alarms: Alarms, meaning: str) -> sqs.Queue:
    """Create a queue for messages that could not be handled; one message sets off its alarm."""
    queue = sqs.Queue(
        scope,
        name,
        retention_period=Duration.days(14),
        enforce_ssl=True,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
    )
    waiting = queue.metric_approximate_number_of_messages_visible(statistic="Maximum")
    alarms.when(queue, "Alarm", waiting, meaning)
    return queue


class WorkQueue(Construct):
    """A queue for one function: a message that fails is retried, then moved to the dead letters."""

    def __init__(
        self, scope: Construct, name: str, alarms: Alarms, *, redelivery: Duration, what: str, late: int = 900
    ) -> None:
        super().__init__(scope, name)
        meaning = f"{what} failed {_TRIES} times; see the function's log, then redrive the dead letters"
        self.dead = dead_letters(self, "Dead", alarms, meaning)
        self.queue = sqs.Queue(
            self,
            "Queue",
            visibility_timeout=redelivery,
            retention_period=Duration.days(4),
            receive_message_wait_time=Duration.seconds(20),
            enforce_ssl=True,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead, max_receive_count=_TRIES),
        )
        age = self.queue.metric_approximate_age_of_oldest_message(statistic="Maximum")
        alarms.when(self.queue, "Late", age, f"{what} waited over {late} seconds", over=late, periods=2)
        CfnOutput(scope, f"{name}QueueUrl", value=self.queue.queue_url)
        CfnOutput(scope, f"{name}DeadLettersUrl", value=self.dead.queue_url)

    def feed(
        self, function: lambda_.Function, *, batch_size: int, within: int | None = None, at_once: int | None = None
    ) -> None:
        """Make the queue invoke the function, `at_once` times at most; it returns which of a batch failed.

        A batch of more than ten is gathered `within` so many seconds.
        """
        source = sources.SqsEventSource(
            self.queue,
            batch_size=batch_size,
            max_batching_window=Duration.seconds(within) if within else None,
            report_batch_item_failures=True,
            max_concurrency=at_once,
        )
        function.add_event_source(source)
