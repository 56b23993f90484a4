/** What usage is filtered by, each with a button that removes it. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { usePersonName } from "../parts/people";
import { countryLabel, kindLabel } from "./labels";
import { isFiltered, NO_FILTER, type UsageFilter } from "./period";

interface Props {
  filter: UsageFilter;
  onChange: (filter: UsageFilter) => void;
}

const GROUPS: Record<string, string> = { former: t`Former members`, none: t`Number plans` };

export function FilterChips({ filter, onChange }: Props) {
  const { user_id, kind, country, number_id } = filter;
  const name = usePersonName(user_id && user_id in GROUPS ? null : user_id);
  if (!isFiltered(filter)) return null;
  const chips: [keyof UsageFilter, string][] = [
    ...(user_id ? [["user_id", GROUPS[user_id] ?? name ?? "…"] as const] : []),
    ...(kind ? [["kind", kindLabel(kind)] as const] : []),
    ...(country ? [["country", countryLabel(country)] as const] : []),
    ...(number_id ? [["number_id", t`One number`] as const] : []),
  ].map(([field, text]) => [field, text]);
  return (
    <ul className="usage-chips" aria-label={t`Filters`}>
      {chips.map(([field, text]) => (
        <li key={field}>
          <span>{text}</span>
          <Button
            variant="inline-icon"
            iconName="close"
            ariaLabel={t`Remove the filter ${text}`}
            onClick={() => onChange({ ...filter, [field]: null })}
          />
        </li>
      ))}
      <li className="usage-clear">
        <Button variant="inline-link" onClick={() => onChange(NO_FILTER)}>{t`Clear filters`}</Button>
      </li>
    </ul>
  );
}
