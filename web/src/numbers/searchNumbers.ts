/** Finds numbers by digits or by label. Pure. */
import type { PhoneNumber } from "./types";

/** Return what picks the numbers that match; null if nothing is searched for. */
export function searchNumbers(q: string): ((number: Pick<PhoneNumber, "phone_number" | "label">) => boolean) | null {
  const words = q.trim().toLowerCase();
  if (!words) return null;
  const digits = /^[\d\s()+.-]+$/.test(words) ? words.replace(/\D/g, "") : "";
  return ({ phone_number, label }) =>
    (digits !== "" && phone_number.includes(digits)) || label.toLowerCase().includes(words);
}
