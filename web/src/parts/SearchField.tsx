/** A field that searches a list when the typing pauses. */
import TextFilter from "@cloudscape-design/components/text-filter";
import { useEffect, useState } from "react";

interface Props {
  label: string;
  placeholder: string;
  q: string;
  onSearch: (q: string) => void;
}

export function SearchField({ label, placeholder, q, onSearch }: Props) {
  const [typed, setTyped] = useState(q);
  const [sent, setSent] = useState(q);
  const [before, setBefore] = useState(q);
  if (q !== before) {
    setBefore(q);
    if (q !== sent) {
      setSent(q); // changed elsewhere: by the back button, or by what shows all again
      setTyped(q);
    }
  }
  useEffect(() => {
    if (typed === sent) return;
    const pause = setTimeout(() => {
      setSent(typed);
      onSearch(typed);
    }, 250);
    return () => clearTimeout(pause);
  }, [typed, sent, onSearch]);
  return (
    <TextFilter
      filteringText={typed}
      filteringPlaceholder={placeholder}
      filteringAriaLabel={label}
      onChange={({ detail }) => setTyped(detail.filteringText)}
    />
  );
}
