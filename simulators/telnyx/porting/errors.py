"""The carrier's objections to a request for a port: in its envelope, each with the member that is wrong."""

from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True)
class Objection:
    """One error: the carrier's code, its title, and the place in the request."""

    code: str
    title: str
    detail: str
    pointer: str = ""


class RefusedError(Exception):
    """The carrier refuses the request."""

    def __init__(self, *objections: Objection, status: int = 422) -> None:
        super().__init__(objections[0].detail)
        self.objections = objections
        self.status = status

    def answer(self) -> web.Response:
        """Return the answer in Telnyx's envelope."""
        return web.json_response({"errors": [_error_body(it) for it in self.objections]}, status=self.status)


def not_found() -> RefusedError:
    """Build the error for a resource that does not exist."""
    detail = "The requested resource or URL could not be found."
    return RefusedError(Objection("10005", "Resource not found", detail), status=404)


def missing(pointer: str) -> Objection:
    """Build the objection to a missing member."""
    return Objection("10004", "Missing required parameter", "A required parameter was missing.", pointer)


def malformed(detail: str, pointer: str = "") -> Objection:
    """Build the objection to a member that the document does not allow."""
    return Objection("10015", "Bad Request", detail, pointer)


def impossible(detail: str) -> Objection:
    """Build the objection to a valid request that is impossible in the present state."""
    return Objection("10027", "Unprocessable Entity", detail)


def refused_by_code(code: str) -> RefusedError:
    """Build the error with a code, whatever the request says."""
    return RefusedError(Objection(code, "Unprocessable Entity", "The porting order was refused."))


def _error_body(objection: Objection) -> dict[str, object]:
    error: dict[str, object] = {"code": objection.code, "title": objection.title, "detail": objection.detail}
    return error | ({"source": {"pointer": objection.pointer}} if objection.pointer else {})
