"""The catalogues: one file for each language and service, and what functions read of them (decision 095)."""

import string
from pathlib import Path

import polib

from contracts.languages import DEFAULT, LANGUAGES, Language
from languages.sentences_found import Found, everything

_HERE = Path(__file__).parent
NAMES = ("shared", "identity", "teams", "billing", "numbers")
TRANSLATED: tuple[Language, ...] = tuple(language for language in LANGUAGES if language != DEFAULT)
_PLURALS: dict[str, str] = {"es": "nplurals=2; plural=(n != 1);"}


def file_of(language: str, name: str) -> Path:
    """Return the file of a catalogue."""
    return _HERE / language / f"{name}.po"


def compiled_file(language: str) -> Path:
    """Return the file that functions read."""
    return _HERE / f"{language}.mo"


def by_catalogue() -> dict[str, dict[str, Found]]:
    """Return every sentence once, by its catalogue; what two services say is in the one that all share."""
    found = sorted(everything()[0], key=lambda it: (it.text, it.module))
    homes: dict[str, set[str]] = {}
    for it in found:
        homes.setdefault(it.text, set()).add(it.catalogue)
    sorted_in: dict[str, dict[str, Found]] = {name: {} for name in NAMES}
    for it in found:
        name = "shared" if len(homes[it.text]) > 1 else it.catalogue
        known = sorted_in[name].setdefault(it.text, it)
        if it.many and not known.many:
            sorted_in[name][it.text] = it
    return sorted_in


def merged(language: str) -> dict[str, polib.POFile]:
    """Return the catalogues with what is said today: translations that are there stay, what is said no more goes."""
    known = {entry.msgid: entry for name in NAMES for entry in _read(language, name)}
    return {name: _merge(language, found, known) for name, found in by_catalogue().items()}


def _merge(language: str, found: dict[str, Found], known: dict[str, polib.POEntry]) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS[language],
    }
    for text, it in sorted(found.items()):
        before = known.get(text)
        entry = polib.POEntry(msgid=text, occurrences=[(it.module, "")], flags=["python-brace-format"])
        if it.many:
            entry.msgid_plural = it.many
            entry.msgstr_plural = dict(before.msgstr_plural) if before and before.msgstr_plural else {0: "", 1: ""}
        else:
            entry.msgstr = before.msgstr if before else ""
        catalogue.append(entry)
    return catalogue


def compiled(language: str) -> bytes:
    """Return what functions read: all catalogues of a language as one."""
    whole = polib.POFile()
    for name in NAMES:
        read = _read(language, name)
        whole.metadata = read.metadata
        for entry in read:
            whole.append(entry)
    return bytes(whole.to_binary())


def faults(language: str) -> list[str]:
    """Return what is wrong with the catalogues of a language: lacking, stale, empty, or with other places."""
    wrong: list[str] = []
    for name, found in by_catalogue().items():
        entries = {entry.msgid: entry for entry in _read(language, name)}
        wrong += [f"{name}: lacks {text!r}" for text in found if text not in entries]
        wrong += [f"{name}: is said no more: {text!r}" for text in entries if text not in found]
        wrong += [f"{name}: {fault}" for text, entry in entries.items() if text in found for fault in _of(entry)]
    return wrong


def _of(entry: polib.POEntry) -> list[str]:
    said = [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]
    if not all(said):
        return [f"is not translated: {entry.msgid!r}"]
    places = _places(entry.msgid_plural or entry.msgid)
    return [f"has other places: {text!r}, not {sorted(places)}" for text in said if _places(text) != places]


def _places(text: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name is not None}


def _read(language: str, name: str) -> polib.POFile:
    file = file_of(language, name)
    return polib.pofile(str(file), wrapwidth=110) if file.exists() else polib.POFile()
