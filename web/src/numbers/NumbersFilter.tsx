/** Filters numbers by digits or label, status and user. */
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";

import { PersonField } from "../parts/PersonField";
import { SearchField } from "../parts/SearchField";
import { STATUS_OPTIONS } from "./labels";
import type { NumbersFilterValue, NumberStatus } from "./types";

const ANY = "";
const OPTIONS = [{ value: ANY, label: t`Any status` }, ...STATUS_OPTIONS];

interface Props {
  filter: NumbersFilterValue;
  onFilter: (filter: NumbersFilterValue) => void;
  forTeam: boolean;
}

export function NumbersFilter({ filter, onFilter, forTeam }: Props) {
  return (
    <div className={forTeam ? "filters" : "filters-two"}>
      <SearchField
        label={t`Search numbers`}
        placeholder={t`Digits or label`}
        q={filter.q}
        onSearch={(q) => onFilter({ ...filter, q })}
      />
      {forTeam && (
        <PersonField
          ariaLabel={t`User`}
          noneLabel={t`Any user`}
          value={filter.user_id}
          onChange={(user_id) => onFilter({ ...filter, user_id })}
        />
      )}
      <Select
        selectedOption={OPTIONS.find(({ value }) => value === (filter.status ?? ANY)) ?? null}
        options={OPTIONS}
        ariaLabel={t`Status`}
        onChange={({ detail }) =>
          onFilter({ ...filter, status: (detail.selectedOption.value || null) as NumberStatus | null })
        }
      />
    </div>
  );
}
