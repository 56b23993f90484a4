"""The letter of authorization, filled in and ready to be signed: a PDF of one page."""

from simulators.telnyx.porting.records import PortingOrder


def letter_of_authorization(order: PortingOrder) -> bytes:
    """Return the letter for this order."""
    admin, location = order.form["end_user"]["admin"], order.form["end_user"]["location"]
    street, city, state, code = (
        location[name] or "" for name in ("street_address", "locality", "administrative_area", "postal_code")
    )
    return _pdf(
        [
            "LETTER OF AUTHORIZATION",
            "",
            f"Customer: {admin['entity_name'] or ''}",
            f"Service address: {street}, {city}, {state} {code}",
            f"Account number: {admin['account_number'] or ''}",
            *(f"Telephone number: {it}" for it in order.phone_numbers),
            "",
            "I authorize the transfer of these telephone numbers to Telnyx."
            if len(order.phone_numbers) > 1
            else "I authorize the transfer of this telephone number to Telnyx.",
            "",
            f"Name: {admin['auth_person_name'] or ''}",
            "Signature: ____________________   Date: ____________",
        ]
    )


def _pdf(lines: list[str]) -> bytes:
    shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 18 TL 72 720 Td {shown} ET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + tail


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
