// The public API as a mobile app uses it: with a bearer token, refreshed when it has expired.

import { memory, remember } from "./device.js";
import { solve } from "./puzzle.js";
import { refreshOnce } from "./refresh.js";

export class Problem extends Error {
  constructor(status, body) {
    const fields = (body.errors ?? []).map((error) => `${error.field}: ${error.message}`);
    super(fields.length ? fields.join("\n") : (body.detail ?? body.message ?? `Something went wrong (${status}). Please try again.`));
    this.status = status;
    this.code = body.code;
    this.body = body;
  }
}

function read(answer) {
  return answer.status === 204 ? {} : answer.json().catch(() => ({}));
}

export class Api {
  constructor(number) {
    this.number = number;
    this.keys = new Map();
    this.askForProof = async () => false;
    this.noted = () => {};
  }

  get(path) {
    return this.ask("GET", path);
  }

  // The same content keeps its key until its outcome is known: a second try over a broken connection does it once.
  async post(path, body = {}) {
    const content = path + JSON.stringify(body);
    const key = this.keys.get(content) ?? crypto.randomUUID();
    this.keys.set(content, key);
    try {
      const done = await this.ask("POST", path, body, { "idempotency-key": key });
      this.keys.delete(content);
      return done;
    } catch (problem) {
      if (problem.status > 0 && problem.status < 500) this.keys.delete(content);
      throw problem;
    }
  }

  patch(path, body) {
    return this.ask("PATCH", path, body);
  }

  delete(path) {
    return this.ask("DELETE", path);
  }

  get signedIn() {
    return Boolean(memory(this.number).access_token);
  }

  keep(tokens) {
    const { access_token, refresh_token } = tokens;
    remember(this.number, { access_token, refresh_token, refresh_key: null });
  }

  signOut() {
    remember(this.number, { access_token: null, refresh_token: null, refresh_key: null, line: null });
  }

  // Sends the proof, and keeps the access token that it was answered with.
  async stepUp(proof) {
    const { access_token } = await this.post("/v1/sessions/step-up", proof);
    remember(this.number, { access_token });
    this.proved = true;
  }

  async ask(method, path, body, headers = {}) {
    let sent = await this.send(method, path, body, headers);
    if (sent.status === 401 && sent.content.code === "unauthenticated" && sent.token && (await this.refresh(sent.token))) {
      sent = await this.send(method, path, body, headers);
    }
    if (sent.content.code === "step_up_required" && (await this.askForProof())) sent = await this.send(method, path, body, headers);
    if (sent.content.code === "challenge_required" && !headers["teamline-proof"]) {
      return this.ask(method, path, body, { ...headers, "teamline-proof": await solve(sent.content) });
    }
    if (!sent.ok) throw new Problem(sent.status, sent.content);
    return sent.content;
  }

  // Sends once, and notes it for people who look at the app's requests.
  async send(method, path, body, headers) {
    const { access_token: token } = memory(this.number);
    const all = { ...headers };
    if (token) all.authorization = `Bearer ${token}`;
    if (body !== undefined) all["content-type"] = "application/json";
    const began = performance.now();
    const note = (status, content) =>
      this.noted({ method, path, key: headers["idempotency-key"], body, status, content, milliseconds: Math.round(performance.now() - began) });
    try {
      const { status, ok, content } = await exchange(`/phone/api${path}`, { method, headers: all, body: body && JSON.stringify(body) });
      note(status, content);
      return { status, ok, content, token };
    } catch {
      note(0, {});
      throw new Problem(0, { detail: "You appear to be offline. Check your connection and try again." });
    }
  }

  // Resolves to whether there is a new token. Only the API's own no ends the session: a bad connection does not.
  refresh(refused) {
    return refreshOnce(this.number, refused, async (refresh_token, key) => {
      const { ok, status, content } = await this.send("POST", "/v1/sessions/refresh", { refresh_token }, { "idempotency-key": key });
      if (!ok && status !== 401) throw new Problem(status, content);
      return ok ? { access_token: content.access_token, refresh_token: content.refresh_token } : null;
    });
  }
}

async function exchange(url, request) {
  const answer = await fetch(url, request);
  return { status: answer.status, ok: answer.ok, content: await read(answer) };
}
