"""Tests of the portal in the cloud: one origin, a private bucket, security headers."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App

from app import system
from infra.config import Config
from infra.dependencies import BuildError
from infra.doors import HTTP_DOORS, Doors
from infra.one_origin import ANONYMOUS, PROTECTION, csp
from kernel.http.cdn import ADDRESS_HEADER, KEY_HEADER
from tests.infra.assembly import EXAMPLE, ROOT, Assembly, many

MANAGED = {
    "kept": "658327ea-f89d-4fab-a63d-7e88639e58f6",  # CachingOptimized
    "never kept": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",  # CachingDisabled
    "all but the host": "b689b0a8-53d0-40ab-baf2-68738e2966ac",  # AllViewerExceptHostHeader
}


def cdn(assembly: Assembly) -> dict[str, Any]:
    (distribution,) = assembly.all("AWS::CloudFront::Distribution")
    config: dict[str, Any] = distribution.properties["DistributionConfig"]
    return config


def behaviours(assembly: Assembly) -> dict[str, dict[str, Any]]:
    return {each["PathPattern"]: each for each in cdn(assembly)["CacheBehaviors"]}


def of_the_api(assembly: Assembly) -> dict[str, dict[str, Any]]:
    return {path: each for path, each in behaviours(assembly).items() if path != "/assets/*"}


def origin(assembly: Assembly, behaviour: dict[str, Any]) -> dict[str, Any]:
    (found,) = (each for each in cdn(assembly)["Origins"] if each["Id"] == behaviour["TargetOriginId"])
    return dict(found)


def test_the_cdn_leads_each_route_of_the_code_to_the_api_and_no_other_path(assembly: Assembly) -> None:
    """Every route's first segment has a behaviour; nothing else reaches the API."""
    services = [Doors.of(path.name) for path in (ROOT / "services").iterdir() if path.is_dir()]
    routes = [route for doors in services for api in doors.apis.values() for route in api.routes]
    used = {f"/{route.key.partition(' ')[2].split('/')[1]}/*" for route in routes}
    assert set(of_the_api(assembly)) == used


def test_an_answer_of_the_api_is_never_kept_and_a_request_arrives_as_it_was_sent(assembly: Assembly) -> None:
    """All methods, all headers but the host, all cookies and queries, over TLS 1.2; nothing in the clear."""
    for behaviour in of_the_api(assembly).values():
        assert behaviour["CachePolicyId"] == MANAGED["never kept"]
        assert behaviour["OriginRequestPolicyId"] == MANAGED["all but the host"]
        assert set(behaviour["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
        assert behaviour["ViewerProtocolPolicy"] == "https-only"
        api = origin(assembly, behaviour)
        assert ".execute-api.us-east-1.amazonaws.com" in str(api["DomainName"])
        assert api["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
        assert api["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]


def test_the_cdn_says_to_the_api_that_it_is_the_cdn_and_who_asks(assembly: Assembly) -> None:
    """Only the HTTP functions and the authorizer get the CDN's key, as the name of a secret and never in clear."""
    (secret,) = assembly.all("AWS::SecretsManager::Secret")
    told = {
        f.properties["Handler"]: f.properties["Environment"]["Variables"].get("CDN_KEY") for f in assembly.functions
    }
    doors = {handler for handler in told if handler.startswith("services.") and handler.split(".")[2] in HTTP_DOORS}
    doors.add("services.identity.authorizer.handler")  # which notes from where an API key was used
    assert {handler for handler, word in told.items() if word} == doors
    (said,) = (h for h in origin(assembly, of_the_api(assembly)["/v1/*"])["OriginCustomHeaders"])
    assert said["HeaderName"] == KEY_HEADER
    for word in (said["HeaderValue"], *(told[door] for door in doors)):
        assert "{{resolve:secretsmanager:" in str(word)
        assert secret.id in str(word)
    for behaviour in of_the_api(assembly).values():
        (caller,) = behaviour["FunctionAssociations"]
        assert (caller["EventType"], "Caller" in str(caller["FunctionARN"])) == ("viewer-request", True)


def test_a_caller_cannot_name_its_own_address() -> None:
    """The CDN's own function, run: a caller's own header is lost, and the rest stays."""
    sent = {ADDRESS_HEADER: {"value": "192.0.2.1"}, "accept": {"value": "*/*"}}
    asked = run("caller", {"viewer": {"ip": "198.51.100.1"}, "request": {"uri": "/v1/codes", "headers": sent}})
    assert asked["headers"] == {
        ADDRESS_HEADER: {"value": "198.51.100.1"},
        "accept": {"value": "*/*"},
        "authorization": {"value": ANONYMOUS},
    }


@pytest.mark.parametrize(("sent", "reached"), [("Bearer a.b.c", "Bearer a.b.c"), ("", ANONYMOUS)])
def test_a_request_has_an_authorization_as_it_reaches_the_api(sent: str, reached: str) -> None:
    """The CDN's own function, run: a token stays; without one the header says so, so that our own 401 answers."""
    headers = {"authorization": {"value": sent}}
    asked = run("caller", {"viewer": {"ip": "198.51.100.1"}, "request": {"uri": "/v1/team", "headers": headers}})
    assert asked["headers"]["authorization"] == {"value": reached}


def test_what_the_api_does_not_find_stays_not_found(assembly: Assembly) -> None:
    """The portal's first page is no error page, and the function that shows it is not before the API."""
    assert "CustomErrorResponses" not in cdn(assembly)
    (screens,) = cdn(assembly)["DefaultCacheBehavior"]["FunctionAssociations"]
    assert all(screens not in each.get("FunctionAssociations", []) for each in behaviours(assembly).values())


@pytest.mark.parametrize(
    ("path", "served"),
    [
        ("/", "/index.html"),
        ("/team/users", "/index.html"),
        ("/team/users/usr_1/", "/index.html"),
        ("/v1", "/index.html"),
        ("/index.html", "/index.html"),
        ("/favicon.svg", "/favicon.svg"),
        ("/missing.js", "/missing.js"),
        ("/a.b/screen", "/index.html"),
    ],
)
def test_a_path_without_a_file_is_a_screen(path: str, served: str) -> None:
    """The CDN's own function, run: screens are the first page, files are themselves, also if they are missing."""
    assert run("screens", {"request": {"uri": path, "headers": {}}})["uri"] == served


def run(function: str, event: dict[str, Any]) -> dict[str, Any]:
    """What a function of the CDN makes of a request."""
    code = (ROOT / "infra" / "cdn" / f"{function}.js").read_text()
    asked = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(event)})));"
    done = subprocess.run(["node", "-e", asked], capture_output=True, text=True, check=True, timeout=30)
    request: dict[str, Any] = json.loads(done.stdout)
    return request


