"""The door is one origin: the portal, and the API byte for byte; callers cannot claim an address."""

import http.client
from urllib.parse import urlsplit

import pytest

from infra.one_origin import ANONYMOUS
from tests.local.doors import Door


@pytest.mark.parametrize("path", ["/v1/team", "/webhooks/paypal", "/.well-known/jwks.json"])
def test_the_api_is_behind_the_door(door: Door, path: str) -> None:
    """The API's paths reach the API, and nothing else does."""
    assert door.get(path).json()["path"] == f"/base{path}"


def test_a_body_arrives_byte_for_byte(door: Door) -> None:
    """A signature over the body still holds: nothing is parsed and serialized again."""
    body = b'{ "a" :1,\r\n"\xc3\xa9":2 }'
    answer = door.ask("POST", "/webhooks/paypal", data=body, headers={"content-type": "application/json"})
    assert answer.status_code == 201
    assert bytes.fromhex(answer.json()["body"]) == body


def test_a_path_and_its_query_arrive_as_they_were_written(door: Door) -> None:
    """Escapes stay as they are."""
    path = "/v1/team/users/%2B14155550100?q=%26a%20b&cursor=%3D"
    assert door.get(path).json()["path"] == f"/base{path}"


def test_callers_cannot_claim_an_address(door: Door) -> None:
    """A caller's own X-Forwarded-For is dropped: limits per address cannot be escaped."""
    headers = {"X-Forwarded-For": "1.2.3.4", "Forwarded": "for=1.2.3.4", "Authorization": "Bearer x"}
    reached = {name.lower() for name in door.get("/v1/team", headers=headers).json()["headers"]}
    assert "authorization" in reached
    assert not reached & {"x-forwarded-for", "forwarded"}


@pytest.mark.parametrize(("sent", "reached"), [(None, ANONYMOUS), ("", ANONYMOUS), ("Bearer x", "Bearer x")])
def test_a_request_without_authorization_says_so(door: Door, sent: str | None, reached: str) -> None:
    """As the CDN does: without the header API Gateway answers 401 itself, and not with a problem of ours."""
    headers = {} if sent is None else {"Authorization": sent}
    found = {name.lower(): value for name, value in door.get("/v1/team", headers=headers).json()["headers"].items()}
    assert found["authorization"] == reached


def test_head_reaches_the_api(door: Door) -> None:
    """HEAD is passed on, and answered without a body."""
    answer = door.ask("HEAD", "/v1/team")
    assert (answer.status_code, answer.content) == (200, b"")


def test_cookies_stay_apart(door: Door) -> None:
    """Two cookies are two headers, as browsers expect."""
    cookies = door.get("/v1/sessions").raw.headers.getlist("set-cookie")
    assert cookies == ["one=1", "two=2"]


@pytest.mark.parametrize("path", ["/", "/team/users", "/v1/team", "/docs", "/assets/app.js"])
def test_every_answer_is_protected(door: Door, path: str) -> None:
    """Browsers must not guess types, must not show it in a frame, and run only our own scripts."""
    headers = door.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_a_screen_is_the_portal(door: Door) -> None:
    """A path without a file is a screen of the portal, and is not cached."""
    answer = door.get("/team/users/usr_1")
    assert "Portal" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


def test_a_hashed_file_is_kept_for_ever(door: Door) -> None:
    """The built files have their content's hash in their name."""
    assert "immutable" in door.get("/assets/app.js").headers["cache-control"]


def test_text_is_compressed_for_a_browser_that_takes_it(door: Door) -> None:
    """A first visit on a slow line loads a third, as behind the CDN; without the header it is sent as it is."""
    script = door.root / "web/dist/assets/app-1a2b.js"
    script.write_text("export const words = 'over and over again';\n" * 500)
    packed = door.get("/assets/app-1a2b.js", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == script.read_text()
    plain = door.get("/assets/app-1a2b.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == script.read_bytes()


def test_a_missing_file_is_missing(door: Door) -> None:
    """A missing script is 404, not the portal's first page."""
    assert door.get("/assets/other.js").status_code == 404


@pytest.mark.parametrize("path", ["/../secret.txt", "/..%2f..%2fsecret.txt", "/assets/../../../secret.txt"])
def test_nothing_outside_the_portal_is_served(door: Door, path: str) -> None:
    """No path leads out of the folder."""
    connection = http.client.HTTPConnection(urlsplit(door.url).netloc, timeout=5)
    connection.request("GET", path)
    assert b"not for you" not in connection.getresponse().read()


def test_the_reference_of_the_api_is_served_from_here(door: Door) -> None:
    """The page and all that it loads come from this origin."""
    page = door.get("/docs").text
    assert "//" not in page.replace("<!doctype", "")
    for file in ("swagger-ui-bundle.js", "swagger-ui.css", "docs.js"):
        assert f"/docs/{file}" in page
        assert door.get(f"/docs/{file}").status_code == 200
    assert door.get("/docs/package.json").status_code == 404


def test_links_until_there_is_a_portal(door: Door) -> None:
    """Without a built portal the first page links to phone and API."""
    index = door.root / "web/dist/index.html"
    index.rename(index.with_suffix(".away"))
    try:
        assert "http://sim/phone" in door.get("/").text
    finally:
        index.with_suffix(".away").rename(index)


def test_cookies_of_two_systems_stay_apart(further_door: Door) -> None:
    """Browsers share cookies between ports: a further system's have its suffix, and only those reach its API."""
    cookies = further_door.get("/v1/sessions").raw.headers.getlist("set-cookie")
    assert cookies == ["one_8280=1", "two_8280=2"]
    sent = {"Cookie": "one=of the other system; one_8280=a=b; two_8280=2"}
    headers = {name.lower(): it for name, it in further_door.get("/v1/team", headers=sent).json()["headers"].items()}
    assert headers["cookie"] == "one=a=b; two=2"
