/** Why a request was refused, as the API says it (RFC 9457), or that there was no answer at all. */

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

interface ProblemMembers {
  status?: number;
  code?: string;
  title?: string;
  detail?: string;
  errors?: FieldError[];
  request_id?: string;
}

const UNREACHABLE = "Teamline cannot be reached. Check your connection and try again; nothing you typed is lost.";
const UNEXPECTED = "Something went wrong on our side. Please try again.";

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly members: Record<string, unknown>;

  constructor(members: ProblemMembers & Record<string, unknown>, retryAfter?: number) {
    super(members.detail || members.title || UNEXPECTED);
    this.name = "Problem";
    this.status = members.status ?? 0;
    this.code = members.code ?? "unknown";
    this.errors = members.errors ?? [];
    this.requestId = members.request_id;
    this.retryAfter = retryAfter;
    this.members = members;
  }

  /** The problem of an answer that is not a success. */
  static fromResponse(response: Response, body: unknown): Problem {
    const members = typeof body === "object" && body !== null ? body : {};
    const wait = Number(response.headers.get("retry-after"));
    return new Problem({ status: response.status, ...members }, wait > 0 ? wait : undefined);
  }

  /** No answer: offline, or the connection broke. */
  static unreachable(): Problem {
    return new Problem({ status: 0, code: "unreachable", detail: UNREACHABLE });
  }

  /** Whatever was thrown, as a problem that can be shown. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    return thrown instanceof TypeError ? Problem.unreachable() : new Problem({ detail: UNEXPECTED });
  }

  /** Nobody knows whether the request was carried out: the same request may be sent again under the same key. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** The message for one field of a form, also for a member of it (`amount.amount`). */
  messageFor(field: string): string | undefined {
    return this.errors.find((error) => error.field === field || error.field.startsWith(`${field}.`))?.message;
  }
}
