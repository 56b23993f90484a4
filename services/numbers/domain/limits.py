"""How often people may do what costs us money at the carrier, or reaches strangers."""

from kernel.limits import DAY, HOUR, MINUTE, REQUEST_COST, Limit
from services.numbers.domain.problems import (
    TooManyCalls,
    TooManyPurchases,
    TooManyRecipients,
    TooManySearches,
    TooManyTexts,
)

SEARCHES = (
    Limit("number_searches", "account", 20, MINUTE, TooManySearches, "search of the carrier's stock", REQUEST_COST),
    Limit("number_searches_day", "account", 500, DAY, TooManySearches, "search of the carrier's stock", REQUEST_COST),
    Limit("number_searches", "address", 60, MINUTE, TooManySearches, "search of the carrier's stock", REQUEST_COST),
)
PURCHASES = (
    Limit("number_purchases", "account", 100, DAY, TooManyPurchases, "reservation at the carrier", REQUEST_COST),
    Limit("number_purchases", "address", 200, DAY, TooManyPurchases, "reservation at the carrier", REQUEST_COST),
)
PORT_CHECKS = (
    Limit("port_checks", "account", 30, HOUR, TooManySearches, "portability check at the carrier", REQUEST_COST),
    Limit("port_checks", "address", 60, HOUR, TooManySearches, "portability check at the carrier", REQUEST_COST),
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
LIMITS = (*SEARCHES, *PURCHASES, *PORT_CHECKS, *TEXTS, *RECIPIENTS, *REPLIES, *CALLS)