def test_headers_are_those_of_the_laptops_door_and_strict_transport_security(assembly: Assembly) -> None:
    """Every answer has the door's headers, and HSTS for two years; scripts and styles are files of ours."""
    (policy,) = assembly.all("AWS::CloudFront::ResponseHeadersPolicy")
    for behaviour in (cdn(assembly)["DefaultCacheBehavior"], *behaviours(assembly).values()):
        assert policy.refers_to(behaviour["ResponseHeadersPolicyId"])
    said = policy.properties["ResponseHeadersPolicyConfig"]
    security = said["SecurityHeadersConfig"]
    told = {each["Header"]: each["Value"] for each in said["CustomHeadersConfig"]["Items"]}
    told["x-content-type-options"] = "nosniff" if security["ContentTypeOptions"] else ""
    told["x-frame-options"] = security["FrameOptions"]["FrameOption"]
    told["referrer-policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
    assert told == PROTECTION
    (papers,) = (it for it in assembly.all("AWS::S3::Bucket") if "CorsConfiguration" in it.properties)
    policy = joined(security["ContentSecurityPolicy"]["ContentSecurityPolicy"])
    assert policy == csp("https://PAPERS", "https://PAPERS", "https://PAPERS")
    assert papers.stack == "numbers"
    assert "unsafe" not in policy
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 2 * 365 * 24 * 3600


def joined(words: dict[str, Any]) -> str:
    """The text that a template puts together; what it takes from another stack reads PAPERS."""
    return "".join(word if isinstance(word, str) else "PAPERS" for word in words["Fn::Join"][1])


def test_only_the_cdn_reads_the_portals_bucket(assembly: Assembly) -> None:
    """Nothing is public, nothing travels in the clear, and the one leave is for this distribution."""
    for bucket in assembly.all("AWS::S3::Bucket"):
        assert set(bucket.properties["PublicAccessBlockConfiguration"].values()) == {True}
    origins = [
        origin(assembly, each) for each in (cdn(assembly)["DefaultCacheBehavior"], behaviours(assembly)["/assets/*"])
    ]
    assert origins[0] == origins[1]
    assert origins[0]["OriginAccessControlId"]
    policies = assembly.all("AWS::S3::BucketPolicy")
    statements = [s for policy in policies for s in policy.properties["PolicyDocument"]["Statement"]]
    denied = [s for s in statements if s["Effect"] == "Deny"]
    assert [s["Condition"] for s in denied] == [{"Bool": {"aws:SecureTransport": "false"}}] * len(policies)
    for allowed in (s for s in statements if s["Effect"] == "Allow"):
        assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert set(many(allowed["Action"])) <= {"s3:GetObject", "s3:ListBucket"}
        assert "AWS:SourceArn" in str(allowed["Condition"])


def test_hashed_files_are_kept_for_ever_and_come_before_the_pages_that_name_them(assembly: Assembly) -> None:
    """Pages are asked for anew; files of earlier builds stay for who has the old page open."""
    uploads = {
        each.properties.get("DestinationBucketKeyPrefix", ""): each
        for each in assembly.all("Custom::CDKBucketDeployment")
    }
    cache = {prefix: each.properties["SystemMetadata"]["cache-control"] for prefix, each in uploads.items()}
    assert cache == {"assets": "public, max-age=31536000, immutable", "": "no-cache"}
    assert uploads["assets"].id in uploads[""].whole["DependsOn"]
    assert {each.properties["Prune"] for each in uploads.values()} == {False}
    assert cdn(assembly)["DefaultCacheBehavior"]["CachePolicyId"] == MANAGED["kept"]


def test_the_cdn_is_modern_logged_and_under_the_operators_name(assembly: Assembly) -> None:
    """HTTP/2 and 3, TLS 1.2 and above, compressed, an access log that ends."""
    config = cdn(assembly)
    assert config["HttpVersion"] == "http2and3"
    assert config["Aliases"] == ["team.example.com"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert all(each["Compress"] for each in (config["DefaultCacheBehavior"], behaviours(assembly)["/assets/*"]))
    log = assembly.stacks["portal"]["Resources"][config["Logging"]["Bucket"]["Fn::GetAtt"][0]]
    assert log["Properties"]["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == 90


def test_the_emulator_has_no_portal_because_the_laptops_door_serves_it(disposable: Assembly) -> None:
    """The same build under the same paths, without a CDN."""
    assert "portal" not in disposable.stacks


def test_an_empty_portal_is_never_deployed(tmp_path: Path) -> None:
    """Without a build there are no stacks, and the message says how to build it."""
    with pytest.raises(BuildError, match="make setup"):
        system(App(outdir=str(tmp_path / "out")), Config.read(str(EXAMPLE)), tmp_path)
