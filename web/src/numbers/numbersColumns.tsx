/** The columns of the numbers' table. What has no column at its width is shown under the number. */
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { formatPlanPrice } from "../formats/plan";
import { PersonName } from "../parts/people";
import type { Column } from "../parts/table/columns";
import { Phone } from "../parts/values";
import { KeyDate, NumberStatusIndicator, STATUS_OPTIONS, statusLabel } from "./labels";
import { keyDate, waitingTexts } from "./lifecycle";
import type { PhoneNumber } from "./types";

/** `names` are of the people, by ID, for an exported file. */
export function numbersColumns(forTeam: boolean, names?: ReadonlyMap<string, string>): Column<PhoneNumber>[] {
  const user: Column<PhoneNumber> = {
    id: "user",
    header: t`User`,
    room: 130,
    rank: 2,
    cell: (number) => <UserCell number={number} />,
    text: ({ user_id }) => names?.get(user_id ?? "") ?? user_id ?? "",
  };
  return [
    {
      id: "number",
      header: t`Number`,
      room: 190,
      rank: 0,
      cell: (number, shows) => <NumberCell number={number} shows={shows} forTeam={forTeam} />,
      sortBy: ({ phone_number }) => phone_number,
      text: ({ phone_number }) => formatPhone(phone_number),
    },
    {
      id: "label",
      header: t`Label`,
      room: 120,
      rank: 5,
      cell: ({ label }) => <span className="table-name">{label || "–"}</span>,
      sortBy: ({ label }) => label,
      text: ({ label }) => label,
    },
    ...(forTeam ? [user] : []),
    {
      id: "status",
      header: t`Status`,
      room: 130,
      rank: 1,
      cell: (number) => <NumberStatusIndicator number={number} />,
      sortBy: ({ status }) => STATUS_OPTIONS.findIndex(({ value }) => value === status),
      text: (number) => statusLabel(number),
    },
    {
      id: "plan",
      header: t`Plan`,
      room: 170,
      rank: 4,
      cell: ({ plan }) => (plan ? formatPlanPrice(plan) : "–"),
      text: ({ plan }) => (plan ? formatPlanPrice(plan) : ""),
    },
    {
      id: "date",
      header: t`Paid period`,
      room: 160,
      rank: 3,
      cell: (number) => <KeyDate number={number} />,
      sortBy: (number) => keyDate(number)?.at ?? "",
      text: (number) => keyDate(number)?.at ?? "",
    },
  ];
}

interface NumberCellProps {
  number: PhoneNumber;
  shows: (id: string) => boolean;
  forTeam: boolean;
}

/** The number, its label, whether it is its user's default, whether colleagues share it, and what has no column. */
function NumberCell({ number, shows, forTeam }: NumberCellProps) {
  return (
    <>
      <Box fontWeight="bold">
        <Phone number={number.phone_number} /> {number.is_default && <Badge color="green">{t`Default`}</Badge>}{" "}
        {number.shared_with.length > 0 && <Badge>{t`Shared`}</Badge>}
      </Box>
      {number.label && !shows("label") && (
        <Box color="text-body-secondary" fontSize="body-s">
          {number.label}
        </Box>
      )}
      {number.waiting_texts > 0 && (
        <Box color="text-status-info" fontSize="body-s">
          {waitingTexts(number)}
        </Box>
      )}
      <Box color="text-body-secondary" fontSize="body-s">
        {forTeam && !shows("user") && <UserCell number={number} />}
        {!shows("status") && (
          <div>
            <NumberStatusIndicator number={number} />
          </div>
        )}
        {!shows("date") && keyDate(number) && (
          <div>
            <KeyDate number={number} />
          </div>
        )}
      </Box>
    </>
  );
}

function UserCell({ number: { user_id } }: { number: PhoneNumber }) {
  return user_id ? <PersonName id={user_id} /> : <>{t`Not assigned`}</>;
}
