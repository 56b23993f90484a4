/** A small server that behaves as the API does with tokens, keys and pages, and loses answers when it is asked to. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = [status: number, body: unknown];

/** A file in place of JSON. */
class File {
  constructor(
    readonly text: string,
    readonly headers: Record<string, string> = {},
  ) {}
}

export class Api {
  generation = 1;
  lost = 0;
  faults: number[] = [];
  needsProof = false;
  /** Access tokens of which the time is over. */
  expired = new Set<string>();
  /** Requests with an old token wait until so many have come. */
  together = 1;
  seen: string[] = [];
  keys: string[] = [];
  made = 0;
  private readonly answered = new Map<string, Answer>();
  private readonly waiting: (() => void)[] = [];

  get tokens() {
    return { access_token: `access ${this.generation}`, refresh_token: `refresh ${this.generation}` };
  }

  async answer({ method, url, headers }: IncomingMessage, body: Record<string, unknown>): Promise<Answer> {
    const { pathname, searchParams } = new URL(url ?? "", "http://localhost");
    const key = headers["idempotency-key"] as string | undefined;
    this.seen.push(`${method} ${pathname}`);
    this.keys.push(key ?? "");
    const fault = this.faults.shift();
    if (fault) return [fault, { code: "unavailable" }];
    const known = key && this.answered.get(key);
    if (known) return known;
    const answer: Answer = headers.accept?.includes("/csv")
      ? [200, fileOf(pathname, searchParams)]
      : await this.serve(pathname, searchParams, headers.authorization, body);
    if (key && answer[0] !== 401) this.answered.set(key, answer);
    return answer;
  }

  private async serve(
    path: string,
    query: URLSearchParams,
    token: string | undefined,
    body: Record<string, unknown>,
  ): Promise<Answer> {
    if (path === "/v1/sessions") return [201, this.tokens];
    if (path === "/v1/sessions/refresh") return this.refresh(body);
    const access = `access ${this.generation}`;
    if (token !== `Bearer ${access}` || this.expired.has(access)) {
      await this.gathered();
      return [401, { code: "unauthenticated", detail: "Sign in again." }];
    }
    if (path === "/v1/sessions/step-up") {
      this.needsProof = false;
      return [200, this.tokens];
    }
    if (path === "/v1/billing/credits") {
      if (this.needsProof) return [401, { code: "step_up_required", detail: "Confirm that it's you." }];
      this.made += 1;
      return [201, { payment_id: "pay_1" }];
    }
    if (path === "/v1/team/users") {
      const page = Number(query.get("cursor") ?? 0);
      return [200, { items: [{ name: `Person ${page}` }], next_cursor: page < 2 ? String(page + 1) : null }];
    }
    if (path === "/v1/team") return [404, { code: "not_found", detail: "There is no team.", request_id: "req_1" }];
    return [200, { name: "Ada" }];
  }

  private refresh(body: Record<string, unknown>): Answer {
    if (body.refresh_token !== `refresh ${this.generation}`)
      return [401, { code: "session_over", detail: "It has ended." }];
    this.generation += 1;
    return [200, this.tokens];
  }

  private gathered(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length >= this.together) this.waiting.splice(0).forEach((go) => go());
    });
  }
}

function fileOf(path: string, query: URLSearchParams): File {
  const part = Number(query.get("cursor") ?? 0);
  if (part === 2) return new File(`part 2 ${query.get("kind")}`);
  const next = String(part + 1);
  const link = `<${path}?kind=call&cursor=${next}>; rel="next"`;
  return new File(`part ${part}, `, path === "/v1/team/users" ? { "teamline-next-cursor": next } : { link });
}

/** Run the server on a free port; return its base URL, and what stops it. */
export async function running(api: Api): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => void handle(api, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve())));
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function handle(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const part of request) text += String(part);
  const [status, body] = await api.answer(request, JSON.parse(text || "{}") as Record<string, unknown>);
  if (api.lost > 0 && status !== 401) {
    api.lost -= 1;
    request.socket.destroy();
    return;
  }
  if (body instanceof File) response.writeHead(status, { "content-type": "text/csv", ...body.headers }).end(body.text);
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
