"""The files that come with a text: pictures, videos, sounds, contact cards. Pure (N15).

WAITING (at the carrier) -> KEPT       REFUSED: of a kind or size that is not kept       GONE: never fetched
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

MOST_FILES = 10  # of one text, as many as the carrier accepts
MOST_BYTES = 5 * 1024 * 1024  # of one file; phones send less than 1 MB
FETCHED_WITHIN = timedelta(days=3)  # the carrier's addresses are said to expire, and not when
TRIED_AGAIN_AFTER = timedelta(minutes=10)

# What browsers and phones show or save, and never run; each with whether it is shown in its place.
TYPES = {
    "image/gif": True,
    "image/jpeg": True,
    "image/png": True,
    "image/webp": True,
    "video/3gpp": True,
    "video/mp4": True,
    "audio/3gpp": True,
    "audio/amr": True,
    "audio/mp4": True,
    "audio/mpeg": True,
    "audio/ogg": True,
    "audio/wav": True,
    "application/pdf": False,
    "text/vcard": False,
    "text/x-vcard": False,
}


class MediaState(StrEnum):
    """The state of a file."""

    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Media:
    """A file of a text: its type, its size in bytes, and until it is fetched its address at the carrier."""

    content_type: str
    size: int
    state: MediaState = MediaState.WAITING
    source: str = ""

    @classmethod
    def of(cls, content_type: str, size: int, source: str) -> "Media":
        """Return a file that a text brought; REFUSED at once if it is of a kind or size that is not kept."""
        kind = content_type.partition(";")[0].strip().lower()
        is_kept = kind in TYPES and size <= MOST_BYTES
        return cls(kind, size, MediaState.WAITING, source) if is_kept else cls(kind, size, MediaState.REFUSED)

    @property
    def is_shown(self) -> bool:
        """Whether a browser shows it in its place; otherwise it is saved."""
        return TYPES.get(self.content_type, False)

    def keep(self, size: int) -> "Media":
        """Record that the file is stored, and how large it is."""
        return replace(self, state=MediaState.KEPT, size=size, source="")

    def refuse(self) -> "Media":
        """Record that the file is larger than the carrier said, and not kept."""
        return replace(self, state=MediaState.REFUSED, source="")

    def lose(self) -> "Media":
        """Record that the carrier does not have the file any more."""
        return replace(self, state=MediaState.GONE, source="")
