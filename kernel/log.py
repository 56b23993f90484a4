"""Structured logs: one JSON line for each event, with the correlation id, and personal data masked.

A log event is a stable dotted name, subject first (`paypal.auth.rejected`), with fields; docs/log-events.md lists all.
"""

import re
from functools import cache

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.metrics import MetricUnit, single_metric

_PHONE = re.compile(r"(\+\d{3})\d{4,10}(\d{2})\b")
_EMAIL = re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*@([A-Za-z0-9.-]+\.[A-Za-z]{2,})")


def mask(text: str) -> str:
    """Return the text with the middle of each phone number and the local part of each email hidden."""
    return _EMAIL.sub(r"\1***@\2", _PHONE.sub(r"\1****\2", text))


class _MaskingFormatter(LambdaPowertoolsFormatter):
    def format(self, record):  # type: ignore[no-untyped-def]
        return mask(super().format(record))


@cache
def log() -> Logger:
    """Return the logger of this container, built on first use."""
    return Logger(logger_formatter=_MaskingFormatter())


def count(metric: str, value: int = 1, **dimensions: str) -> None:
    """Count an occurrence that operators watch, as a CloudWatch embedded metric."""
    with single_metric(name=metric, unit=MetricUnit.Count, value=value, default_dimensions=dimensions or None):
        pass
