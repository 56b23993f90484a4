"""Finds every sentence that the services say to people: in the code itself, and in what its modules hold.

The code is read for what is given to `say` and its like, to problems, and to what refuses a field; the modules are
asked for the titles of all problems and the words of all notices, which are put together when they are imported.
"""

import ast
import importlib
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from contracts.sentences import Sentence
from kernel.notices import Notice
from kernel.problems import Problem

ROOT = Path(__file__).parent.parent
_PARTS = ("contracts", "kernel", "services/identity", "services/teams", "services/billing", "services/numbers")
_SAYING = {"say": (0,), "say_count": (0, 1)}
_REFUSING = {"Form": 1, "PydanticCustomError": 1}
# Templates that `say` is given by a name: what the module holds under it.
TABLES: dict[str, tuple[str, ...]] = {
    "contracts.plans": ("CATALOGUE",),
    "contracts.sentences": ("_MONTHS",),
    "kernel.pdf.render": ("_PAGE", "_BOXES"),
    "kernel.http.faults": ("_FAULTS", "_BY_PREFIX", "_OTHER", "_NULL", "_EMPTY", "_PARAMETER"),
    "services.identity.domain.security_letters": ("_DENIALS", "_DENIAL"),
    "services.billing.domain.invoice": ("TITLES",),
    "services.billing.use_cases.credits.allocate_credits": ("FROM_BALANCE", "TOP_UP", "STAYS", "DEBT"),
    "services.numbers.domain.emergency": ("NOTICE",),
    "services.numbers.domain.port_in_wording": ("_STATUSES", "TEXTING", "HELD_UP", "RETRIED", "REPLACED", "TOO_LATE"),
    "services.numbers.domain.port_objections": ("CAUSES",),
    "services.numbers.domain.registration_words": ("STATUS_WORDS", "REASON_WORDS"),
    "services.numbers.domain.texting_codes": ("TEXTING_CODES", "_UNKNOWN"),
    "services.numbers.http.registration_views": ("_DURATION", "_NO_REFUND"),
    "services.teams.domain.consent": ("TEXTS",),
    "services.billing.domain.statement": ("LABELS",),
    "services.billing.pdf.statement": ("_MONTHS",),
    "services.billing.use_cases.top_ups.set_auto_top_up": ("WHAT",),
    "services.billing.use_cases.top_ups.top_up_wallet": ("WHAT",),
    "services.billing.use_cases.payments.use_day": ("_BUY", "_GIVE"),
    "services.billing.use_cases.usage.report_words": ("_MORE", "_LESS", "_WHY"),
    "services.numbers.domain.call_words": ("_MONTHS",),
    "services.numbers.use_cases.voicemails.notify_user": ("_NEXT_STEPS", "_SEE_CALLS"),
}
_WITHOUT_WORDS = {"{sentence}"}  # a field's refusal whose sentence is one of contracts/names.py


@dataclass(frozen=True)
class Found:
    """A sentence with its plural, if it has one, and the module that says it."""

    text: str
    many: str
    module: str

    @property
    def catalogue(self) -> str:
        """Return the name of the catalogue that it belongs to: its service's, or the one that all share."""
        return self.module.split(".")[1] if self.module.startswith("services.") else "shared"


@dataclass(frozen=True)
class Unreadable:
    """A place that says something that cannot be known from the code: it has to become a sentence with values."""

    place: str
    code: str


@cache
def everything() -> tuple[tuple[Found, ...], tuple[Unreadable, ...]]:
    """Return every sentence, and every place whose words cannot be known."""
    modules = {file: importlib.import_module(_name(file)) for file in _files()}
    found = [*_titles(), *_notices(modules.values()), *_names(), *_tables()]
    unreadable: list[Unreadable] = []
    refusals = {problem.__name__ for problem in _problems(Problem)}
    for file, module in modules.items():
        for it in _calls(file, module, refusals):
            (found if isinstance(it, Found) else unreadable).append(it)  # type: ignore[arg-type]
    return tuple(it for it in found if _has_words(it.text)), tuple(unreadable)


