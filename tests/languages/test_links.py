"""The links of letters lead to pages of the portal."""

import re
from pathlib import Path

import pytest

from infra.one_origin import API_PREFIXES

ROOT = Path(__file__).parents[2]
# Up to a sign, a query or a fragment; a place counts as a segment only after a slash.
_PORTAL = r"\{(?:self\.)?portal(?:\.rstrip\('/'\))?\}"
_LINK = re.compile(_PORTAL + r"((?:/(?:\{[\w.]+\}|[a-z0-9_-]*))+)")
_PAGE = re.compile(r'path: "(/[^"]*)"')
_COMPUTED = {"/{page}": ("/not-me", "/undo-login-id")}  # identity's letters on security choose one


def links() -> list[str]:
    """Each address after the portal's own that the code of a service or a translation has."""
    files = [*(ROOT / "services").rglob("*.py"), *(ROOT / "languages").rglob("*.po")]
    texts = (re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8")) for file in files)
    found = {link for text in texts for link in _LINK.findall(text)}
    return sorted(page for link in found for page in _COMPUTED.get(link, (link,)))


def pages() -> list[re.Pattern[str]]:
    """The addresses of the portal's pages, a place of which is any one segment."""
    files = [*(ROOT / "web" / "src").glob("*/routes.ts"), ROOT / "web" / "src" / "app" / "routes.tsx"]
    paths = [path for file in files for path in _PAGE.findall(file.read_text(encoding="utf-8"))]
    patterns = [re.sub(r":\w+", "[^/]+", re.sub(r"/:\w+\?", "(/[^/]+)?", path)) for path in paths]
    return [re.compile(pattern) for pattern in patterns]


def test_links_and_pages_are_found() -> None:
    """The search finds what is known to be there; else it would prove nothing."""
    assert {"/billing", "/developer/webhooks", "/keep-team", "/undo-login-id", "/users/{person_id}"} <= set(links())
    assert any(page.fullmatch("/billing/invoices/inv_1") for page in pages())


@pytest.mark.parametrize("link", links())
def test_a_link_of_a_letter_is_a_page_of_the_portal(link: str) -> None:
    """Who follows it sees a page, not a 404 and never the API (O5)."""
    assert any(page.fullmatch(link) for page in pages()), link
    assert link.split("/")[1] not in API_PREFIXES
