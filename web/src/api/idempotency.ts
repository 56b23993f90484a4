/** Idempotency keys: one per thing that a person wants done, however often the request has to be sent (E2). */
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";

import { announce } from "./announcements";
import { Problem } from "./problem";

/** The keys of one form. The same content keeps its key until the outcome of the request is known. */
export class IdempotencyKeys {
  private readonly keys = new Map<string, string>();

  constructor(private readonly makeKey: () => string = () => crypto.randomUUID()) {}

  async send<Content, Result>(content: Content, request: (key: string) => Promise<Result>): Promise<Result> {
    const fingerprint = JSON.stringify(content) ?? "";
    const key = this.keys.get(fingerprint) ?? this.makeKey();
    this.keys.set(fingerprint, key);
    try {
      const result = await request(key);
      this.keys.delete(fingerprint);
      return result;
    } catch (thrown) {
      if (!Problem.from(thrown).outcomeUnknown) this.keys.delete(fingerprint);
      throw thrown;
    }
  }
}

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
