/** Sends many invitations in batches, one after the other, and keeps the result of each row. */
import { t } from "@lingui/core/macro";
import { useRef, useState } from "react";

import { api, unwrap } from "../api/client";
import { IdempotencyKeys } from "../api/idempotencyKeys";
import { Problem } from "../api/problem";
import type { Row } from "./invitationRows";

export interface Outcome {
  row: Row;
  /** Why it wasn't sent; empty if it was. */
  reason: string;
  unfunded: boolean;
}

export interface Progress {
  state: "idle" | "sending" | "stopped" | "done";
  total: number;
  outcomes: Outcome[];
  problem: Problem | null;
}

const BATCH = 25;
const IDLE: Progress = { state: "idle", total: 0, outcomes: [], problem: null };

/** Sends rows. After an interruption, `resume` sends the interrupted batch again under the same key, and the rest. */
export function useSendInvitations(onProgress: () => void) {
  const [progress, setProgress] = useState<Progress>(IDLE);
  const attempts = useRef(new IdempotencyKeys());

  const send = async (rows: Row[], before: Outcome[] = []) => {
    let outcomes = before;
    const total = before.length + rows.length;
    setProgress({ state: "sending", total, outcomes, problem: null });
    for (let start = 0; start < rows.length; start += BATCH) {
      const batch = rows.slice(start, start + BATCH);
      try {
        outcomes = [...outcomes, ...(await sendBatch(attempts.current, batch))];
      } catch (thrown) {
        setProgress({ state: "stopped", total, outcomes, problem: Problem.from(thrown) });
        return;
      }
      setProgress({ state: "sending", total, outcomes, problem: null });
      onProgress();
    }
    setProgress({ state: "done", total, outcomes, problem: null });
  };
  const resume = (rows: Row[]) => send(rows.slice(progress.outcomes.length), progress.outcomes);
  return { progress, send, resume, reset: () => setProgress(IDLE) };
}

async function sendBatch(attempts: IdempotencyKeys, batch: Row[]): Promise<Outcome[]> {
  const body = { invitations: batch.map((row) => row.invitation) };
  const { results } = await attempts.send(body, (key) =>
    unwrap(
      api.POST("/v1/team/invitations/batch", { body: body as never, params: { header: { "Idempotency-Key": key } } }),
    ),
  );
  return batch.map((row, index) => {
    const result = results.find((one) => one.index === index);
    if (!result) return { row, reason: t`There was no response for this row.`, unfunded: false };
    const reason = result.problem ? new Problem(result.problem).message : "";
    return { row, reason, unfunded: result.invitation?.credits.state === "unfunded" };
  });
}
