"""The page of exports: each file with its columns, and why other kinds of items are in none. Made from the code."""

from importlib import import_module

from contracts.exports import SERVICES
from kernel.exports.kinds import Exported, Kind

_HEAD = """# Exports

Made from the code by `make docs`. A person takes along what is stored of them, an owner what is stored of the team
(decision [076](decisions/076-exports-and-erasure.md)). Each file is in the ZIP twice, as JSON and as CSV, under the
folder of its service; one without rows is left out. Times are in UTC. An export is not of one instant: what changes
while it is prepared may be in it as it was before or after."""


def exports_page() -> str:
    """Return the text of docs/exports.md."""
    return "\n".join([_HEAD, *(line for service in SERVICES for line in _of(_exported(service))), ""])


def _exported(service: str) -> Exported:
    found: Exported = import_module(f"services.{service}.stores.exported").EXPORTED
    return found


def _of(exported: Exported) -> list[str]:
    files = [line for kind in exported.kinds for line in _file(exported, kind)]
    reasons = [f"| `{key}` | {why} |" for key, why in sorted(exported.left_out.items())]
    return [
        "",
        f"## {exported.service}",
        *files,
        "",
        f"In no file of {exported.service}, by the first words of the keys:",
        "",
        "| kind | why |",
        "|---|---|",
        *reasons,
        *_kept(exported),
    ]


def _kept(exported: Exported) -> list[str]:
    if not exported.kept:
        return []
    rows = [f"| `{kind}` | {why} |" for kind, why in sorted(exported.kept.items())]
    return ["", "Kept of a closed account, by its id:", "", "| file | why |", "|---|---|", *rows]


def _file(exported: Exported, kind: Kind) -> list[str]:
    rows = [f"| `{name}` | {exported.meanings[name]} |" for name in kind.columns]
    return ["", f"### {exported.service}/{kind.name}", "", kind.what, "", "| column | meaning |", "|---|---|", *rows]
