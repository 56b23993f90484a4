"""What is built: small enough, clean under the strictest policy, and typed as the API is."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

from infra.one_origin import API_PREFIXES
from web import document, terms

_WEB = Path(__file__).parents[2] / "web"
_DIST = _WEB / "dist"
_LIMIT, _LIGHT_LIMIT = 280 * 1024, 60 * 1024


@pytest.mark.browser
def test_the_typed_client_is_that_of_the_api(tmp_path: Path) -> None:
    """The committed types are what the code's own document makes; `make client` writes them anew."""
    (tmp_path / "openapi.json").write_text(document.text(), encoding="utf-8")
    flags = (_WEB / "package.json").read_text(encoding="utf-8").partition("schema.ts ")[2].partition('"')[0].split()
    made = tmp_path / "schema.ts"
    generator = str(_WEB / "node_modules/.bin/openapi-typescript")
    command = [generator, str(tmp_path / "openapi.json"), "--output", str(made), *flags]
    subprocess.run(command, check=True, capture_output=True, cwd=_WEB, timeout=60)
    committed = (_WEB / "src/api/schema.ts").read_text(encoding="utf-8")
    assert made.read_text(encoding="utf-8") == committed, "the routes have changed: run `make client`"


@pytest.mark.browser
def test_the_portal_knows_the_limits_and_public_routes_of_the_api() -> None:
    """The committed facts are what the code's own document says; `make client` writes them anew."""
    committed = document.FACTS.read_text(encoding="utf-8")
    assert document.facts(json.loads(document.text())) == committed, "the API has changed: run `make client`"


@pytest.mark.browser
def test_the_portal_states_the_services_own_terms() -> None:
    """Days, sums and spans that it puts in words are the services' constants; `make client` writes them anew."""
    assert terms.terms() == terms.FILE.read_text(encoding="utf-8"), "a term has changed: run `make client`"


@pytest.mark.browser
def test_the_first_load_is_small() -> None:
    """All that comes before a layout and its screen is below 280 KB, compressed; the light pages' part, below 60 KB."""
    page = (_DIST / "index.html").read_text(encoding="utf-8")
    templates = dict(re.findall(r'<template data-parts="([^"]+)">(.*?)</template>', page, re.DOTALL))
    at_once = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    light = _compressed(at_once) + len(gzip.compress(page.encode()))
    assert list(templates) == ["portal", "signed-in", "/"]
    assert light < _LIGHT_LIMIT
    assert light + _compressed(templates["portal"]) < _LIMIT


def _compressed(links: str) -> int:
    files = re.findall(r'(?:src|href)="/(assets/[^"]+)"', links)
    assert files
    return sum(len(gzip.compress((_DIST / name).read_bytes())) for name in files)


@pytest.mark.browser
def test_the_page_needs_no_inline_script_and_nothing_from_elsewhere() -> None:
    """The strictest policy holds: no inline script or style, no address of another origin."""
    page = (_DIST / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page)
    assert "//" not in page.replace("<!--", "")
    styles = "".join(path.read_text(encoding="utf-8") for path in _DIST.glob("assets/*.css"))
    assert not re.search(r"url\((?!/assets/)", styles)


@pytest.mark.browser
def test_no_address_of_the_portal_is_one_of_the_api() -> None:
    """CDN and laptop pass some paths to the API: a page at such a path is lost when it is reloaded or linked to."""
    routes = [path.read_text(encoding="utf-8") for path in _WEB.glob("src/*/routes.ts*")]
    paths = {path for text in routes for path in re.findall(r'path: "/([^"]*)"', text)}
    assert {"activity", "developer/webhooks"} <= paths
    assert {path for path in paths if path.split("/")[0] in API_PREFIXES} == set()
