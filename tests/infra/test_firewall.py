"""Tests of the firewall: rate rules by address, in front of the CDN, and in us-east-1 wherever the rest is."""

import json
import re
from pathlib import Path

import pytest
from aws_cdk import App

from app import system
from infra.config import Config
from infra.doors import Doors
from infra.firewall import RATE_RULES, REGION
from tests.infra.assembly import EXAMPLE, ROOT, Assembly, built_portal
from tests.infra.test_portal import cdn


def test_the_cdn_is_behind_the_firewall(assembly: Assembly) -> None:
    """The distribution names the ACL, and the ACL is of CloudFront's scope."""
    (acl,) = assembly.all("AWS::WAFv2::WebACL")
    assert acl.properties["Scope"] == "CLOUDFRONT"
    assert acl.id in json.dumps(cdn(assembly)["WebACLId"])


def test_an_address_that_sends_too_many_requests_is_answered_429(assembly: Assembly) -> None:
    """Each rule counts by address over five minutes, and its block says how long to wait."""
    (acl,) = assembly.all("AWS::WAFv2::WebACL")
    for rule, declared in zip(acl.properties["Rules"], RATE_RULES, strict=True):
        rate = rule["Statement"]["RateBasedStatement"]
        assert (rule["Name"], rate["Limit"], rate["AggregateKeyType"]) == (declared.name, declared.most, "IP")
        assert rate["EvaluationWindowSec"] == 300
        answer = rule["Action"]["Block"]["CustomResponse"]
        assert (answer["ResponseCode"], answer["ResponseHeaders"]) == (429, [{"Name": "retry-after", "Value": "300"}])


def test_every_open_route_that_changes_something_is_under_the_stricter_rule() -> None:
    """Webhooks are signed and come from few addresses: no rule counts them. Every other route is under one."""
    strict, every = (re.compile(rule.paths) for rule in RATE_RULES)
    services = [Doors.of(path.name) for path in (ROOT / "services").iterdir() if path.is_dir()]
    for route in (route for doors in services for api in doors.apis.values() for route in api.routes):
        is_webhook = route.path.startswith("/webhooks")
        assert bool(every.search(route.path)) != is_webhook, route.key
        if route.open and route.method != "GET" and not is_webhook:
            assert strict.search(route.path), route.key


def test_blocked_requests_raise_an_alarm(assembly: Assembly) -> None:
    """The operator is notified of an attack that never reaches a function."""
    alarms = [a for a in assembly.all("AWS::CloudWatch::Alarm") if a.properties["Namespace"] == "AWS/WAFV2"]
    assert {a.properties["Dimensions"][0]["Value"] for a in alarms} == {rule.name for rule in RATE_RULES}


@pytest.mark.parametrize("region", ["eu-central-1"])
def test_in_another_region_the_firewall_is_still_where_cloudfront_is(region: str, tmp_path: Path) -> None:
    """Its stack is in us-east-1 and the others are not."""
    app = App(outdir=str(tmp_path / "out"))
    config = Config.read(str(EXAMPLE)).model_copy(update={"region": region})
    system(app, config, built_portal(tmp_path / "portal"))
    regions = {stack.stack_name: stack.region for stack in app.node.find_all() if hasattr(stack, "stack_name")}
    assert {name for name, where in regions.items() if where == REGION} == {f"{config.name}-firewall"}
