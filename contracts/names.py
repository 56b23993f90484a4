"""Names that people give to teams, themselves, those they invite, and numbers: they go to strangers by text and mail.

A name is kept in Unicode's NFKC form with single spaces. It holds letters or digits that can be seen, and nothing
that a reader could take for a link, a code, a number to call or another name.
"""

import re
import unicodedata
from dataclasses import dataclass

BRAND = "Teamline"


@dataclass(frozen=True, slots=True)
class NameRules:
    """What a field allows besides plain words: our brand, and how many digits in a row."""

    brand: bool = False
    digits: int = 2


ANY_NAME = NameRules()
LABEL = NameRules(brand=True, digits=6)


class UnfitNameError(ValueError):
    """The name is not fit for strangers; `code` is stable, the message is a sentence for the person who typed it."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code


SENTENCES = {
    "name_invisible": "This has characters that can't be seen. Type it instead of pasting it.",
    "name_empty": "Enter at least one letter.",
    "name_markup": "Leave < and > out.",
    "name_web_address": "Leave web and email addresses out.",
    "name_digits": "Leave codes and phone numbers out: at most two digits in a row.",
    "name_phone_number": "Leave phone numbers out.",
    "name_mixed_alphabets": "Use letters of one alphabet within a word.",
    "name_brand": f"{BRAND} can't be part of a name.",
}
_COMMON_ENDINGS = frozenset(("com", "net", "org", "info", "biz", "io", "co", "me", "app"))
_BEFORE_A_NAME = frozenset(
    ["mr", "mrs", "ms", "mx", "dr", "prof", "st", "ste", "sta", "sr", "sra", "jr", "fr", "mt", "ft", "no", "vs"]
)
_DOTS = str.maketrans(dict.fromkeys("\u3002\u0589\u06d4\u0701\u0702\ua4f8\ua60e\u2e33\u2e3c", "."))
_SLASHES = "\u2044\u2215\u29f8\u2571"
_ADDRESS = re.compile(r"\w:/|@|\bwww\b\s*\.", re.IGNORECASE)
_DOMAIN = re.compile(r"([^\W_](?:[\w-]*[^\W_])?)\.([^\W\d_]{2,})")
_SPACED_DIGITS = re.compile(r"\d(?:[\W_]{0,3}\d){6,}")
_CODE_DIGITS = re.compile(r"\d(?:[\W_]{0,3}\d){4,}")
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\u119e", "."))  # Catalan has one
_WORD = re.compile(r"[^\W\d_]+")

# Signs that show nothing though Unicode counts them among letters, marks and symbols.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"))
_PASTED = " \t\r\n\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"  # around a pasted name
_JOINERS, _PICTURE_STYLE, _KEYCAP = "\u200c\u200d", "\ufe0f", "\u20e3"
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # chooses a shape, and shows nothing

_SHAPED = re.compile(f"(.){_PICTURE_STYLE}")  # such as the trademark sign, of which NFKC makes letters

# Scripts that are written together; Latin is also mixed with any that does not look like it (UTS 39, 5.2).
_EAST_ASIAN = (
    frozenset(("LATIN", "CJK", "HIRAGANA", "KATAKANA")),
    frozenset(("LATIN", "CJK", "BOPOMOFO")),
    frozenset(("LATIN", "CJK", "HANGUL")),
)
_LIKE_LATIN = frozenset(("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET", "TIFINAGH"))
_LATIN_SHAPES = str.maketrans(
    dict(zip("аеорсухіјѕһԁӏԛԝ", "aeopcyxijshdlqw", strict=True))
    | dict(zip("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS", strict=True))
    | dict(zip("οανρυικχ", "oavpuikx", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
)  # of Cyrillic and Greek, small and capital
_SMALL_CAPITALS = str.maketrans(dict(zip("\u1d1b\u1d07\u1d00\u1d0d\u029f\u026a\u0274\u0131", "teamlini", strict=True)))
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "3": "e", "4": "a", "7": "t"})


def read_name(text: str, rules: NameRules = ANY_NAME) -> str:
    """Return the name as it is kept. Raises UnfitNameError with the first rule that it breaks."""
    shaped = _SHAPED.sub(lambda found: found[1] if not unicodedata.is_normalized("NFKC", found[1]) else found[0], text)
    name = re.sub(" +", " ", unicodedata.normalize("NFKC", shaped).strip(_PASTED))
    for code, is_broken in (
        ("name_invisible", _has_invisible(name)),
        ("name_empty", not any(sign.isalnum() for sign in name)),
        ("name_markup", "<" in name or ">" in name),
        ("name_web_address", _has_web_address(name)),
        ("name_phone_number", bool(_SPACED_DIGITS.search(_with_plain_digits(name)))),
        ("name_digits", _has_code(_with_plain_digits(name), rules.digits)),
        ("name_mixed_alphabets", _mixes_alphabets(name)),
        ("name_brand", not rules.brand and _has_brand(name)),
    ):
        if is_broken:
            raise UnfitNameError(code)
    return name


def _has_invisible(name: str) -> bool:
    signs = enumerate(name)
    return any(
        sign in _BLANK
        or (unicodedata.category(sign) in _UNSEEN and not _joins(name, at))
        or (_SELECTOR.match(sign) is not None and not _selects(name, at))
        for at, sign in signs
    )


def _selects(name: str, at: int) -> bool:
    """Return whether a selector follows what has shapes to choose from: a picture, a key cap, or such a script."""
    before, after = name[at - 1 : at], name[at + 1 : at + 2]
    if not before:
        return False
    is_picture = unicodedata.category(before) in ("So", "Sm", "Sk")
    return is_picture or after == _KEYCAP or _script(before) in ("CJK", "MONGOLIAN")


def _without_marks(name: str) -> str:
    return "".join(sign for sign in name if not unicodedata.category(sign).startswith("M"))


def _with_plain_digits(name: str) -> str:
    """Return the name with digits for those in circles and key caps, for counting them."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in _without_marks(name))


