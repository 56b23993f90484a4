"""The HTTP API: every route of the code, and nothing else, behind the authorizer unless it is open."""

from collections.abc import Iterable

from infra.doors import Doors
from tests.infra.assembly import BESIDES, Assembly, Resource

OPEN_BESIDES = dict.fromkeys(
    ("$default", "GET /v1/openapi.json", "HEAD /v1/openapi.json"), "kernel.http.document.handler"
)


def with_heads(keys: Iterable[str]) -> list[str]:
    """Return the keys, and that of HEAD for each that gets."""
    keys = list(keys)
    return [*keys, *(key.replace("GET", "HEAD", 1) for key in keys if key.startswith("GET "))]


def services(assembly: Assembly) -> dict[str, Doors]:
    return {name: Doors.of(name) for name in assembly.stacks if name not in BESIDES}


def routes(assembly: Assembly) -> dict[str, Resource]:
    return {route.properties["RouteKey"]: route for route in assembly.all("AWS::ApiGatewayV2::Route")}


def test_the_api_has_every_route_of_the_code_and_nothing_else(assembly: Assembly) -> None:
    """A route exists in the cloud because a handler has it, and for no other reason; HEAD where there is GET."""
    in_code = [
        route.key for doors in services(assembly).values() for api in doors.apis.values() for route in api.routes
    ]
    assert sorted(routes(assembly)) == sorted([*with_heads(in_code), *OPEN_BESIDES])


def test_a_route_needs_a_caller_unless_its_code_says_that_it_is_open(assembly: Assembly) -> None:
    """Every route that is not open has the authorizer."""
    in_code = [route for doors in services(assembly).values() for api in doors.apis.values() for route in api.routes]
    unguarded = {key for key, route in routes(assembly).items() if route.properties["AuthorizationType"] == "NONE"}
    assert unguarded == set(with_heads(route.key for route in in_code if route.open)) | set(OPEN_BESIDES)
    for key in set(routes(assembly)) - unguarded:
        properties = routes(assembly)[key].properties
        assert (properties["AuthorizationType"], bool(properties["AuthorizerId"])) == ("CUSTOM", True)


def test_a_route_leads_to_the_function_whose_code_has_it(assembly: Assembly) -> None:
    """No route ends at a neighbour."""
    expected = {
        key: f"services.{name}.{door}.handler"
        for name, doors in services(assembly).items()
        for door, api in doors.apis.items()
        for key in with_heads(route.key for route in api.routes)
    }
    assert {key: handler(assembly, route) for key, route in routes(assembly).items()} == expected | OPEN_BESIDES


def handler(assembly: Assembly, route: Resource) -> str:
    integration = route.properties["Target"]["Fn::Join"][1][1]["Ref"]
    template = assembly.stacks[route.stack]["Resources"]
    uri = template[integration]["Properties"]["IntegrationUri"]
    called = template[uri.get("Ref") or uri["Fn::GetAtt"][0]]
    if called["Type"] == "AWS::Lambda::Alias":
        called = template[called["Properties"]["FunctionName"]["Ref"]]
    return str(called["Properties"]["Handler"])


def test_what_people_wait_for_starts_from_a_snapshot(assembly: Assembly) -> None:
    """The doors to HTTP, and the authorizer before them, are called by an alias of a published version."""
    snapped = {f.properties["Handler"] for f in assembly.functions if "SnapStart" in f.properties}
    doors = {f"services.{name}.{door}.handler" for name, s in services(assembly).items() for door in s.apis}
    authorizer = {"services.identity.authorizer.handler"}
    assert snapped - authorizer == doors
    for integration in assembly.all("AWS::ApiGatewayV2::Integration"):
        uri = integration.properties["IntegrationUri"]
        called = assembly.stacks[integration.stack]["Resources"][uri.get("Ref") or uri["Fn::GetAtt"][0]]
        assert (
            called["Type"] == "AWS::Lambda::Alias" or called["Properties"]["Handler"] == "kernel.http.document.handler"
        )


def test_nothing_on_the_emulator_starts_from_a_snapshot(disposable: Assembly) -> None:
    """It knows no snapshots, and calls functions themselves."""
    assert not [function for function in disposable.functions if "SnapStart" in function.properties]
    assert not disposable.all("AWS::Lambda::Alias")


def test_the_authorizer_hears_the_authorization_header_and_forgets_after_a_minute(assembly: Assembly) -> None:
    """An ended session's token is believed for a minute at most."""
    for authorizer in assembly.all("AWS::ApiGatewayV2::Authorizer"):
        properties = authorizer.properties
        assert properties["IdentitySource"] == ["$request.header.Authorization"]
        assert properties["AuthorizerResultTtlInSeconds"] == 60
        assert properties["EnableSimpleResponses"] is True
        assert properties["AuthorizerPayloadFormatVersion"] == "2.0"


def test_the_front_door_is_throttled_and_logs_every_call(assembly: Assembly) -> None:
    """Each stage has a rate, a burst and an access log."""
    (stage,) = assembly.all("AWS::ApiGatewayV2::Stage")
    assert stage.properties["DefaultRouteSettings"] == {"ThrottlingRateLimit": 500, "ThrottlingBurstLimit": 1000}
    assert "$context.routeKey" in stage.properties["AccessLogSettings"]["Format"]


def test_the_emulators_api_has_the_id_that_the_laptop_expects(disposable: Assembly, assembly: Assembly) -> None:
    """The id is pinned by a tag on the emulator, and by nothing on AWS."""
    (emulated,), (real,) = disposable.all("AWS::ApiGatewayV2::Api"), assembly.all("AWS::ApiGatewayV2::Api")
    assert emulated.properties["Tags"] == {"ms-custom-id": "c0ffee01"}
    assert "Tags" not in real.properties
