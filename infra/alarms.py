"""Alarms for the operator, all on one topic."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.config import Config
from infra.keys import removal

METRICS = "Teamline"  # the namespace of what the code counts


def alarm_topic(scope: Construct, config: Config) -> sns.Topic:
    """Create the encrypted topic of all alarms and subscribe the operator's mailbox if the config names one."""
    key = kms.Key(scope, "AlarmKey", enable_key_rotation=True, removal_policy=removal(config))
    key.grant(iam.ServicePrincipal("cloudwatch.amazonaws.com"), "kms:Decrypt", "kms:GenerateDataKey*")
    topic = sns.Topic(scope, "Alarms", master_key=key, enforce_ssl=True)
    topic.grant_publish(iam.ServicePrincipal("cloudwatch.amazonaws.com"))
    if config.alarm_email:
        topic.add_subscription(subscriptions.EmailSubscription(config.alarm_email))
    return topic


class Alarms:
    """The factory of alarms that notify the topic."""

    def __init__(self, topic: sns.ITopic) -> None:
        self._action = actions.SnsAction(topic)

    def when(
        self,
        scope: Construct,
        name: str,
        metric: cloudwatch.IMetric,
        meaning: str,
        *,
        over: float = 0,
        periods: int = 1,
    ) -> None:
        """Create an alarm for a metric greater than `over` in `periods` periods; `meaning` says what to do."""
        alarm = cloudwatch.Alarm(
            scope,
            name,
            metric=metric,
            threshold=over,
            evaluation_periods=periods,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=f"{Stack.of(scope).stack_name}: {meaning}",
        )
        alarm.add_alarm_action(self._action)


def count_of(metric: str, service: str) -> cloudwatch.Metric:
    """Return the metric that a service's code counts under this name, summed over five minutes."""
    return cloudwatch.Metric(
        namespace=METRICS,
        metric_name=metric,
        dimensions_map={"service": service},
        statistic="Sum",
        period=Duration.minutes(5),
    )
