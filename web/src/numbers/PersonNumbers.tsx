/** A person's phone numbers: in their panel among the users, and on their own dashboard. */
import Box from "@cloudscape-design/components/box";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { PlaceLink } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { describeAnswering } from "./answering";
import { KeyDate, NumberStatusIndicator } from "./labels";
import { isGone } from "./lifecycle";
import { useNumbers } from "./queries";
import type { PhoneNumber } from "./types";

/** Lists the numbers that a person has or can restore; `me` is the signed-in person. */
export function PersonNumbers({ userId, emptyText }: { userId: string; emptyText: string }) {
  const numbers = useNumbers({ user_id: userId, status: null });
  if (numbers.isPending) return <Loading what={t`numbers`} />;
  if (numbers.error) {
    return <LoadError problem={numbers.error} onRetry={() => void numbers.refetch()} what={t`the numbers`} />;
  }
  const theirs = numbers.data.items.filter((number) => !isGone(number));
  if (theirs.length === 0) return <Box color="text-body-secondary">{emptyText}</Box>;
  return (
    <ul className="lines" aria-label={t`Numbers`}>
      {theirs.map((number) => (
        <NumberRow key={number.number_id} number={number} />
      ))}
    </ul>
  );
}

function NumberRow({ number }: { number: PhoneNumber }) {
  const about = [number.label, number.is_default && t`default`].filter(Boolean).join(" · ");
  return (
    <li className="line">
      <div>
        <PlaceLink to={`/numbers/${number.number_id}`}>{formatPhone(number.phone_number)}</PlaceLink>
        {about && ` · ${about}`}
        <Box color="text-body-secondary" fontSize="body-s">
          <KeyDate number={number} />
          <div>{describeAnswering(number)}</div>
        </Box>
      </div>
      <NumberStatusIndicator number={number} />
    </li>
  );
}
