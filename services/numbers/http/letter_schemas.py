"""Request body of the route that signs a letter of authorization (N7)."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from kernel.http.forms import Form
from kernel.http.models import RequestBody
from services.numbers.domain.letter_problems import DrawingTooLarge
from services.numbers.domain.letter_signature import DRAWING_HEIGHT, DRAWING_WIDTH, MOST_POINTS, MOST_STROKES
from services.numbers.http.port_in_schemas import Name


def _only_numbers(point: object) -> object:
    """Return a point as it is; refuse what JSON writes in another way than as whole numbers."""
    if isinstance(point, list | tuple) and all(type(it) is int for it in point):
        return point
    raise PydanticCustomError("invalid_point", "A point of a drawing is two whole numbers.")


Point = Annotated[
    tuple[Annotated[int, Field(ge=0, le=DRAWING_WIDTH)], Annotated[int, Field(ge=0, le=DRAWING_HEIGHT)]],
    BeforeValidator(_only_numbers),
]
Line = Annotated[list[Point], Field(min_length=1, max_length=MOST_POINTS)]
Digest = Annotated[str, StringConstraints(max_length=64), Form(r"^[0-9a-f]{64}$", "Send `words` as the letter has it.")]


class NewSignature(RequestBody):
    """A signature of the letter: the typed name, the consent, and, if wanted, what was drawn.

    `words` is the digest of the letter that was shown. The drawing is lines of points, on a field of 600 by 200 from
    its top left; up to 3,000 points.
    """

    words: Digest
    name: Name
    consent: bool
    current_carrier: Name = Field(description="The carrier that has the number today, as on the bill.")
    time_zone: str = Field(
        default="America/New_York",
        max_length=64,
        description="A name of the IANA database: the date of the signature is the day there.",
    )
    drawing: Annotated[list[Line], Field(max_length=MOST_STROKES)] = Field(default_factory=list)

    @field_validator("drawing")
    @classmethod
    def _is_small(cls, drawing: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
        if sum(map(len, drawing)) > MOST_POINTS:
            raise PydanticCustomError(DrawingTooLarge.code, DrawingTooLarge.title)
        return drawing
