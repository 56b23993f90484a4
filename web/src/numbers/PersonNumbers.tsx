/** A person's phone numbers: in their panel among the users, and on their own dashboard. */
import Box from "@cloudscape-design/components/box";

import { Loading } from "../parts/Loading";
import { PlaceLink } from "../parts/LinkButton";
import { Failed } from "../parts/Refusal";
import { formatPhone } from "../formats/phone";
import { isOver } from "./life";
import { useNumbers, type PhoneNumber } from "./queries";
import { DateOf, StatusOf } from "./words";

/** Those that they have or may have back; `me` is the viewer. */
export function PersonNumbers({ userId, nothing }: { userId: string; nothing: string }) {
  const numbers = useNumbers({ user_id: userId, status: null });
  if (numbers.isPending) return <Loading what="numbers" />;
  if (numbers.error) {
    return <Failed problem={numbers.error} onRetry={() => void numbers.refetch()} what="the numbers" />;
  }
  const theirs = numbers.data.items.filter((number) => !isOver(number));
  if (theirs.length === 0) return <Box color="text-body-secondary">{nothing}</Box>;
  return (
    <ul className="lines" aria-label="Numbers">
      {theirs.map((number) => (
        <Line key={number.number_id} number={number} />
      ))}
    </ul>
  );
}

function Line({ number }: { number: PhoneNumber }) {
  const about = [number.label, number.is_default && "default"].filter(Boolean).join(" · ");
  return (
    <li className="line">
      <div>
        <PlaceLink to={`/numbers/${number.number_id}`}>{formatPhone(number.phone_number)}</PlaceLink>
        {about && ` · ${about}`}
        <Box color="text-body-secondary" fontSize="body-s">
          <DateOf number={number} />
        </Box>
      </div>
      <StatusOf number={number} />
    </li>
  );
}
