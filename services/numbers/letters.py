"""The HTTP door of letters of authorization: read on the screen, signed there (N7). It alone has the layer for PDFs."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import letter_problems
from services.numbers.domain.port_in_problems import PortInClosed
from services.numbers.http.letter_schemas import NewSignature
from services.numbers.http.letter_views import LetterView

letters = Api("numbers-letters", wiring.table)
handler = snapshot.handler_of(letters, wiring.table)


@letters.get("/v1/port-ins/{id}/letter", refusals=(NotFound, PortInClosed))
def get_letter(work: UnitOfWork, id: str) -> LetterView:
    """Get the words of the letter of authorization for the form as it is, and who signed it on the screen."""
    from services.numbers.use_cases.port_ins import sign_letter as signing

    return signing.read_letter(work, documents=wiring.documents, port_id=id)


@letters.post(
    "/v1/port-ins/{id}/signature",
    status=201,
    refusals=(
        NotFound,
        PortInClosed,
        letter_problems.ConsentNeeded,
        letter_problems.LetterChanged,
        letter_problems.NameDiffers,
        letter_problems.TooManySignatures,
        letter_problems.UnknownTimeZone,
    ),
)
def sign_letter(work: UnitOfWork, id: str, body: NewSignature) -> LetterView:
    """Sign the letter electronically: the signed PDF becomes the port-in's document, as if it were uploaded."""
    from services.numbers.use_cases.port_ins import sign_letter as signing

    return signing.sign_letter(work, documents=wiring.documents, port_id=id, body=body, network_key=wiring.code_key())
