/** Sends a request with a token that works, once more when it may, and never twice what it changes. */
import { bodyOf, NoAnswer, Problem } from "./problem.js";
import { HEADER, solve } from "./puzzle.js";
import type { components } from "./schema.js";
import { refreshKey, type Tokens, type TokenStore } from "./tokens.js";

export interface Options {
  baseUrl: string;
  store: TokenStore;
  /** Asked for a proof of who is there when a change needs a fresh one: what POST /v1/sessions/step-up takes. */
  prove?: (problem: Problem) => Promise<components["schemas"]["StepUpProof"]>;
  fetch: typeof globalThis.fetch;
  wait: (milliseconds: number) => Promise<void>;
}

const TRIES = 4;
const TRANSIENT = [502, 503, 504];
const SIGNING_IN = ["/v1/accounts", "/v1/sessions", "/v1/sessions/second-factor"];
const STEP_UP = "/v1/sessions/step-up";
const READS = ["GET", "HEAD"];
const LONGEST_WAIT_MS = 10_000;

export class Sending {
  constructor(private readonly options: Options) {}

  async send(request: Request): Promise<Response> {
    const { store, prove } = this.options;
    const tokens = store.read();
    let response = await this.attempt(request, tokens);
    let code = await codeOf(response);
    if (code === "unauthenticated" && tokens?.refresh) {
      response = await this.attempt(request, await this.renewed(tokens));
      code = await codeOf(response);
    }
    if (code === "step_up_required" && prove && new URL(request.url).pathname !== STEP_UP) {
      await this.stepUp(await prove(await Problem.of(response)));
      response = await this.attempt(request, store.read());
      code = await codeOf(response);
    }
    if (code === "challenge_required" && !request.headers.has(HEADER))
      return this.send(await withProof(request, response));
    if (response.ok && SIGNING_IN.includes(new URL(request.url).pathname)) this.keep(await bodyOf(response));
    return response;
  }

  /** The very same request again, after a bad connection or a fault that passes, unless it may have happened. */
  private async attempt(request: Request, tokens: Tokens | null): Promise<Response> {
    const tries = READS.includes(request.method) || request.headers.has("idempotency-key") ? TRIES : 1;
    for (let tried = 1; ; tried += 1) {
      const headers = new Headers(request.headers);
      if (tokens) headers.set("authorization", `Bearer ${tokens.access}`);
      try {
        const response = await this.options.fetch(new Request(request.clone(), { headers }));
        if (!TRANSIENT.includes(response.status) || tried >= tries) return response;
        await this.options.wait(
          Math.min(Number(response.headers.get("retry-after")) * 1000 || waitOf(tried), LONGEST_WAIT_MS),
        );
      } catch (cause) {
        if (tried >= tries) throw new NoAnswer(request, cause);
        await this.options.wait(waitOf(tried));
      }
    }
  }

  /** Return tokens other than the refused ones: one refreshes, all others wait and take what it got (I8). */
  private renewed(refused: Tokens): Promise<Tokens> {
    const { store } = this.options;
    return store.lock(async () => {
      const tokens = store.read();
      if (tokens && tokens.access !== refused.access) return tokens;
      const response = await this.attempt(await this.refresh(refused), null);
      if (response.ok) return this.keep(await bodyOf(response));
      if (response.status === 401) store.write(null);
      throw await Problem.of(response);
    });
  }

  private async refresh(tokens: Tokens): Promise<Request> {
    return this.post(
      "/v1/sessions/refresh",
      { refresh_token: tokens.refresh },
      { "idempotency-key": await refreshKey(tokens) },
    );
  }

  /** Keep the token of a proof beside the newest refresh token: meanwhile another may have refreshed (I8). */
  private async stepUp(proof: components["schemas"]["StepUpProof"]): Promise<void> {
    const { store } = this.options;
    const response = await this.send(this.post(STEP_UP, proof));
    if (!response.ok) throw await Problem.of(response);
    const { access_token } = await bodyOf(response);
    await store.lock(async () => {
      const tokens = store.read();
      if (tokens) store.write({ ...tokens, access: String(access_token) });
    });
  }

  private post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
    const url = new URL(path, this.options.baseUrl);
    return new Request(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  }

  private keep({ access_token, refresh_token }: Record<string, unknown>): Tokens {
    const tokens = { access: String(access_token), refresh: refresh_token ? String(refresh_token) : null };
    this.options.store.write(tokens);
    return tokens;
  }
}

async function withProof(request: Request, response: Response): Promise<Request> {
  const { puzzle, zero_bits } = await bodyOf(response);
  const headers = new Headers(request.headers);
  headers.set(HEADER, await solve(String(puzzle), Number(zero_bits)));
  return new Request(request.clone(), { headers });
}

async function codeOf(response: Response): Promise<string> {
  return response.ok ? "" : String((await bodyOf(response)).code ?? "");
}

function waitOf(tried: number): number {
  return Math.min(200 * 2 ** tried, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
}
