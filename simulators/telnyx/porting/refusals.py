"""What the carrier has against a request for a port: in its envelope, each with the member that it means."""

from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True)
class Objection:
    """One error: the carrier's code, its title, and where in the request."""

    code: str
    title: str
    detail: str
    pointer: str = ""


class RefusedError(Exception):
    """The carrier does not do it."""

    def __init__(self, *objections: Objection, status: int = 422) -> None:
        super().__init__(objections[0].detail)
        self.objections = objections
        self.status = status

    def answer(self) -> web.Response:
        """As Telnyx says it."""
        return web.json_response({"errors": [_written(it) for it in self.objections]}, status=self.status)


def not_found() -> RefusedError:
    """There is no such thing, or no more."""
    detail = "The requested resource or URL could not be found."
    return RefusedError(Objection("10005", "Resource not found", detail), status=404)


def missing(pointer: str) -> Objection:
    """Something is not there that must be."""
    return Objection("10004", "Missing required parameter", "A required parameter was missing.", pointer)


def malformed(detail: str, pointer: str = "") -> Objection:
    """Something is not as the document says."""
    return Objection("10015", "Bad Request", detail, pointer)


def impossible(detail: str) -> Objection:
    """It is well said, and cannot be done as things stand."""
    return Objection("10027", "Unprocessable Entity", detail)


def _written(objection: Objection) -> dict[str, object]:
    said: dict[str, object] = {"code": objection.code, "title": objection.title, "detail": objection.detail}
    return said | ({"source": {"pointer": objection.pointer}} if objection.pointer else {})