def _files() -> Iterator[Path]:
    for part in _PARTS:
        yield from sorted(it for it in (ROOT / part).rglob("*.py") if it.name != "__main__.py")


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _problems(of: type[Problem]) -> Iterator[type[Problem]]:
    yield of
    for one in of.__subclasses__():
        yield from _problems(one)


def _titles() -> Iterator[Found]:
    """Yield what problems say: their titles, and the other sentences that they hold."""
    for problem in _problems(Problem):
        if problem.__module__.startswith(("kernel.", "services.")):
            for name, held in vars(problem).items():
                if name != "code" and not name.startswith("__"):
                    yield from (Found(text, "", problem.__module__) for text in _texts(held))


def _texts(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        yield from (text for text in held.values() if isinstance(text, str))


def _notices(modules: Iterable[ModuleType]) -> Iterator[Found]:
    for module in modules:
        for held in list(vars(module).values()):
            for notice in held.values() if isinstance(held, dict) else [held]:
                if isinstance(notice, Notice):
                    for text in (notice.subject, notice.text, notice.as_text):
                        if not isinstance(text, Sentence):
                            yield Found(text, "", module.__name__)


def _names() -> Iterator[Found]:
    from contracts.names import SENTENCES

    return (Found(text, "", "contracts.names") for text in SENTENCES.values())


def _tables() -> Iterator[Found]:
    for name, tables in TABLES.items():
        for table in tables:
            yield from (Found(text, "", name) for text in _held(getattr(importlib.import_module(name), table)))


def _held(table: object) -> Iterator[str]:
    """Yield the sentences of a table; of a pair of a code and a sentence the sentence."""
    if isinstance(table, dict):
        for held in table.values():
            yield from _held(held)
    elif isinstance(table, tuple) and len(table) == len(("code", "sentence")) and " " not in table[0]:
        yield table[1]
    elif isinstance(table, tuple):
        yield from table
    elif is_dataclass(table):
        for field in fields(table):
            yield from (text for text in _held(getattr(table, field.name)) if " " in text)
    elif isinstance(table, str):
        yield table


def _calls(file: Path, module: ModuleType, refusals: set[str]) -> Iterator[Found | Unreadable]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield from _said_by(node, module, refusals)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "message" and isinstance(value, ast.Constant):
                    yield Found(str(value.value), "", module.__name__)


def _said_by(node: ast.Call, module: ModuleType, refusals: set[str]) -> Iterator[Found | Unreadable]:
    called = node.func.id if isinstance(node.func, ast.Name) else ""
    if called in _SAYING:
        texts = [_value(node.args[place], module) for place in _SAYING[called]]
        if all(texts):
            yield Found(str(texts[0]), str(texts[1]) if len(texts) > 1 else "", module.__name__)
        elif isinstance(node.args[0], ast.JoinedStr):
            yield Unreadable(f"{module.__name__}:{node.lineno}", ast.unparse(node.args[0]))
    elif called in _REFUSING and len(node.args) > _REFUSING[called]:
        yield from _refusal(node.args[_REFUSING[called]], node, module)
    elif called in refusals and node.args:
        yield from _refusal(node.args[0], node, module)


def _refusal(said: ast.expr, node: ast.Call, module: ModuleType) -> Iterator[Found | Unreadable]:
    """Yield what a refusal says; what a variable or a call says is found where that is made."""
    text = _value(said, module)
    if isinstance(text, str) and not isinstance(text, Sentence) and text not in _WITHOUT_WORDS:
        yield Found(text, "", module.__name__)
    elif text is None and isinstance(said, ast.JoinedStr):
        yield Unreadable(f"{module.__name__}:{node.lineno}", ast.unparse(said))


def _value(said: ast.expr, module: ModuleType) -> str | None:
    """Return the text of an expression, if its module knows it without running."""
    try:
        value = eval(compile(ast.Expression(said), module.__name__, "eval"), dict(vars(module)))  # noqa: S307 (our own)
    except Exception:
        return None
    return value if isinstance(value, str) else None


def _has_words(template: str) -> bool:
    """Return whether there is anything to translate: words, or the order of several values, as in a date."""
    parts = list(string.Formatter().parse(template))
    words = "".join(literal for literal, *_ in parts)
    return any(sign.isalpha() for sign in words) or sum(name is not None for _, name, *_ in parts) > 1
