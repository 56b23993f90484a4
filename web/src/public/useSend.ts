/** Sends what a form holds: once, under one idempotency key (E2), announced when it is done or refused. */
import { t } from "@lingui/core/macro";
import { useRef, useState } from "preact/hooks";

import { announce } from "../api/announcements";
import { IdempotencyKeys } from "../api/idempotencyKeys";
import { Problem } from "../api/problem";

interface Sending {
  busy: boolean;
  problem: Problem | null;
}

type Request<Content, Result> = (content: Content, key: { "Idempotency-Key": string }) => Promise<Result>;

/**
 * What is under way, its problem, and the function that sends; a second call while one is under way does nothing.
 * A result of null is a step that another one follows, as a second factor: nothing is done yet.
 */
export function useSend<Content, Result>(request: Request<Content, Result>, onDone: (result: Result) => void) {
  const [sending, setSending] = useState<Sending>({ busy: false, problem: null });
  const keys = useRef(new IdempotencyKeys());
  const send = async (content: Content) => {
    if (sending.busy) return;
    setSending({ busy: true, problem: null });
    try {
      const result = await keys.current.send(content, (key) => request(content, { "Idempotency-Key": key }));
      setSending({ busy: false, problem: null });
      if (result !== null) announce(t`Done.`);
      onDone(result);
    } catch (thrown) {
      const problem = Problem.from(thrown);
      setSending({ busy: false, problem });
      announce(problem.message, "refusal");
    }
  };
  return { ...sending, send: (content: Content) => void send(content) };
}
