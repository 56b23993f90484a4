"""Names that go to strangers: which are kept as they are, and which are refused with which reason."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.names import LABEL, UnfitNameError, read_name

HONEST = [
    "Ann Smith",
    "O'Brien",
    "O\u2019Brien-Łukasz 李小龍 محمد",
    "Mary-Jane O'Brien",
    "7-Eleven",
    "Studio 54",
    "Route 66 Motel",
    "3M",
    "24/7 Locksmith",
    "AT&T",
    "H&M",
    "Acme, Inc.",
    "Acme Co., Ltd.",
    "Yahoo! Inc.",
    "E*TRADE",
    "J.R. Smith",
    "J.R.R.Tolkien",
    "Dr.Smith",
    "St.John",
    "A.C.M.E.",
    "No. 1 Deli",
    "Ann Smith's team",
    "Nguyễn Văn Ánh",
    "İbrahim Işık",
    "Łukasz Żółć",
    "Bjørn Sørensen",
    "Jürgen Straße",
    "Þórður",
    "Gal·la Placídia",
    "Анна Каренина",
    "Мария-Луиза",
    "Ελένη Παπαδοπούλου",
    "משה כהן",
    "صالح‌زاده",
    "नरेन्द्र मोदी",
    "क्‍ष",
    "山田太郎",
    "山田 タロウ",
    "マイケル・ジャクソン",
    "김철수",
    "LG전자",
    "ソニーGroup",
    "Team 山田",
    "ภูมิพล",
    "გიორგი",
    "Հայկ",
    "ምኒልክ",
    "😀 Ada",
    "👩‍🔧 Repairs",
    "❤️ Bakery",
    "Anna Анна",
    "Иван Smith",
    "Steam Liners",
    "Streamline",
    "Sonia",
    "Ça va",
    "X Æ A-12",
    "Pier 39",
    "Formula 1",
    "Jean-Luc d’Arc",
    "Salt & Pepper (West)",
    "¡Hola! Taller",
    "№ 9",
    "Boeing #7",
    "\u845b\U000e0100城 花子",
    "1\ufe0f\u20e3 Plumbing",
]
REFUSED = {
    "name_empty": ["", " ", "---", "...", "\u200b", "\u200b\u200b \ufeff", "😀", "'"],
    "name_invisible": [
        "\u202egnihtyna",
        "\u202e\u202c",
        "Ann\u200bSmith",
        "Ann\u202eSmith",
        "Ada\u0085Bell",
        "a\nb",
        "\u3164",
        "\u115f\u1160",
        "\u2800",
        "Ann\u00adSmith",
        "Ann\u2028Smith",
        "a\u200db",
        "Ann\u2066 Smith",
        "\ue000",
        "a\x00b",
        "Ann\U000e0041",
        "\u200c\u200d x\u200c",
        "paypal\ufe0f.com",
        "paypal.\ufe0fcom",
        "Te\ufe0fam",
        "A\U000e0101nn",
    ],
    "name_markup": ["<b>Ann</b>", "Ann <ann", "\uff1cscript\uff1e"],
    "name_web_address": [
        "see http://evil.example",
        "www.evil.example Inc",
        "evil.example of J.R. Smith",
        "Amazon.com",
        "paypal\u3002com",
        "paypal\uff0ecom",
        "paypal\u2024com",
        "paypal\uff61com",
        "t.co",
        "X.COM",
        "bit.ly/abc",
        "a@b",
        "ann@example.com",
        "https:\u2044\u2044evil",
        "Dr.com",
        "a.рф",
        "paypal.\u0301com",
        "paypal\u20dd.com",
        "paypal\u00b7com",
        "paypal\u2027com",
        "WWW . evil",
    ],
    "name_phone_number": [
        "Call 415-555-0132",
        "+1 (415) 555-0132",
        "4 1 5 5 5 5 0 1 3 2",
        "\uff14\uff11\uff15\uff15\uff15\uff15\uff10",
        "٤١٥ ٥٥٥ ٠١٣٢",
        "41.55.55.01.32",
    ],
    "name_digits": [
        "Your Amazon code is 123456",
        "Unit 101",
        "12-34-56",
        "1 2 3 4 5 6",
        "code 12 34 5",
        "\u2460\u2461\u2462",
        "Team 365",
        "x123y",
        "1.2.3.4.5",
        "code \u2776\u2777\u2778\u2779\u277a\u277b",
        "code 1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e36\ufe0f\u20e3",
        "code 12 – 34 – 56",
        "code 1 - 2 - 3 - 4 - 5 - 6",
        "1_2_3_4_5_6",
    ],
    "name_mixed_alphabets": [
        "\u0420ayPal",
        "Ann\u0430",
        "Gοοgle",
        "\u0410\u0440\u0440\u04cf\u0435 Support",
        "Microsоft",
        "Аррӏе Inc",
        "日本Иван",
    ],
    "name_brand": [
        "Teamline",
        "TEAMLINE Support",
        "Team line",
        "T-e-a-m-l-i-n-e",
        "TeamIine",
        "Teaml1ne",
        "Téamlïne",
        "T3aml1ne",
        "MyTeamline",
        "Ｔｅａｍｌｉｎｅ",
        "Bob's Teamline",
        "team_line",
        "\u1d1beamline",
        "Teaml\u0131ne",
    ],
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_name_is_kept(name: str) -> None:
    """Real names of people and firms, in any alphabet, are kept as they are written."""
    assert read_name(name) == unicodedata.normalize("NFKC", name)


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in REFUSED.items() for name in names])
def test_a_name_that_misleads_is_refused_with_its_reason(code: str, name: str) -> None:
    """Each kind of misleading name has a stable code and a sentence."""
    with pytest.raises(UnfitNameError, match=r"^[A-Z][^^\\]*\.$") as refusal:
        read_name(name)
    assert refusal.value.code == code


def test_a_picture_that_becomes_letters_loses_its_style() -> None:
    """The trademark sign as a picture is `TM` once it is normalized, and its invisible selector goes."""
    assert read_name("Mark \u2122\ufe0f") == "Mark TM"


def test_what_pasting_brings_along_is_removed() -> None:
    """Spaces and direction marks around a name are removed, other spaces are one, and look-alike forms are plain."""
    assert read_name("\u202a Ann\u00a0 Smith\u202c\n") == "Ann Smith"
    assert read_name("\ufeffＡｎｎ") == "Ann"
    assert read_name("ﬁne") == "fine"


def test_a_label_may_number_rooms_but_not_hold_phone_numbers() -> None:
    """Labels name lines: rooms and years are allowed, our brand too; a phone number or a link is not."""
    for label in ("Room 204", "Summer 2026", "Teamline main", "Desk 12-34-56"):
        assert read_name(label, LABEL) == label
    for label in ("Call 4155550132", "evil.example", "a\u200bb"):
        with pytest.raises(UnfitNameError):
            read_name(label, LABEL)


@given(st.text(max_size=80))
def test_a_kept_name_is_kept_again(text: str) -> None:
    """Reading is idempotent, raises no other error, and what is kept has nothing that cannot be seen."""
    try:
        name = read_name(text)
    except UnfitNameError:
        return
    assert read_name(name) == name
    assert any(sign.isalnum() for sign in name)
    assert not {"\u200b", "\u202e", "\u2066", "\n"} & set(name)
