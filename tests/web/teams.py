"""A team that one can look at: people of every status, invitations, activity."""

from local.people import Person
from tests.journeys.people import PeopleFactory


def team_of_many(people: PeopleFactory) -> Person:
    """An owner whose team has an admin, members, one suspended, and invitations."""
    owner = people.owner("Olivia Bennett")
    owner.patch("/v1/profile", {"time_zone": "America/New_York"})
    owner.patch("/v1/team", {"name": "Bennett & Daughters"})
    joins(owner, people.user("Marcus Reed"), role="admin")
    joins(owner, people.user("Priya Nair"))
    joins(owner, people.user("Tom Alvarez"))
    suspended = joins(owner, people.user("Lena Hoffmann"))
    owner.patch(f"/v1/team/users/{suspended.account_id}", {"status": "suspended"}).raise_for_status()
    for name in ("Sam Okafor", "Yuki Tanaka"):
        owner.invites(people.without_account(name))
    owner.invites(people.without_account("Grace Kim"), credits={"amount": "15.00", "currency": "USD"})
    return owner


def joins(owner: Person, person: Person, **more: str) -> Person:
    """Invite a person, who joins."""
    owner.invites(person, **more)
    person.redeems(person.transfer_code_from("sms"))
    return person
