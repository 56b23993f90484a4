/** Choose one of the numbers that the person can see, or all of them. */
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { NO_FILTER, useNumbers, useSharedNumbers } from "../numbers";

interface Props {
  value: string | null;
  onChange: (number_id: string | null) => void;
  /** Only the numbers that the person uses or shares. */
  own?: boolean;
}

const ANY = { value: "", label: t`Any number` };
const MOST = 100;

export function NumberFilter({ value, onChange, own = false }: Props) {
  const numbers = useNumbers(own ? { ...NO_FILTER, user_id: "me" } : NO_FILTER, MOST);
  const shared = useSharedNumbers();
  const options = [...(numbers.data?.items ?? []), ...((own && shared.data?.items) || [])];
  const found = options.map(({ number_id, phone_number, label, shared_with }) => ({
    value: number_id,
    label: formatPhone(phone_number),
    description: [label, shared_with.length > 0 && t`shared`].filter(Boolean).join(" · "),
  }));
  const chosen = found.find((option) => option.value === value);
  return (
    <Select
      selectedOption={value ? (chosen ?? { value, label: numbers.isPending ? "…" : t`One number` }) : ANY}
      options={[ANY, ...found]}
      filteringType={found.length > 10 ? "auto" : "none"}
      filteringPlaceholder={t`Number or label`}
      filteringAriaLabel={t`Search numbers`}
      statusType={numbers.error ? "error" : numbers.isPending ? "loading" : "finished"}
      errorText={t`We couldn't load the list.`}
      ariaLabel={t`Number`}
      expandToViewport
      onChange={({ detail }) => onChange(detail.selectedOption.value || null)}
    />
  );
}
