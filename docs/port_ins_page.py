"""The page of port-ins: each code of the carrier, what people read, and who mends it. Made from the code."""

from services.numbers.domain.port_in_terms import MOST_NUMBERS
from services.numbers.domain.port_in_wording import TEXTING
from services.numbers.domain.port_objections import CAUSES
from services.numbers.domain.port_request import OTHERS_FIRST

_HEAD = """# Port-ins: what carriers object to

Made from the code by `make docs`. Codes in capitals are those of a porting order's `status.details`, those in digits
the errors of a response (Telnyx). Both are open sets: a code without a row keeps the carrier's own words. "us" means
that we send the form again each day and ask nothing of its holder
(decision [084](decisions/084-ports-in.md)).

| code | who mends it | field | what people read |
|---|---|---|---|"""
_TEXTS = """
The texts of a number move apart from its calls; `messaging_port_status` is followed until it ends:

| word | what people read |
|---|---|"""


def port_ins_page() -> str:
    """Return the text of docs/port-ins.md."""
    rows = [
        f"| `{code}` | {'us' if it.is_ours else 'the holder'} | {f'`{it.field}`' if it.field else '-'} | {it.message} |"
        for code, it in CAUSES.items()
    ]
    texts = [f"| `{word}` | {sentence} |" for word, sentence in TEXTING.items()]
    return "\n".join([_HEAD, *rows, _others_first(), _TEXTS, *texts, ""])


def _others_first() -> str:
    return f"""
Several numbers of one account move by one request (decision [088](decisions/088-several-numbers-in-one-port-in.md)), of
{MOST_NUMBERS} at most: each has a status of its own, which is that of the carrier's order that it is in. Before the
first order is submitted, every number has one and every form is accepted. Where the carrier refuses one before that,
the others read `{OTHERS_FIRST.code}`: {OTHERS_FIRST.message}"""
