/** Dates on which a number takes no calls. */
import Button from "@cloudscape-design/components/button";
import TokenGroup from "@cloudscape-design/components/token-group";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useTimeZone } from "../../api/profile";
import { addDays, dayInZone, formatDate } from "../../formats/time";
import { DayField } from "../../parts/DayField";

interface Props {
  days: string[];
  onChange: (days: string[]) => void;
  error: string | undefined;
}

const MOST = 100;
const AHEAD_DAYS = 730;

export function DaysOff({ days, onChange, error }: Props) {
  const today = dayInZone(useTimeZone());
  const [chosen, setChosen] = useState("");
  const add = () => {
    onChange([...new Set([...days, chosen])].sort());
    setChosen("");
  };
  return (
    <div>
      <div className="add-row add-row-short">
        <DayField
          label={t`Day off`}
          value={chosen}
          onChange={setChosen}
          first={today}
          last={addDays(today, AHEAD_DAYS)}
          optional
          error={error}
        />
        <Button
          formAction="none"
          disabled={!chosen || days.length >= MOST}
          ariaLabel={t`Add to days off`}
          onClick={add}
        >
          {t`Add`}
        </Button>
      </div>
      <TokenGroup
        items={days.map((day) => ({ label: formatDate(day), dismissLabel: t`Remove ${formatDate(day)}` }))}
        limit={12}
        i18nStrings={{ limitShowMore: t`Show all days off`, limitShowFewer: t`Show fewer` }}
        onDismiss={({ detail }) => onChange(days.filter((_, index) => index !== detail.itemIndex))}
      />
    </div>
  );
}
