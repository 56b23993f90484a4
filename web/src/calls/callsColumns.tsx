/** The columns of the call log. What has no column at its width is shown under the number at the other end. */
import Box from "@cloudscape-design/components/box";
import { t } from "@lingui/core/macro";

import { formatMoney } from "../formats/money";
import { formatPhone } from "../formats/phone";
import { formatLength } from "../formats/time";
import { PersonName } from "../parts/people";
import type { Column } from "../parts/table/columns";
import { Amount, DateTime, Phone } from "../parts/values";
import { describeOutcome } from "./callLog";
import { OtherNumber, Outcome } from "./labels";
import type { Call } from "./types";

/** `names` are of the people, by ID, for an exported file. */
export function callsColumns(forTeam: boolean, names?: ReadonlyMap<string, string>): Column<Call>[] {
  const user: Column<Call> = {
    id: "user",
    header: t`User`,
    room: 130,
    rank: 6,
    cell: ({ user_id }) => (user_id ? <PersonName id={user_id} /> : "–"),
    text: ({ user_id }) => names?.get(user_id ?? "") ?? user_id ?? "",
  };
  return [
    {
      id: "other",
      header: t`From or to`,
      room: 190,
      rank: 0,
      cell: (call, shows) => <OtherCell call={call} shows={shows} forTeam={forTeam} />,
      text: ({ direction, other_number }) =>
        `${direction === "in" ? t`From` : t`To`} ${other_number ? formatPhone(other_number) : t`hidden number`}`,
    },
    {
      id: "number",
      header: t`Number`,
      room: 150,
      rank: 3,
      cell: (call, shows) => <OwnNumber call={call} named={forTeam && !shows("user")} />,
      text: ({ phone_number }) => formatPhone(phone_number),
    },
    ...(forTeam ? [user] : []),
    {
      id: "at",
      header: t`When`,
      room: 170,
      rank: 2,
      cell: ({ at }) => <DateTime at={at} />,
      sortBy: ({ at }) => at,
      text: ({ at }) => at,
    },
    {
      id: "outcome",
      header: t`Outcome`,
      room: 190,
      rank: 1,
      cell: (call) => <Outcome call={call} />,
      text: describeOutcome,
    },
    {
      id: "length",
      header: t`Length`,
      room: 90,
      rank: 4,
      cell: ({ seconds }) => <Length seconds={seconds} />,
      sortBy: ({ seconds }) => seconds,
      text: ({ seconds }) => formatLength(seconds),
      isAmount: true,
    },
    {
      id: "price",
      header: t`Cost`,
      room: 90,
      rank: 5,
      cell: ({ price }) => <Amount of={price} />,
      sortBy: ({ price }) => Number(price.amount),
      text: ({ price }) => formatMoney(price),
      isAmount: true,
    },
  ];
}

interface CellProps {
  call: Call;
  shows: (id: string) => boolean;
  forTeam: boolean;
}

function OtherCell({ call, shows, forTeam }: CellProps) {
  return (
    <>
      <Box fontWeight="bold">
        <OtherNumber call={call} />
      </Box>
      {!shows("outcome") && <Outcome call={call} />}
      <Box color="text-body-secondary" fontSize="body-s">
        {!shows("at") && <DateTime at={call.at} />}
        {!shows("length") && call.seconds > 0 && (
          <>
            {" · "}
            <Length seconds={call.seconds} /> · <Amount of={call.price} />
          </>
        )}
        {!shows("number") && (
          <div>
            <OwnNumber call={call} named={forTeam} />
          </div>
        )}
      </Box>
    </>
  );
}

function OwnNumber({ call: { phone_number, user_id }, named }: { call: Call; named: boolean }) {
  return (
    <>
      <Phone number={phone_number} />
      {named && user_id && (
        <Box color="text-body-secondary" fontSize="body-s">
          <PersonName id={user_id} />
        </Box>
      )}
    </>
  );
}

function Length({ seconds }: { seconds: number }) {
  return <span className="figures">{seconds > 0 ? formatLength(seconds) : "–"}</span>;
}
