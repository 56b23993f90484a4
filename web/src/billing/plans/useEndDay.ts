/** Up to which day charges are shown. */
import { useSearchParams } from "react-router";

import { CHARGES_MAX_DAYS } from "../../api/terms";
import { addDays, dayInZone, endOfDay } from "../../formats/time";

const DEFAULT_DAYS = 31;

/** Keeps the date in the address, so that it survives a reload and can be linked to. */
export function useEndDay(zone: string) {
  const [params, setParams] = useSearchParams();
  const today = dayInZone(zone);
  const last = addDays(today, CHARGES_MAX_DAYS);
  const requested = params.get("until") ?? "";
  const possible = /^\d{4}-\d\d-\d\d$/.test(requested) && requested >= today && requested <= last;
  const day = possible ? requested : addDays(today, DEFAULT_DAYS);
  const choose = (until: string) => setParams({ until }, { replace: true });
  return { day, today, last, until: endOfDay(day, zone), choose };
}
