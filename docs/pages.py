"""The pages of docs/ that are made from the code: events, log events, exports, limits, notices and more."""

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from contracts import event_catalogue
from docs.exports_page import exports_page
from docs.launch_page import launch_page
from docs.limits_page import limits_page
from docs.port_ins_page import port_ins_page
from docs.texting_codes_page import texting_codes_page
from docs.webhooks_page import webhooks_page
from infra.doors import Doors
from kernel.notices import Notice

DOCS = Path(__file__).parent
ROOT = DOCS.parent
SERVICES = ("identity", "teams", "billing", "numbers")
_LEVELS = ("debug", "info", "warning", "error", "exception")
_DEPLOYED = ("kernel", "services")


def pages() -> dict[Path, str]:
    """Return the text of each page by its file."""
    return {
        DOCS / "events.md": _events(),
        DOCS / "log-events.md": _log_events(),
        DOCS / "exports.md": exports_page(),
        DOCS / "launch.md": launch_page(),
        DOCS / "limits.md": limits_page(),
        DOCS / "notices.md": _notices(),
        DOCS / "port-ins.md": port_ins_page(),
        DOCS / "texting-codes.md": texting_codes_page(),
        DOCS / "webhooks.md": webhooks_page(),
    }


def _events() -> str:
    reacting = {
        service: {event.__name__ for door in Doors.of(service).consumers.values() for event in door.events}
        for service in SERVICES
    }
    rows = [
        f"| {event.source} | `{event.__name__}` | {(event.__doc__ or '').strip().splitlines()[0]} "
        f"| {', '.join(name for name in SERVICES if event.__name__ in reacting[name]) or 'subscribers'} |"
        for event in event_catalogue.published_events()
    ]
    return "\n".join(
        [
            "# Events",
            "",
            "Made from the code by `make docs`. The classes in [`contracts/`](../contracts) are the schemas;",
            "[`published.json`](../contracts/published.json) is what has been promised, and may only grow.",
            "",
            "| publisher | event | meaning | reacts |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def notices() -> Iterator[tuple[str, str, Notice]]:
    """Yield service, kind and notice of each table of notices."""
    for service in SERVICES:
        if find_spec(f"services.{service}.domain.notices"):
            table: dict[str, Notice] = import_module(f"services.{service}.domain.notices").NOTICES
            yield from ((service, kind, notice) for kind, notice in table.items())


def _notices() -> str:
    rows = [
        f"| {notice.happening} | {notice.to} | {_channels(notice)} | {notice.subject} | {service} `{kind}` |"
        for service, kind, notice in notices()
    ]
    return "\n".join(
        [
            "# Notices",
            "",
            "Made from the code by `make docs`: who is notified of what, and how (E1). Each service has its table in",
            "`domain/notices.py`, with the words; a test sends each. A code or link that one asks for is no notice.",
            "",
            "| happening | who | channels | subject | kind |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _channels(notice: Notice) -> str:
    return " and ".join(notice.channels) + (", as chosen" if notice.by_choice else "")


def _log_events() -> str:
    found: dict[str, tuple[str, set[str], set[str]]] = {}
    for package in _DEPLOYED:
        for path in sorted((ROOT / package).rglob("*.py")):
            for name, level, fields in log_events(path):
                _, known, places = found.setdefault(name, (level, set(), set()))
                known |= fields
                places.add(path.relative_to(ROOT).as_posix())
    rows = [
        f"| `{name}` | {level} | {', '.join(sorted(fields)) or '-'} | {', '.join(sorted(places))} |"
        for name, (level, fields, places) in sorted(found.items())
    ]
    return "\n".join(
        [
            "# Log events",
            "",
            "Made from the code by `make docs`. Names are stable: alarms and runbooks use them. Each line also has",
            "service, timestamp, level, location and correlation_id; phone numbers and emails are masked.",
            "",
            "| event | level | fields | where |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def log_events(path: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Yield name, level and fields of each log event that a module writes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in _LEVELS and _is_logger(node.func.value):
            if ast.unparse(node.args[0]) == "failure":  # named by the callers of each_message, below
                continue
            yield _text(node.args[0]), node.func.attr, _fields(node)
        for keyword in node.keywords:
            if keyword.arg == "failure":
                yield _text(keyword.value), "exception", {"message_id"}


def _is_logger(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "log"


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


def _fields(node: ast.Call) -> set[str]:
    extra = next((keyword.value for keyword in node.keywords if keyword.arg == "extra"), None)
    if not isinstance(extra, ast.Dict):
        return set()
    return {str(key.value) for key in extra.keys if isinstance(key, ast.Constant)}
