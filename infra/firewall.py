"""The firewall in front of the CDN: it blocks addresses that send too many requests, before any function runs.

AWS WAF counts by single address over five minutes; the limits by account, network and number are in the services
(docs/limits.md). Webhooks are left out: PayPal and the carrier send many from few addresses, and sign them.
"""

from dataclasses import dataclass

from aws_cdk import App, Duration, Environment, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_wafv2 as waf

from infra.config import Config
from infra.shared import Shared

REGION = "us-east-1"  # where AWS keeps what belongs to CloudFront
WINDOW = 300  # seconds


@dataclass(frozen=True)
class RateRule:
    """At most so many requests of one address in five minutes, to paths that match a regular expression."""

    name: str
    most: int
    paths: str
    what: str


RATE_RULES = (
    RateRule(
        "OpenDoors",
        300,
        r"^/v1/(signups|password-resets|sessions|accounts|recoveries|security|profile/email/confirm|profile/login-id"
        r"|billing/payment-method/disconnect|team/deputy/objection)(/|$)",
        "request to an open route: sign up, sign in, reset a password, use a mailed link",
    ),
    RateRule("EveryRequest", 3_000, r"^/(v1|\.well-known)/", "request to the API"),
)


class Firewall(Stack):
    """The stack of the firewall. It is in us-east-1, wherever the rest is."""

    def __init__(self, app: App, shared: Shared) -> None:
        config = shared.config
        super().__init__(
            app,
            f"{config.name}-firewall",
            env=Environment(account=config.account, region=REGION),
            cross_region_references=crosses_regions(config),
            termination_protection=not config.disposable,
        )
        self.acl = waf.CfnWebACL(
            self,
            "Acl",
            scope="CLOUDFRONT",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible("Firewall"),
            rules=[_rule(rule, priority) for priority, rule in enumerate(RATE_RULES)],
        )
        if not crosses_regions(config):  # an alarm notifies only a topic of its own region
            for rule in RATE_RULES:
                meaning = f"addresses above {rule.most} in five minutes are blocked; see the sampled requests"
                shared.alarms.when(self, f"{rule.name}Blocked", _blocked(rule), meaning, over=100)


def crosses_regions(config: Config) -> bool:
    """Return whether the installation's region is another one than the firewall's."""
    return config.region != REGION


def _rule(rule: RateRule, priority: int) -> waf.CfnWebACL.RuleProperty:
    matches = waf.CfnWebACL.RegexMatchStatementProperty(
        regex_string=rule.paths,
        field_to_match=waf.CfnWebACL.FieldToMatchProperty(uri_path={}),
        text_transformations=[waf.CfnWebACL.TextTransformationProperty(priority=0, type="URL_DECODE")],
    )
    rate = waf.CfnWebACL.RateBasedStatementProperty(
        aggregate_key_type="IP",
        limit=rule.most,
        evaluation_window_sec=WINDOW,
        scope_down_statement=waf.CfnWebACL.StatementProperty(regex_match_statement=matches),
    )
    too_many = waf.CfnWebACL.CustomResponseProperty(
        response_code=429,
        response_headers=[waf.CfnWebACL.CustomHTTPHeaderProperty(name="retry-after", value=str(WINDOW))],
    )
    return waf.CfnWebACL.RuleProperty(
        name=rule.name,
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(block=waf.CfnWebACL.BlockActionProperty(custom_response=too_many)),
        statement=waf.CfnWebACL.StatementProperty(rate_based_statement=rate),
        visibility_config=_visible(rule.name),
    )


def _visible(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )


def _blocked(rule: RateRule) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace="AWS/WAFV2",
        metric_name="BlockedRequests",
        dimensions_map={"WebACL": "Firewall", "Rule": rule.name},
        statistic="Sum",
        period=Duration.minutes(5),
    )
