/** Idempotency keys: one per thing that a person wants done, however often the request has to be sent (E2). */
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
