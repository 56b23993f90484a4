/** Why a request failed, in the API's words (RFC 9457), or that there was no response at all. */
import { t } from "@lingui/core/macro";

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

const UNREACHABLE = t`We can't reach Teamline. Check your connection and try again. Nothing you typed is lost.`;
const UNEXPECTED = t`Something went wrong on our side. Please try again.`;

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

  /** Make the problem of a response that isn't a success. */
  static fromResponse(response: Response, body: unknown): Problem {
    const members = typeof body === "object" && body !== null ? body : {};
    const wait = Number(response.headers.get("retry-after"));
    return new Problem({ status: response.status, ...members }, wait > 0 ? wait : undefined);
  }

  /** Make the problem of a request without a response: offline, or the connection broke. */
  static unreachable(): Problem {
    return new Problem({ status: 0, code: "unreachable", detail: UNREACHABLE });
  }

  /** Turn anything that was thrown into a problem that can be shown. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    return thrown instanceof TypeError ? Problem.unreachable() : new Problem({ detail: UNEXPECTED });
  }

  /** Whether the request may have been carried out: it can be sent again under the same key. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** Find the message for one field of a form, or for a part of it (`amount.amount`). */
  messageFor(field: string): string | undefined {
    return this.errors.find((error) => error.field === field || error.field.startsWith(`${field}.`))?.message;
  }
}
