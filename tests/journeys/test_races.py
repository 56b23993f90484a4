"""Many at once: one code makes one member, one number makes one account."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.journeys.people import PeopleFactory


def test_ten_redemptions_of_one_code_make_one_member(people: PeopleFactory) -> None:
    """However often the button is pressed, the person joins once (T4)."""
    olivia, ada = people.owner(), people.user("Ada")
    olivia.invites(ada)
    code = ada.transfer_code_from("sms")
    agreed = {"code": code, "consent": ada.previews(code)["consent"]["version"]}
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: ada.post("/v1/transfers", agreed), range(10)))
    assert {answer.status_code for answer in answers} <= {200, 409}, [answer.text for answer in answers]
    assert any(answer.status_code == 200 for answer in answers)
    olivia.sees("/v1/team/users")
    users = olivia.get("/v1/team/users").json()["items"]
    assert [row["status"] for row in users if row["phone_number"] == ada.phone_number] == ["active"]
    assert olivia.get("/v1/team").json()["counts"]["active"] == 2
    joined = [line for line in olivia.get("/v1/team/activity").json()["items"] if line["action"] == "member_joined"]
    assert len(joined) == 1


def test_fifty_sign_ups_of_one_number_make_one_account(people: PeopleFactory) -> None:
    """Fifty ask, as many as the limit allows get a code, all register: one account, and it works (I1)."""
    ada = people.without_account("Ada")
    with ThreadPoolExecutor(10) as pool:
        started = list(pool.map(lambda _: ada.asks_to_sign_up(), range(50)))
    statuses = Counter(answer.status_code for answer in started)
    assert set(statuses) <= {202, 429}, statuses
    assert statuses[202] >= 1
    ids = {answer.json()["signup_id"] for answer in started if answer.status_code == 202}
    ada.awaits("sms")
    tokens = list(_proved(ada, ids))
    assert tokens
    with ThreadPoolExecutor(10) as pool:
        registered = list(pool.map(lambda token: _register(ada, token), tokens * 5))
    made = {answer.json()["account"]["account_id"] for answer in registered if answer.status_code == 201}
    assert len(made) == 1, [answer.text for answer in registered]
    assert ada.signs_in().get("/v1/profile").json()["account_id"] in made


def _proved(person, signup_ids):
    """Registration tokens of every sign-up whose code is among those that arrived."""
    codes = {word.strip(".") for item in person.inbox("sms") for word in item["text"].split() if word.isdigit()}
    for signup_id in signup_ids:
        for code in list(codes)[:4]:
            answer = person.ask("POST", f"/v1/signups/{signup_id}/verify", {"code": code})
            if answer.status_code == 200:
                yield answer.json()["registration_token"]
                break


def _register(person, token: str) -> requests.Response:
    said = {"registration_token": token, "name": person.name, "email": person.email, "password": person.password}
    return person.ask("POST", "/v1/accounts", said)
