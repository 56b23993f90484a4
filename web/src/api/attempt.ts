/** Idempotency keys: one for each thing somebody wants done, however often it has to be sent (E2). */
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";

import { Problem } from "./problem";

/** The attempts of one form. The same content keeps its key until it is known what became of it. */
export class Attempts {
  private readonly keys = new Map<string, string>();

  constructor(private readonly makeKey: () => string = () => crypto.randomUUID()) {}

  async send<Content, Result>(content: Content, work: (key: string) => Promise<Result>): Promise<Result> {
    const said = JSON.stringify(content) ?? "";
    const key = this.keys.get(said) ?? this.makeKey();
    this.keys.set(said, key);
    try {
      const result = await work(key);
      this.keys.delete(said);
      return result;
    } catch (thrown) {
      if (!Problem.from(thrown).isUnclear) this.keys.delete(said);
      throw thrown;
    }
  }
}

interface Outcome<Content, Result> {
  onSuccess?: (result: Result, content: Content) => unknown;
  onRefused?: (problem: Problem) => unknown;
}

/** A mutation whose repetitions (a double click, a retry after a broken connection) count as one. */
export function useAttempt<Content, Result>(
  work: (content: Content, key: { "Idempotency-Key": string }) => Promise<Result>,
  outcome: Outcome<Content, Result> = {},
) {
  const attempts = useRef(new Attempts());
  return useMutation<Result, Problem, Content>({
    mutationFn: (content) => attempts.current.send(content, (key) => work(content, { "Idempotency-Key": key })),
    onSuccess: (result, content) => outcome.onSuccess?.(result, content),
    onError: (thrown) => outcome.onRefused?.(Problem.from(thrown)),
  });
}
