"""Tests that no text repeats by hand how long something takes: it reads the constant that the rule reads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|sixty|ninety)"
_UNIT = r"(?:second|minute|hour|day|week|month|year)"
DURATION = re.compile(rf"\b{_COUNT}[ -](?:business )?{_UNIT}s?\b|\b{_UNIT}s \d", re.IGNORECASE)
_ESTIMATE = re.compile(r"\busually\b", re.IGNORECASE)  # what other carriers need is no rule of ours
_NAMES = {"Last 31 days", "Last 3 months", "Last 12 months", "US local number, 12 months"}  # each beside its number


def sentences_of(source: str) -> Iterator[str]:
    """Yield the pieces of text of a module that are written out, without its docstrings and what is filled in."""
    tree = ast.parse(source)
    own = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
            yield node.value


def lines_of(source: str) -> Iterator[str]:
    """Yield the lines of a module of the portal, without comments."""
    yield from re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL).splitlines()


def repeated(text: str) -> bool:
    """Return whether a text names a duration itself."""
    return bool(DURATION.search(text)) and not _ESTIMATE.search(text)


def texts() -> Iterator[tuple[Path, str]]:
    """Yield each text of the services and each line of the portal, with its file."""
    for path in sorted([*ROOT.glob("services/*/**/*.py"), *ROOT.glob("kernel/**/*.py"), *ROOT.glob("contracts/*.py")]):
        for text in sentences_of(path.read_text(encoding="utf-8")) if path.name != "schedule.py" else ():
            yield path, text
    for path in sorted(ROOT.glob("web/src/**/*.ts*")):
        if ".test." not in path.name and path.name not in ("schema.ts", "terms.ts"):
            for text in lines_of(path.read_text(encoding="utf-8")):
                yield path, text


def test_no_text_repeats_a_duration_by_hand() -> None:
    """A rule that changes changes its letters, problems and screens."""
    read = list(texts())
    assert len(read) > 10_000
    found = [f"{path.relative_to(ROOT)}: {text.strip()}" for path, text in read if repeated(text)]
    assert [one for one in found if not any(name in one for name in _NAMES)] == []


def test_what_counts_as_repeated() -> None:
    """Written out in digits or words; neither what a constant fills in, nor an estimate."""
    assert repeated("You can go on three days after that.")
    assert repeated("We'll try again on days 1, 3 and 5.")
    assert not repeated("This usually takes 2 to 7 business days.")
    assert not any(repeated(text) for text in sentences_of('f"It is kept for {DAYS} days, until then."'))
