"""The queries that name whose billing it is about, and of which month."""

from typing import Annotated

from pydantic import Field

from kernel.http.forms import Form
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from services.billing.domain.person import Payer

_ID = Form(r"^[A-Za-z0-9_]+$", "This is not an id.")


Id = Annotated[str, Field(min_length=1, max_length=80), _ID]


class PayerQuery(RequestBody):
    """Whose billing; by default the team's for owners and admins, else the caller's own."""

    payer: Payer | None = None


class PayerPage(PageQuery):
    """A page of the caller's own, or of the team's."""

    payer: Payer | None = None


class MonthQuery(PayerQuery):
    """Whose month; `team_id` is a team that the caller was the last owner of."""

    team_id: Id | None = None
