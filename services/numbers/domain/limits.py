"""How often people may do what costs us money at the carrier, or reaches strangers."""

from kernel.limits import DAY, HOUR, MINUTE, REQUEST_COST, Limit
from services.numbers.domain.letter_problems import TooManySignatures
from services.numbers.domain.port_in_problems import TooManyPortAnswers, TooManyPortCodes
from services.numbers.domain.problems import (
    TooManyCalls,
    TooManyPurchases,
    TooManyRecipients,
    TooManySearches,
    TooManyTexts,
)

_CODE_COST = 50_000  # micro-dollars, as in identity
_SEARCH = "search of the carrier's stock"

SEARCHES = (
    Limit("number_searches", "account", 20, MINUTE, TooManySearches, _SEARCH, REQUEST_COST, of_each_key=True),
    Limit("number_searches_day", "account", 500, DAY, TooManySearches, _SEARCH, REQUEST_COST, of_each_key=True),
    Limit("number_searches", "address", 60, MINUTE, TooManySearches, _SEARCH, REQUEST_COST),
)
PURCHASES = (
    Limit("number_purchases", "account", 100, DAY, TooManyPurchases, "reservation at the carrier", REQUEST_COST),
    Limit("number_purchases", "address", 200, DAY, TooManyPurchases, "reservation at the carrier", REQUEST_COST),
)
PORT_CHECKS = (
    Limit("port_checks", "account", 30, HOUR, TooManySearches, "portability check at the carrier", REQUEST_COST),
    Limit("port_checks", "address", 60, HOUR, TooManySearches, "portability check at the carrier", REQUEST_COST),
)
PORT_CODES = (
    Limit("port_codes", "number", 5, HOUR, TooManyPortCodes, "code to a number that is to be ported in", _CODE_COST),
    Limit("port_codes", "account", 30, DAY, TooManyPortCodes, "code to a number that is to be ported in", _CODE_COST),
    Limit("port_codes", "address", 40, DAY, TooManyPortCodes, "code to a number that is to be ported in", _CODE_COST),
)
SIGNATURES = (
    Limit("letter_signatures", "account", 20, HOUR, TooManySignatures, "letter that is signed on the screen"),
    Limit("letter_signatures", "address", 40, HOUR, TooManySignatures, "letter that is signed on the screen"),
)
PORT_COMMENT_READS = (
    Limit("port_comments", "account", 120, HOUR, TooManySearches, "look at a port-in's comments", REQUEST_COST),
    Limit("port_comments", "address", 240, HOUR, TooManySearches, "look at a port-in's comments", REQUEST_COST),
)
PORT_ANSWERS = (
    Limit("port_answers", "account", 20, HOUR, TooManyPortAnswers, "comment to the carrier's staff", REQUEST_COST),
    Limit("port_answers", "address", 40, HOUR, TooManyPortAnswers, "comment to the carrier's staff", REQUEST_COST),
)
TEXTS = (
    Limit("texts", "account", 30, MINUTE, TooManyTexts, "text, which its sender has paid"),
    Limit("texts_day", "account", 1_000, DAY, TooManyTexts, "text, which its sender has paid"),
    Limit("texts", "address", 120, MINUTE, TooManyTexts, "text, which its sender has paid"),
)
RECIPIENTS = (
    Limit("new_recipients", "number", 20, HOUR, TooManyRecipients, "first text to a recipient"),
    Limit("new_recipients", "account", 30, HOUR, TooManyRecipients, "first text to a recipient"),
    Limit("new_recipients", "address", 60, HOUR, TooManyRecipients, "first text to a recipient"),
)
REPLIES = (
    Limit("automatic_replies", "number", 30, HOUR, TooManyTexts, "automatic reply, which the number's user has paid"),
)
CALLS = (
    Limit("calls", "account", 20, MINUTE, TooManyCalls, "call, whose caller pays"),
    Limit("calls_day", "account", 500, DAY, TooManyCalls, "call, whose caller pays"),
    Limit("calls", "address", 60, MINUTE, TooManyCalls, "call, whose caller pays"),
)
LIMITS = (
    *SEARCHES,
    *PURCHASES,
    *PORT_CHECKS,
    *PORT_CODES,
    *SIGNATURES,
    *PORT_COMMENT_READS,
    *PORT_ANSWERS,
    *TEXTS,
    *RECIPIENTS,
    *REPLIES,
    *CALLS,
)
