/** The available numbers: place and price of each, and the button that chooses it. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { formatPlanPrice, NUMBER_LABELS } from "../formats/plan";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Phone } from "../parts/values";
import { FEATURES } from "./labels";
import { MAX_RESULTS, type useAvailableNumbers } from "./queries";
import type { AvailableNumber } from "./types";

interface Props {
  stock: ReturnType<typeof useAvailableNumbers>;
  chosen: string | null;
  onChoose: (number: AvailableNumber) => void;
  limit: number;
  onMore: () => void;
}

export function AvailableNumbers({ stock, chosen, onChoose, limit, onMore }: Props) {
  if (stock.isPending) return <Loading what={t`numbers`} />;
  if (stock.error)
    return <LoadError problem={stock.error} onRetry={() => void stock.refetch()} what={t`the numbers`} />;
  const found = stock.data.items;
  if (found.length === 0) {
    return (
      <Alert type="info" header={t`No numbers match your search right now`}>
        {t`Try fewer digits, another area code in the same city, or just the state.`}
      </Alert>
    );
  }
  return (
    <SpaceBetween size="m">
      <ul className="stock" aria-label={t`Available numbers`} aria-busy={stock.isPlaceholderData}>
        {found.map((number) => (
          <AvailableNumber
            key={number.phone_number}
            number={number}
            isChosen={number.phone_number === chosen}
            onChoose={() => onChoose(number)}
          />
        ))}
      </ul>
      {found.length >= limit && limit < MAX_RESULTS && (
        <Box textAlign="center">
          <Button loading={stock.isPlaceholderData} onClick={onMore}>{t`Show more`}</Button>
        </Box>
      )}
    </SpaceBetween>
  );
}

function AvailableNumber({
  number,
  isChosen,
  onChoose,
}: {
  number: AvailableNumber;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const plan = number.plans[0];
  const features = FEATURES.filter(([name]) => number.features.includes(name)).map(([, word]) => word);
  return (
    <li className={isChosen ? "offer offer-chosen" : "offer"}>
      <div>
        <div className="offer-number">
          <Phone number={number.phone_number} />
        </div>
        <Box color="text-body-secondary" fontSize="body-s">
          {placeLabel(number)}
          {features.length > 0 && ` · ${features.join(", ")}`}
        </Box>
        {plan && <Box fontSize="body-s">{formatPlanPrice(plan)}</Box>}
      </div>
      <Button
        ariaLabel={`${isChosen ? t`Selected` : t`Select`} ${formatPhone(number.phone_number)}`}
        disabled={isChosen}
        onClick={onChoose}
      >
        {isChosen ? t`Selected` : t`Select`}
      </Button>
    </li>
  );
}

/** `San Francisco, CA`; a toll-free number has no place. */
export function placeLabel({ city, state, kind }: Pick<AvailableNumber, "city" | "state" | "kind">): string {
  return [city, state].filter(Boolean).join(", ") || NUMBER_LABELS[kind];
}
