"""A problem is said in the language that the request asks for; everything else of an answer has no language."""

import json
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from contracts.sentences import Words, say
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put_new
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.document import handler as document
from kernel.http.models import View
from kernel.problems import Conflict, NotFound
from tests.events import http_event
from tests.spanish import assert_spanish

_SPANISH = {"accept-language": "es-US,es;q=0.9,en;q=0.5"}


class NewItem(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=2, max_length=20)


class Item(BaseModel):
    name: str


class Taken(Conflict):
    code = "taken"
    title = "This number was just taken. Choose another one."


@pytest.fixture
def api(table_name: str) -> Api:
    table = Table(table_name, pause=lambda seconds: None)
    api = Api("things", lambda: table)

    @api.post("/v1/things", status=201, open=True, refusals=(Taken,))
    def create_item(work: UnitOfWork, body: NewItem) -> Item:
        """Create an item."""
        work.save(put_new({"pk": body.name, "sk": "THING"}, on_conflict=Taken()))
        return Item(name=body.name)

    @api.get("/v1/things/{id}", open=True)
    def show_item(id: str) -> Item:
        raise NotFound(say("There is no webhook {id}.", id=id), field="id")

    @api.get("/v1/broken", open=True)
    def broken() -> Item:
        raise RuntimeError("the password is hunter2")

    return api


def ask(api: Api, key: str, **how: Any) -> tuple[int, Any, dict[str, str]]:
    response = api.handler(http_event(key, **how), None)
    return response["statusCode"], json.loads(response["body"] or "null"), response["headers"]


def test_a_problem_is_said_in_the_language_that_is_asked_for(api: Api) -> None:
    """Title, detail and the sentence of the field, with its values; the code and the field's name stay."""
    status, body, headers = ask(api, "GET /v1/things/{id}", path={"id": "abc"}, headers=_SPANISH)
    assert (status, body["code"], body["title"]) == (404, "not_found", "No pudimos encontrarlo.")
    assert body["detail"] == "No existe el webhook abc."
    assert body["errors"] == [{"field": "id", "code": "not_found", "message": "No existe el webhook abc."}]
    assert (headers["content-language"], headers["vary"]) == ("es", "Accept-Language")


@pytest.mark.parametrize("accepted", [{}, {"accept-language": "fr"}, {"accept-language": "en;q=1,es;q=0.1"}])
def test_english_is_said_to_everyone_else(api: Api, accepted: dict[str, str]) -> None:
    """As without the header; the answer says so."""
    _, body, headers = ask(api, "GET /v1/things/{id}", path={"id": "abc"}, headers=accepted)
    assert body["detail"] == "There is no webhook abc."
    assert (headers["content-language"], headers["vary"]) == ("en", "Accept-Language")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Este campo es obligatorio."),
        ({"name": "a"}, "Usa al menos 2 caracteres."),
        ({"name": 1}, "Escribe un texto."),
        ({"name": "ab", "size": 1}, "Ese campo no existe."),
    ],
)
def test_a_field_is_refused_in_spanish(api: Api, given: dict[str, Any], message: str) -> None:
    """What pydantic refuses is in the catalogue too, with its limits."""
    status, body, _ = ask(api, "POST /v1/things", body=given, headers=_SPANISH)
    assert (status, body["errors"][0]["message"]) == (422, message)
    assert_spanish(body["detail"])


@pytest.mark.parametrize("key", ["GET /v1/broken", "GET /v1/nothing"])
def test_no_problem_is_without_words(api: Api, key: str) -> None:
    """Neither a fault of ours, nor a route that there is not."""
    _, body, _ = ask(api, key, headers=_SPANISH)
    assert_spanish(body["detail"])


def test_what_no_service_answers_is_refused_in_spanish_too() -> None:
    """API Gateway's route for everything else asks the same header."""
    answer = document(http_event("$default", headers=_SPANISH), None)
    assert json.loads(answer["body"])["detail"] == "No pudimos encontrarlo."


def test_a_repeat_in_another_language_has_the_first_answer_and_its_own_refusal(api: Api) -> None:
    """What was done is answered as before, for it has no language; a refusal is said anew, as nothing was done (E2)."""
    key = {"idempotency-key": "k1"}
    assert ask(api, "POST /v1/things", body={"name": "ab"}, headers=key)[0] == 201
    status, body, headers = ask(api, "POST /v1/things", body={"name": "ab"}, headers=key | _SPANISH)
    assert (status, body, headers["idempotency-replayed"]) == (201, {"name": "ab"}, "true")
    assert "content-language" not in headers
    for language, detail in (({}, Taken.title), (_SPANISH, "Alguien acaba de tomar este número. Elige otro.")):
        other = {"idempotency-key": "k2"} | language
        assert ask(api, "POST /v1/things", body={"name": "ab"}, headers=other)[1]["detail"] == detail


def test_words_of_ours_in_an_answer_are_said_in_the_language_too(table_name: str) -> None:
    """A field of words is, stored or made now; names and everything else are not. A repeat says what was said first."""
    table = Table(table_name, pause=lambda seconds: None)
    api = Api("things", lambda: table)

    class Told(View):
        name: str
        words: Words
        notes: list[Words]

    @api.post("/v1/told", status=201, open=True)
    def tell(work: UnitOfWork, body: NewItem) -> Told:
        work.save(put_new({"pk": body.name, "sk": "TOLD"}, on_conflict=Taken()))
        return Told(name="Total", words=say("Hello {name},", name=body.name), notes=["This code was already used."])

    key = {"idempotency-key": "k1"}
    _, said, headers = ask(api, "POST /v1/told", body={"name": "ab"}, headers=_SPANISH | key)
    assert said == {"name": "Total", "words": "Hola, ab:", "notes": ["Este código ya se usó."]}
    assert (headers["content-language"], headers["vary"]) == ("es", "Accept-Language")
    assert ask(api, "POST /v1/told", body={"name": "ab"}, headers=key)[1] == said
    assert ask(api, "POST /v1/told", body={"name": "cd"})[1]["words"] == "Hello cd,"
