/** What changes something: sent under an idempotency key (E2), announced when it is done. */
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";

import { announce } from "./announcements";
import { IdempotencyKeys } from "./idempotencyKeys";
import { Problem } from "./problem";

interface Handlers<Content, Result> {
  /** What is announced to screen readers once it is done; null for what only asks, whose answer is shown. */
  says?: string | ((result: Result, content: Content) => string) | null;
  onSuccess?: (result: Result, content: Content) => unknown;
  onError?: (problem: Problem) => unknown;
}

/** A mutation that the API carries out once, even after a double click or a retry over a broken connection. */
export function useApiMutation<Content = void, Result = unknown>(
  request: (content: Content, key: { "Idempotency-Key": string }) => Promise<Result>,
  handlers: Handlers<Content, Result> = {},
) {
  const keys = useRef(new IdempotencyKeys());
  return useMutation<Result, Problem, Content>({
    mutationFn: (content) => keys.current.send(content, (key) => request(content, { "Idempotency-Key": key })),
    onSuccess: (result, content) => {
      const { says = t`Done.` } = handlers;
      if (says !== null) announce(typeof says === "string" ? says : says(result, content));
      return handlers.onSuccess?.(result, content);
    },
    onError: (thrown) => handlers.onError?.(Problem.from(thrown)),
  });
}