def _joins(name: str, at: int) -> bool:
    """Return whether a joiner is between letters of a script that needs it, such as Persian, or between pictures."""
    if name[at] not in _JOINERS or not 0 < at < len(name) - 1:
        return False
    before, after = name[at - 1], name[at + 1]
    if name[at] == "\u200d" and (before == _PICTURE_STYLE or unicodedata.category(before) in ("So", "Sk")):
        return unicodedata.category(after) == "So"
    return all(
        unicodedata.category(sign) in ("Lo", "Mn", "Mc") and _script(sign) not in ("HANGUL", "CJK")
        for sign in (before, after)
    )


def _has_web_address(name: str) -> bool:
    plain = _without_marks(name).translate(_DOTS)
    if _ADDRESS.search(plain) or any(slash in plain for slash in _SLASHES):
        return True
    if any(_is_domain(before, ending) for before, ending in _DOMAIN.findall(plain)):
        return True
    endings = (ending for _, ending in _DOMAIN.findall(plain.translate(_MIDDLE_DOTS)))
    return any(ending.casefold() in _COMMON_ENDINGS for ending in endings)


def _is_domain(before: str, ending: str) -> bool:
    """Return whether `before.ending` reads as a domain, unlike J.Smith, Dr.Smith and St.John."""
    if ending.casefold() in _COMMON_ENDINGS:
        return True
    is_initial = len(before) == 1 and ending[0].isupper()
    return not is_initial and before.casefold() not in _BEFORE_A_NAME


def _has_code(name: str, most: int) -> bool:
    """Return whether there are more digits in a row than allowed, or a code spelt with signs between its digits."""
    in_a_row = max((len(found) for found in re.findall(r"\d+", name)), default=0)
    return in_a_row > most or (most == ANY_NAME.digits and bool(_CODE_DIGITS.search(name)))


def _mixes_alphabets(name: str) -> bool:
    """Return whether a word mixes alphabets, or whether a word in another alphabet reads as Latin beside Latin."""
    words = _WORD.findall(name)
    scripts = [frozenset(map(_script, word)) - {""} for word in words]
    if any(not _may_mix(found) for found in scripts):
        return True
    has_latin = any("LATIN" in found for found in scripts)
    return has_latin and any(
        found & _LIKE_LATIN and word.translate(_LATIN_SHAPES).isascii()
        for word, found in zip(words, scripts, strict=True)
    )


def _may_mix(scripts: frozenset[str]) -> bool:
    if len(scripts) < 2 or any(scripts <= together for together in _EAST_ASIAN):
        return True
    return len(scripts) == 2 and "LATIN" in scripts and not scripts & _LIKE_LATIN


def _script(sign: str) -> str:
    """Return the script of a letter by the first word of its Unicode name; empty for marks that go with any script."""
    if not sign.isalpha():
        return ""
    return unicodedata.name(sign, "").split(" ", 1)[0].split("-", 1)[0]


def _has_brand(name: str) -> bool:
    """Return whether our brand is in the name, spelt with signs or look-alikes too; `Steam Liners` is another name."""
    apart = unicodedata.normalize("NFKD", name)
    shapes = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LATIN_SHAPES).casefold()
    shapes = shapes.translate(_SMALL_CAPITALS)
    brand = r"[\W_]*".join(BRAND.casefold().translate(_ALIKE))
    return bool(re.search(rf"(?<!s){brand}", shapes.translate(_ALIKE)))
