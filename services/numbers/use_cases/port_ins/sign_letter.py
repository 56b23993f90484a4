"""Read the letter of authorization, and sign it on the screen: the signed PDF is its document (N7)."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from kernel.codes import keyed_hash
from kernel.dynamodb.counters import count_uses_now
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.limits import networks_of
from kernel.log import log
from kernel.time_zones import find_time_zone
from services.numbers.domain.letter import Letter, letter_of
from services.numbers.domain.letter_problems import UnknownTimeZone
from services.numbers.domain.letter_signature import LetterSignature, require_signable, state_intent
from services.numbers.domain.limits import SIGNATURES
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import PortInClosed
from services.numbers.http.letter_schemas import NewSignature
from services.numbers.http.letter_views import LetterView
from services.numbers.stores import letter_signatures
from services.numbers.stores.documents import Documents
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in, load_same_holder


def read_letter(work: UnitOfWork, *, documents: Callable[[], Documents], port_id: str) -> LetterView:
    """Return the letter for the form as it is, and who signed the one that is stored.

    Raises NotFound, and PortInClosed once the port-in is over: the form is erased then.
    """
    _, port = find_visible_port_in(work, port_id)
    if not port.is_open:
        raise PortInClosed
    papers = documents()
    etag = papers.find_uploaded(port.reference).get("authorization", "")
    signature = letter_signatures.find(work.table, port.reference, etag)
    return LetterView.of(
        letter_of(port, load_same_holder(work, port)),
        can_sign=port.is_editable,
        is_stored=bool(etag),
        signature=signature,
        download_url=papers.sign_link(port.reference, "authorization") if signature else "",
    )


def sign_letter(
    work: UnitOfWork, *, documents: Callable[[], Documents], port_id: str, body: NewSignature, network_key: str
) -> LetterView:
    """Make the PDF of the signed letter, store it as the port-in's document, and keep a record of the signature.

    The document is stored first: one without a record, after a crash between the two, is refused when the form is
    submitted. Raises NotFound, PortInClosed, UnknownTimeZone, ConsentNeeded, LetterChanged, NameDiffers and
    TooManySignatures.
    """
    from services.numbers.pdf.letter import letter_pdf

    _, port = find_visible_port_in(work, port_id)
    if not port.is_editable:
        raise PortInClosed
    parts = load_same_holder(work, port)
    letter = letter_of(port, parts)
    require_signable(letter, name=body.name, consents=body.consent, words=body.words)
    signature = _record(work, port, letter, body, network_key)
    count_uses_now(work, SIGNATURES)
    papers = documents()
    content = letter_pdf(letter, signature, [tuple(line) for line in body.drawing])
    etag = papers.store_signed_letter(port.reference, content)
    signature = replace(signature, document=hashlib.sha256(content).hexdigest(), etag=etag)
    work.save(letter_signatures.add(signature, parts))
    log().info("numbers.letter.signed", extra={"port_id": port_id, "document": signature.document})
    link = papers.sign_link(port.reference, "authorization")
    return LetterView.of(letter, can_sign=True, is_stored=True, signature=signature, download_url=link)


def _record(work: UnitOfWork, port: PortIn, letter: Letter, body: NewSignature, network_key: str) -> LetterSignature:
    zone = find_time_zone(body.time_zone)
    if zone is None:
        raise UnknownTimeZone(field="time_zone")
    return LetterSignature(
        port_id=port.reference,
        account_id=work.context.actor,
        name=body.name,
        current_carrier=body.current_carrier,
        signed_at=work.now,
        time_zone=zone,
        network=keyed_hash(network_key, "network", networks_of(work.context.address)[0])[:32],
        statement=state_intent(letter),
        facts=letter.facts_digest,
        words=letter.words_digest,
        is_drawn=bool(body.drawing),
    )
