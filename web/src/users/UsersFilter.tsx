/** Filters users by text, status and role. */
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";

import type { Role, UsersFilterValue } from "../api/team";
import { SearchField } from "../parts/SearchField";
import { ROLE_LABELS, STATUS_OPTIONS } from "./labels";

const ANY = "";
const WITH_ANY_STATUS = [{ value: ANY, label: t`Any status` }, ...STATUS_OPTIONS];
const ROLE_OPTIONS = [
  { value: ANY, label: t`Any role` },
  ...Object.entries(ROLE_LABELS).map(([value, label]) => ({ value, label })),
];

export function UsersFilter({
  filter,
  onFilter,
}: {
  filter: UsersFilterValue;
  onFilter: (filter: UsersFilterValue) => void;
}) {
  return (
    <div className="filters">
      <SearchField
        label={t`Search users`}
        placeholder={t`Name, email or phone`}
        q={filter.q}
        onSearch={(q) => onFilter({ ...filter, q })}
      />
      <Select
        selectedOption={WITH_ANY_STATUS.find(({ value }) => value === (filter.status ?? ANY)) ?? null}
        options={WITH_ANY_STATUS}
        ariaLabel={t`Status`}
        onChange={({ detail }) =>
          onFilter({ ...filter, status: (detail.selectedOption.value || null) as UsersFilterValue["status"] })
        }
      />
      <Select
        selectedOption={ROLE_OPTIONS.find(({ value }) => value === (filter.role ?? ANY)) ?? null}
        options={ROLE_OPTIONS}
        ariaLabel={t`Role`}
        onChange={({ detail }) => onFilter({ ...filter, role: (detail.selectedOption.value || null) as Role | null })}
      />
    </div>
  );
}
