"""The prices of calls and texts by place: the data of `rates.py`, one line per country, in micro-dollars.

The longest prefix that a number begins with decides its price. Prefixes follow the code of the country; `closed` are
its premium, shared-cost, personal and pager ranges, which are not served (N6).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abroad:
    """The prices of a country: `call` a minute to any number neither mobile nor closed, `text` for one part of a text.

    `code` holds its country codes, one or more.
    """

    country: str
    name: str
    code: str
    call: int
    mobile: str = ""
    mobile_call: int = 0
    text: int | None = None
    closed: str = ""


# +1 is 25 countries: these areas are Canada's, the islands' follow; every other is the United States'.
CANADA = (
    "204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 460 468 474 506 "
    "514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 "
    "942"
)
TOLL_FREE = "800 833 844 855 866 877 888"
CLOSED = (
    "500 521 522 523 524 525 526 527 528 529 532 533 535 538 542 543 544 545 546 547 549 550 552 553 554 556 566 569 "
    "577 578 588 589 600 622 633 644 655 677 688 700 710 900 976 246976 264724 268406 268409 345976"
)

ISLANDS = (
    Abroad("AS", "American Samoa", "1684", 90_000, text=60_000),
    Abroad("AI", "Anguilla", "1264", 220_000, text=60_000),
    Abroad("AG", "Antigua and Barbuda", "1268", 220_000, text=60_000),
    Abroad("BS", "Bahamas", "1242", 180_000, text=60_000),
    Abroad("BB", "Barbados", "1246", 220_000, text=60_000),
    Abroad("BM", "Bermuda", "1441", 60_000, text=60_000),
    Abroad("VG", "British Virgin Islands", "1284", 220_000, text=60_000),
    Abroad("KY", "Cayman Islands", "1345", 200_000, text=60_000),
    Abroad("DM", "Dominica", "1767", 240_000, text=60_000),
    Abroad("DO", "Dominican Republic", "1809 1829 1849", 70_000, text=60_000),
    Abroad("GD", "Grenada", "1473", 240_000, text=60_000),
    Abroad("GU", "Guam", "1671", 40_000, text=30_000),
    Abroad("JM", "Jamaica", "1658 1876", 240_000, text=60_000),
    Abroad("MS", "Montserrat", "1664", 260_000, text=60_000),
    Abroad("MP", "Northern Mariana Islands", "1670", 60_000, text=60_000),
    Abroad("PR", "Puerto Rico", "1787 1939", 15_000, text=7_500),
    Abroad("KN", "Saint Kitts and Nevis", "1869", 220_000, text=60_000),
    Abroad("LC", "Saint Lucia", "1758", 240_000, text=60_000),
    Abroad("VC", "Saint Vincent and the Grenadines", "1784", 240_000, text=60_000),
    Abroad("SX", "Sint Maarten", "1721", 180_000, text=60_000),
    Abroad("TT", "Trinidad and Tobago", "1868", 150_000, text=60_000),
    Abroad("TC", "Turks and Caicos Islands", "1649", 220_000, text=60_000),
    Abroad("VI", "U.S. Virgin Islands", "1340", 20_000, text=7_500),
)

# Dublin's landlines begin with 15 too.
IRISH_PREMIUM = "1512 1513 1514 1515 1516 1517 1518 1520 1530 1540 1550 1560 1570 1580 1590 1598 1599 700"

ABROAD = (
    Abroad("AR", "Argentina", "54", 30_000, "9", 160_000, 80_000, "60"),
    Abroad("AU", "Australia", "61", 20_000, "4", 50_000, 50_000, "1"),
    Abroad("AT", "Austria", "43", 30_000, "64 65 66 67 68 69", 60_000, 80_000, "81 82 86 89 90 93"),
    Abroad("BD", "Bangladesh", "880", 60_000, "1", 60_000, 90_000),
    Abroad("BE", "Belgium", "32", 25_000, "45 46 47 48 49", 70_000, 90_000, "70 78 90"),
    Abroad("BR", "Brazil", "55", 45_000, text=50_000, closed="300 303 400 4020 437 486 500 900"),
    Abroad("BG", "Bulgaria", "359", 60_000, "43 87 88 89 98 99", 150_000, 90_000, "700 90"),
    Abroad("CL", "Chile", "56", 50_000, text=60_000),
    Abroad("CN", "China", "86", 25_000, "13 14 15 16 17 18 19", 30_000, 50_000, "10010 10096 160 168 400 950"),
    Abroad("CO", "Colombia", "57", 30_000, "3", 30_000, 20_000, "19 90"),
    Abroad("CR", "Costa Rica", "506", 40_000, "5 6 7 8", 80_000, 50_000, "90"),
    Abroad("HR", "Croatia", "385", 40_000, "9", 150_000, 80_000, "60 61 64 65 69 74 75"),
    Abroad(
        "CZ",
        "Czechia",
        "420",
        30_000,
        "60 70 72 73 77 79",
        70_000,
        70_000,
        "700 701 81 82 83 84 89 900 905 906 908 909 976",
    ),
    Abroad("DK", "Denmark", "45", 30_000, text=60_000, closed="90"),
    Abroad("EG", "Egypt", "20", 120_000, "1", 140_000, 150_000, "900"),
    Abroad("FI", "Finland", "358", 70_000, "4 50", 80_000, 80_000, "600 700"),
    Abroad("FR", "France", "33", 15_000, "6 7", 45_000, 70_000, "81 82 83 84 85 86 88 89"),
    Abroad("DE", "Germany", "49", 15_000, "15 16 17", 45_000, 90_000, "137 138 164 168 169 18 700 900"),
    Abroad("GH", "Ghana", "233", 250_000, "2 5", 280_000, 150_000),
    Abroad("GR", "Greece", "30", 20_000, "68 69", 50_000, 70_000, "70 801 806 812 825 850 875 90"),
    Abroad("GT", "Guatemala", "502", 140_000, "3 4 5", 160_000, 80_000, "19"),
    Abroad("HK", "Hong Kong", "852", 30_000, text=60_000, closed="81 82 83 900"),
    Abroad("HU", "Hungary", "36", 30_000, "20 30 31 50 70", 60_000, 90_000, "90 91"),
    Abroad("IS", "Iceland", "354", 30_000, "38 6 7 8", 90_000, 70_000, "90"),
    Abroad("IN", "India", "91", 20_000, text=70_000, closed="140 186"),
    Abroad("ID", "Indonesia", "62", 60_000, "8", 70_000, 300_000, "804 809"),
    Abroad("IE", "Ireland", "353", 20_000, "82 83 85 86 87 88 89", 50_000, 80_000, IRISH_PREMIUM),
    Abroad("IL", "Israel", "972", 20_000, "5", 60_000, 120_000, "12 17 19"),
    Abroad("IT", "Italy", "39", 20_000, "3", 50_000, 80_000, "0878 1 84 89"),
    Abroad("JP", "Japan", "81", 50_000, "60 70 80 90", 130_000, 80_000, "20 570 990"),
    Abroad("KE", "Kenya", "254", 180_000, "1 7", 200_000, 120_000, "900"),
    Abroad("LU", "Luxembourg", "352", 50_000, "6", 120_000, 80_000, "801 900 901 905"),
    Abroad("MY", "Malaysia", "60", 20_000, "1", 50_000, 60_000, "1600"),
    Abroad("MX", "Mexico", "52", 20_000, text=40_000, closed="300 500 900"),
    Abroad("MA", "Morocco", "212", 300_000, "6 7", 600_000, 100_000, "89"),
    Abroad("NL", "Netherlands", "31", 25_000, "6 970", 60_000, 100_000, "66 90"),
    Abroad("NZ", "New Zealand", "64", 25_000, "2", 70_000, 90_000, "1 50 70 83 90"),
    Abroad("NG", "Nigeria", "234", 140_000, "70 71 72 8 90 91", 150_000, 120_000),
    Abroad("NO", "Norway", "47", 20_000, "4 9", 50_000, 70_000, "81 82 88"),
    Abroad("PK", "Pakistan", "92", 120_000, "3", 130_000, 150_000, "122 900"),
    Abroad("PA", "Panama", "507", 60_000, "6", 140_000, 60_000, "822 855 860 877 878 886 900 981"),
    Abroad("PE", "Peru", "51", 20_000, "9", 40_000, 60_000, "801 802 804 805"),
    Abroad("PH", "Philippines", "63", 140_000, "8 9", 180_000, 120_000),
    Abroad("PL", "Poland", "48", 25_000, "45 50 51 53 57 60 66 69 72 73 78 79 88", 50_000, 50_000, "64 70 801"),
    Abroad("PT", "Portugal", "351", 20_000, "9", 50_000, 50_000, "601 607 608 622 646 648 689 76 80 88"),
    Abroad("RO", "Romania", "40", 25_000, "6 7", 50_000, 80_000, "801 90"),
    Abroad("SA", "Saudi Arabia", "966", 130_000, "5", 170_000, 150_000, "92"),
    Abroad("SG", "Singapore", "65", 20_000, text=50_000, closed="19"),
    Abroad("SK", "Slovakia", "421", 30_000, "90 91 94 95", 80_000, 80_000, "85 86 87 88 89 900 9090 97 98"),
    Abroad("SI", "Slovenia", "386", 50_000, "30 31 40 41 43 51 64 65 68 69 70 71", 200_000, 80_000, "89 90"),
    Abroad("ZA", "South Africa", "27", 60_000, "6 7 8", 120_000, 40_000, "86 90 91 92"),
    Abroad("KR", "South Korea", "82", 25_000, "1", 40_000, 50_000, "15 50 60"),
    Abroad("ES", "Spain", "34", 15_000, "6 7", 45_000, 80_000, "70 80 901 902 905"),
    Abroad("LK", "Sri Lanka", "94", 180_000, "7", 190_000, 150_000),
    Abroad("SE", "Sweden", "46", 20_000, "70 72 73 76 79", 45_000, 80_000, "649 74 75 77 900 939 944 99"),
    Abroad("CH", "Switzerland", "41", 35_000, "75 76 77 78 79", 150_000, 70_000, "74 84 86 87 90"),
    Abroad("TW", "Taiwan", "886", 30_000, "9", 100_000, 60_000, "20 99"),
    Abroad("TH", "Thailand", "66", 50_000, "6 8 9", 60_000, 40_000, "1900"),
    Abroad("TR", "Turkey", "90", 60_000, "5", 180_000, 40_000, "512 592 888 898 900"),
    Abroad("AE", "United Arab Emirates", "971", 180_000, "5", 200_000, 100_000, "700 90"),
    Abroad("GB", "United Kingdom", "44", 12_000, "7", 35_000, 50_000, "70 76 84 87 9"),
    Abroad("UY", "Uruguay", "598", 120_000, "9", 250_000, 70_000, "90"),
    Abroad("VN", "Vietnam", "84", 110_000, "3 5 7 8 9", 120_000, 100_000, "1900"),
)

# The mobiles of Guernsey, Jersey and the Isle of Man lie among those of the United Kingdom, and cost far more.
CROWN = "447457 447509 447524 447624 4477003 4477007 4477008 447781 447797 447829 447839 4479111 4479117 447924 447937"

SATELLITE = "870 881 882 883"
PREMIUM = "808 878 979 991"
