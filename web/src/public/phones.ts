/** The notation of phone numbers, loaded when one is typed: it is larger than all the rest of a light page. */
import { useEffect, useState } from "preact/hooks";

type Phones = typeof import("../formats/phone");

let loaded: Phones | null = null;

async function loadPhones(): Promise<Phones | null> {
  loaded ??= await import("../formats/phone").catch(() => null);
  return loaded;
}

/** The notation, once it is wanted and loaded; null until then, or if it can't be loaded. */
export function usePhones(isWanted: boolean): Phones | null {
  const [phones, setPhones] = useState(loaded);
  useEffect(() => {
    if (isWanted && !phones) void loadPhones().then(setPhones);
  }, [isWanted, phones]);
  return phones;
}

/** Convert typed text to E.164; as it was typed if that can't be: the API says what is wrong with it. */
export async function toNumber(typed: string): Promise<string> {
  return (await loadPhones())?.parsePhone(typed) ?? typed;
}
