"""Expire an invitation after 14 days (T4, T5)."""

from contracts.teams import InvitationExpired
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import activity, lists, people, teams


def expire_invitation(work: UnitOfWork, due: Item) -> None:
    """Expire an invitation: held credits return, its phone number can be invited again, and the list shows it."""
    before = people.read_invitation(work.table, due["team_id"], due["invitation_id"])
    if before is None or before.status == "expired" or not before.is_over(work.now):
        work.save([lists.remove_due(due)])
        return
    work.save(people.expire(before.with_changes(status="expired"), before))
    work.save([teams.change_counters(before.team_id, open_invitations=-1)])
    who = activity.person_subject(before)
    work.save([activity.add_line(work, before.team_id, activity.TEAMLINE, "invitation_expired", who)])
    work.publish(InvitationExpired(team_id=before.team_id, invitation_id=before.invitation_id))
