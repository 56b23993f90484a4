/** What the API is asked for: again after a failure that may pass, as in the portal. */
import { useEffect, useState } from "preact/hooks";

import { Problem } from "../api/problem";

const RETRIES = 2;
const RETRY_DELAY_MS = 500;

interface Asked<Answer> {
  data: Answer | null;
  problem: Problem | null;
}

const kept = new Map<string, unknown>();

/** The answer for a key, kept while the page is open; the former one stays until the next is there. No key: nothing. */
export function useAsked<Answer>(key: string | null, ask: () => Promise<Answer>) {
  const [asked, setAsked] = useState<Asked<Answer>>({ data: null, problem: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (key === null) return;
    let isWanted = true;
    const show = (found: Asked<Answer>) => isWanted && setAsked(found);
    answerFor(key, ask).then(
      (data) => show({ data, problem: null }),
      (thrown: unknown) => show({ data: null, problem: Problem.from(thrown) }),
    );
    return () => {
      isWanted = false;
    };
    // what is asked for is said by the key
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, round]);
  const again = () => {
    setAsked({ data: null, problem: null });
    setRound(round + 1);
  };
  return { ...asked, again };
}

async function answerFor<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
  if (kept.has(key)) return kept.get(key) as Answer;
  for (let failures = 0; ; failures++) {
    try {
      const answer = await ask();
      kept.set(key, answer);
      return answer;
    } catch (thrown) {
      if (failures === RETRIES || !Problem.from(thrown).outcomeUnknown) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
    }
  }
}
