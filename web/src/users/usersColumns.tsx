/** The columns of the users' table. What has no column at its width is shown under the person's name. */
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { displayName, type User } from "../api/team";
import type { useCreditsOf } from "../billing";
import { toMicros } from "../formats/money";
import type { Column } from "../parts/table/columns";
import { Amount, Day, Phone } from "../parts/values";
import { RECENT_DAYS, SparkOf, type useRecentUsage } from "../usage";
import { CreditsStatus, LowCredits, ROLE_LABELS, STATUS_OPTIONS, UserStatusIndicator } from "./labels";
import { NumbersCell } from "./NumbersCell";

type Credits = ReturnType<typeof useCreditsOf>["data"];
type RecentOf = ReturnType<typeof useRecentUsage>["of"];

/** The order of roles: from the one who may do most. */
const ROLES = Object.keys(ROLE_LABELS);

export function usersColumns(credits: Credits, recent: RecentOf): Column<User>[] {
  return [
    {
      id: "person",
      header: t`Person`,
      room: 190,
      rank: 0,
      cell: (user, shows) => <PersonCell user={user} shows={shows} credits={credits} />,
      sortBy: displayName,
    },
    { id: "numbers", header: t`Numbers`, room: 150, rank: 4, cell: (user) => <NumbersCell user={user} /> },
    {
      id: "role",
      header: t`Role`,
      room: 100,
      rank: 2,
      cell: (user) => ROLE_LABELS[user.role],
      sortBy: (user) => ROLES.indexOf(user.role),
    },
    {
      id: "status",
      header: t`Status`,
      room: 130,
      rank: 1,
      cell: (user, shows) => <StatusCell user={user} dated={shows("credits")} />,
      sortBy: (user) => STATUS_OPTIONS.findIndex(({ value }) => value === user.status),
    },
    {
      id: "credits",
      header: t`Credits`,
      room: 146,
      rank: 3,
      cell: (user) => <CreditsCell user={user} credits={credits} />,
      isAmount: true,
    },
    {
      id: "usage",
      header: t`Last ${RECENT_DAYS} days`,
      room: 150,
      rank: 5,
      cell: (user) => (user.user_id ? <SparkOf recent={recent(user.user_id)} name={displayName(user)} /> : "–"),
    },
    {
      id: "since",
      header: t`Active or invited`,
      room: 150,
      rank: 6,
      cell: (user) => <Since user={user} />,
      sortBy: (user) => sinceOf(user) ?? "",
    },
  ];
}

function PersonCell({ user, shows, credits }: { user: User; shows: (id: string) => boolean; credits: Credits }) {
  return (
    <>
      <Box fontWeight="bold">
        <span className="table-name">{displayName(user)}</span>
      </Box>
      <Box color="text-body-secondary" fontSize="body-s">
        <Phone number={user.phone_number} />
        {shows("status") && user.name && <div className="table-name">{user.email}</div>}
      </Box>
      {!shows("status") && (
        <>
          <div>
            <UserStatusIndicator status={user.status} />
          </div>
          <LowCredits level={credits?.get(user.user_id ?? "")?.level} />
        </>
      )}
      {!shows("status") && user.numbers.length > 0 && (
        <Box fontSize="body-s">
          <NumbersCell user={user} />
        </Box>
      )}
    </>
  );
}

/** The status, and when a member was active last, or since when a person is invited. */
function StatusCell({ user, dated }: { user: User; dated: boolean }) {
  return (
    <>
      <UserStatusIndicator status={user.status} />
      {dated && (
        <Box color="text-body-secondary" fontSize="body-s">
          <Since user={user} />
        </Box>
      )}
    </>
  );
}

function sinceOf(user: User): string | null {
  return user.last_active_at ?? (user.user_id ? null : user.invited_at);
}

function Since({ user }: { user: User }) {
  const since = sinceOf(user);
  if (!since) return null;
  return user.last_active_at ? (
    <Trans>
      Last active <Day at={since} />
    </Trans>
  ) : (
    <Trans>
      Since <Day at={since} />
    </Trans>
  );
}

/** What a member can spend, or what an invitation promises. */
function CreditsCell({ user, credits }: { user: User; credits: Credits }) {
  const spendable = credits?.get(user.user_id ?? "");
  if (spendable)
    return (
      <SpaceBetween size="xxs">
        <Amount of={spendable.balance} />
        <LowCredits level={spendable.level} />
      </SpaceBetween>
    );
  if (!user.credits || user.credits.state === "none" || toMicros(user.credits) === 0n) return <>–</>;
  return (
    <SpaceBetween size="xxs">
      <Amount of={user.credits} />
      <CreditsStatus state={user.credits.state} />
    </SpaceBetween>
  );
}
