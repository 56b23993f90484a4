/** Filters calls by number, person and days. */
import FormField from "@cloudscape-design/components/form-field";
import { t } from "@lingui/core/macro";

import { useTimeZone } from "../api/profile";
import { addDays, dayInZone } from "../formats/time";
import { DayField } from "../parts/DayField";
import { PersonField } from "../parts/PersonField";
import { NumberFilter } from "./NumberFilter";
import type { CallsFilterValue } from "./types";

interface Props {
  filter: CallsFilterValue;
  onFilter: (filter: CallsFilterValue) => void;
  forTeam: boolean;
}

const KEPT_DAYS = 396; // 13 months

export function CallsFilter({ filter, onFilter, forTeam }: Props) {
  const today = dayInZone(useTimeZone());
  const earliest = addDays(today, -KEPT_DAYS);
  const change = (part: Partial<CallsFilterValue>) => onFilter({ ...filter, ...part });
  return (
    <div className={forTeam ? "call-filters" : "call-filters call-filters-own"}>
      <div className="call-filter-wide">
        <FormField label={t`Number`} stretch>
          <NumberFilter value={filter.number_id} onChange={(number_id) => change({ number_id })} own={!forTeam} />
        </FormField>
      </div>
      {forTeam && (
        <div className="call-filter-wide">
          <PersonField
            label={t`Person`}
            noneLabel={t`Anyone`}
            value={filter.user_id}
            onChange={(user_id) => change({ user_id })}
          />
        </div>
      )}
      <DayField
        label={t({ message: "From", context: "first day" })}
        value={filter.first ?? ""}
        first={earliest}
        last={filter.last ?? today}
        filter
        onChange={(day) => change({ first: day || null })}
      />
      <DayField
        label={t({ message: "To", context: "last day" })}
        value={filter.last ?? ""}
        first={filter.first ?? earliest}
        last={today}
        filter
        onChange={(day) => change({ last: day || null })}
      />
    </div>
  );
}
