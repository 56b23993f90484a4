"""Check, before a form is submitted, that a letter that was signed on the screen is the one for this form (N7)."""

from collections.abc import Mapping, Sequence

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.letter import letter_of
from services.numbers.domain.letter_problems import SignatureVoid
from services.numbers.domain.port_in import PortIn
from services.numbers.stores import letter_signatures
from services.numbers.stores.documents import Documents


def require_letter_of_form(
    work: UnitOfWork, documents: Documents, form: PortIn, parts: Sequence[PortIn], uploaded: Mapping[str, str]
) -> None:
    """Raise SignatureVoid if the form has changed since the letter was signed here, or no record says who signed it.

    `form` is the port-in whose form is sent, `parts` are all of its request, `uploaded` the ETags of its documents. A
    letter that was signed by hand is the carrier's to compare.
    """
    etag = uploaded["authorization"]
    signature = letter_signatures.find(work.table, form.reference, etag)
    is_as_signed = signature is not None and signature.is_for(letter_of(form, parts))
    if not is_as_signed and (signature or documents.is_signed_here(form.reference, etag)):
        raise SignatureVoid(field="documents.authorization")
