/** Choose one of the numbers that the person can see, or all of them. */
import Select from "@cloudscape-design/components/select";

import { formatPhone } from "../formats/phone";
import { NO_FILTER, useNumbers } from "../numbers";

interface Props {
  value: string | null;
  onChange: (number_id: string | null) => void;
  /** Only the person's own numbers. */
  own?: boolean;
}

const ANY = { value: "", label: "Any number" };
const MOST = 100;

export function NumberFilter({ value, onChange, own = false }: Props) {
  const numbers = useNumbers(own ? { ...NO_FILTER, user_id: "me" } : NO_FILTER, null, MOST);
  const found = (numbers.data?.items ?? []).map(({ number_id, phone_number, label }) => ({
    value: number_id,
    label: formatPhone(phone_number),
    description: label,
  }));
  const chosen = found.find((option) => option.value === value);
  return (
    <Select
      selectedOption={value ? (chosen ?? { value, label: numbers.isPending ? "…" : "One number" }) : ANY}
      options={[ANY, ...found]}
      filteringType={found.length > 10 ? "auto" : "none"}
      filteringPlaceholder="Number or label"
      filteringAriaLabel="Search numbers"
      statusType={numbers.error ? "error" : numbers.isPending ? "loading" : "finished"}
      errorText="We couldn't load the list."
      ariaLabel="Number"
      expandToViewport
      onChange={({ detail }) => onChange(detail.selectedOption.value || null)}
    />
  );
}
