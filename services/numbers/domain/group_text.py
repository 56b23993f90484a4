"""A text to a group, of which several of our numbers may each get a report: who has got it already. Pure (N15).

The carrier names all that a group text went to, and does not say whether it reports it once or once for each of our
numbers. So each report counts for every number of ours in it: by the reports that came through one number, a text has
come as often as that number reported it; a number has it as often as the number with the most reports.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta

COMPARED_FOR = timedelta(days=1)  # reports of one text cross; the same words a day later are another text


@dataclass(frozen=True, slots=True)
class GroupText:
    """What one of our numbers has got of a group's texts with the same words: reports by the number that they came to.

    `kept` is how many texts that were.
    """

    fingerprint: str
    number_id: str
    reports: dict[str, list[str]] = field(default_factory=dict)
    kept: int = 0
    version: int = 0

    def take(self, through: str, carrier_id: str) -> tuple["GroupText", bool]:
        """Count a report that came through a number of ours; return also whether it is of a text that is new here."""
        known = self.reports.get(through, [])
        if carrier_id in known:
            return self, False
        counted = replace(self, reports=self.reports | {through: [*known, carrier_id]})
        is_new = len(known) + 1 > self.kept
        return (replace(counted, kept=self.kept + 1) if is_new else counted), is_new


def fingerprint_of(sender: str, recipients: tuple[str, ...], text: str, files: tuple[str, ...]) -> str:
    """Return a mark of a text to a group: of who wrote what to whom; `files` describe what came with it."""
    parts = (sender, *sorted(recipients), text, *files)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
