"""The README's table of controls matches the code."""

import re
from pathlib import Path

from simulators.app import build
from simulators.base_urls import BaseUrls

_README = Path(__file__).parents[2] / "simulators/README.md"


def test_the_table_of_controls_is_that_of_the_code(tmp_path: Path) -> None:
    """Every control is documented, and every documented control exists."""
    routes = build(BaseUrls(), tmp_path).router.routes()
    served = {f"{it.method} {it.resource.canonical}" for it in routes if it.resource and it.method != "HEAD"}
    documented = re.findall(r"^\| ((?:GET|POST) /_control/\S+) \|", _README.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(it for it in served if " /_control/" in it)
