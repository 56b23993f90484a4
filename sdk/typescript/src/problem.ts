/** A refusal of the API (RFC 9457). `code` never changes and is for programs, the message is for people. */
export class Problem extends Error {
  readonly code: string;
  readonly errors: readonly { field: string; code: string; message: string }[];
  readonly requestId: string;

  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
    /** Seconds, from `Retry-After`. */
    readonly retryAfter: number | null = null,
  ) {
    super(String(body.detail ?? body.title ?? body.message ?? `Refused with ${status}.`));
    this.name = "Problem";
    this.code = String(body.code ?? "");
    this.errors = (body.errors as Problem["errors"] | undefined) ?? [];
    this.requestId = String(body.request_id ?? "");
  }

  static async of(response: Response): Promise<Problem> {
    const seconds = Number(response.headers.get("retry-after") ?? "");
    return new Problem(response.status, await bodyOf(response), seconds > 0 ? seconds : null);
  }
}

/** The API could not be reached. A change may have happened: repeat it with the same Idempotency-Key. */
export class NoAnswer extends Error {
  constructor(
    request: Request,
    cause: unknown,
    readonly idempotencyKey = request.headers.get("idempotency-key"),
  ) {
    super(`${request.method} ${new URL(request.url).pathname}: no answer`, { cause });
    this.name = "NoAnswer";
  }
}

/** Return the body of a response that can still be read, or {} if it isn't an object. */
export async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
