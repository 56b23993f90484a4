"""Finds English in what people are sent in Spanish: a piece that was not translated shows by its small words."""

import re

_ENGLISH = re.compile(
    r"\b(the|your|you|it|its|was|is|were|with|and|of|to|for|from|not|be|been|this|that|have|had|will|we|our|on|in|"
    r"an|by|or|if|at|are|they|their|again|month|day|days|number|numbers|team|until|used)\b"
)
_NAMES = re.compile(r"https?://\S+|\S+@\S+|\"[^\"]*\"|Business Transfer")


def assert_spanish(text: str) -> None:
    """Assert that no word of a text is English, but for links, addresses and what is quoted."""
    found = _ENGLISH.findall(_NAMES.sub("", text))
    assert not found, f"{found} in {text!r}"
