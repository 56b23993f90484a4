"""Read and set which countries the numbers of a team, or of a person, may call (N6).

A country that is taken off is not called anymore: forwarding to it is switched off, a page of numbers at a time.
"""

from dataclasses import replace

from contracts.calls import CallingCountriesChanged, ForwardingReviewDue
from contracts.numbers import NumberNoticeDue
from contracts.rates import deck_at
from kernel.dynamodb.table import ItemPage
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Forbidden
from services.numbers.domain.call_problems import UnknownCountry
from services.numbers.domain.call_settings import CallSettings
from services.numbers.domain.calling_countries import CallingCountries, list_served
from services.numbers.domain.person import Payer, Person, is_team
from services.numbers.domain.problems import TeamNeeded
from services.numbers.http.call_schemas import CountriesBody
from services.numbers.http.call_views import CountriesView
from services.numbers.stores import call_settings, calling_countries, numbers
from services.numbers.use_cases import callers
from services.numbers.use_cases.calls.forward_calls import forwarding_changed_event

_PAGE = 50
COUNTRY_NOT_ALLOWED = "country_not_allowed"


def get_countries(work: UnitOfWork, *, payer: Payer | None) -> CountriesView:
    """Return the countries that may be called, to everyone on the team. Raises TeamNeeded."""
    holder = _holder(callers.read_caller(work), payer)
    return CountriesView.of(calling_countries.find(work.table, holder), list_served(work.now))


def set_countries(work: UnitOfWork, *, payer: Payer | None, body: CountriesBody) -> CountriesView:
    """Set the countries that may be called. Raises TeamNeeded, Forbidden and UnknownCountry."""
    person = callers.read_caller(work)
    holder = _holder(person, payer)
    if is_team(holder) and person.runs is None:
        raise Forbidden("Only the team's owner and admins choose the countries that can be called.")
    served = list_served(work.now)
    errors = [_unknown(place) for place, country in enumerate(body.countries) if country not in served]
    if errors:
        raise UnknownCountry(errors=errors)
    before = calling_countries.find(work.table, holder)
    after = replace(before, countries=tuple(sorted(set(body.countries))))
    if after != before:
        work.save([calling_countries.save(after, before)])
        _publish_change(work, after, before)
    return CountriesView.of(after, served)


def review_forwarding(work: UnitOfWork, event: ForwardingReviewDue) -> None:
    """Switch forwarding off, for a page of a holder's numbers, where the country is not allowed; notify the users."""
    allowed = calling_countries.find(work.table, event.holder)
    page = _numbers_of(work, event)
    keys = [call_settings.key(item["phone_number"]) for item in page.items]
    for item in filter(None, work.table.get_each(keys)):
        _review(work, call_settings.loaded(item), allowed)
    if page.next_cursor:
        work.publish(event.model_copy(update={"cursor": page.next_cursor}))


def _holder(person: Person, payer: Payer | None) -> str:
    """Return whose list is meant: everyone on a team may read the team's."""
    if payer == "team":
        if person.team is None:
            raise TeamNeeded
        return person.team
    return person.account_id if payer == "self" or person.runs is None else person.runs


def _unknown(place: int) -> dict[str, str]:
    return {"field": f"countries.{place}", "code": UnknownCountry.code, "message": UnknownCountry.title}


def _publish_change(work: UnitOfWork, after: CallingCountries, before: CallingCountries) -> None:
    added, removed = set(after.countries) - set(before.countries), set(before.countries) - set(after.countries)
    work.publish(CallingCountriesChanged(holder=after.holder, added=sorted(added), removed=sorted(removed)))
    if removed:
        work.publish(ForwardingReviewDue(holder=after.holder))


def _numbers_of(work: UnitOfWork, event: ForwardingReviewDue) -> ItemPage:
    read = numbers.query_list if is_team(event.holder) else numbers.query_user
    return read(work.table, event.holder, None, _is_held_by(event.holder), limit=_PAGE, cursor=event.cursor)


def _is_held_by(holder: str) -> numbers.Shows:
    return lambda number: number.holder == holder


def _review(work: UnitOfWork, before: CallSettings, allowed: CallingCountries) -> None:
    if before.forwarding is None or before.holder != allowed.holder:
        return
    rate = deck_at(work.now).find(before.forwarding.to.removeprefix("+"))
    if rate and allowed.allows(before.forwarding.to, rate):
        return
    work.save(call_settings.save(replace(before, forwarding=None), before))
    work.publish(
        forwarding_changed_event(before, None, COUNTRY_NOT_ALLOWED),
        NumberNoticeDue(
            number_id=before.number_id,
            phone_number=before.phone_number,
            holder=before.holder,
            user_id=before.user_id or "",
            kind="forwarding_off",
        ),
    )
    work.commit()
