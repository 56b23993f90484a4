// The public API as a mobile app uses it: with a bearer token, refreshed when it has expired.

import { memory, remember } from "./device.js";
import { solve } from "./puzzle.js";

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
    remember(this.number, { access_token, refresh_token });
  }

  signOut() {
    remember(this.number, { access_token: null, refresh_token: null, line: null });
  }

  // Sends the proof, and keeps the access token that it was answered with.
  async stepUp(proof) {
    const { access_token } = await this.post("/v1/sessions/step-up", proof);
    remember(this.number, { access_token });
    this.proved = true;
  }

  async ask(method, path, body, headers = {}) {
    let answer = await this.send(method, path, body, headers);
    let content = await read(answer);
    const again = async () => {
      answer = await this.send(method, path, body, headers);
      content = await read(answer);
    };
    if (answer.status === 401 && content.code === "unauthenticated" && this.signedIn && (await this.refresh())) await again();
    if (content.code === "step_up_required" && (await this.askForProof())) await again();
    if (content.code === "challenge_required" && !headers["teamline-proof"]) {
      return this.ask(method, path, body, { ...headers, "teamline-proof": await solve(content) });
    }
    if (!answer.ok) throw new Problem(answer.status, content);
    return content;
  }

  async send(method, path, body, headers) {
    const { access_token } = memory(this.number);
    const all = { ...headers };
    if (access_token) all.authorization = `Bearer ${access_token}`;
    if (body !== undefined) all["content-type"] = "application/json";
    try {
      return await fetch(`/phone/api${path}`, { method, headers: all, body: body && JSON.stringify(body) });
    } catch {
      throw new Problem(0, { detail: "You appear to be offline. Check your connection and try again." });
    }
  }

  async refresh() {
    const { refresh_token } = memory(this.number);
    const answer = await this.send("POST", "/v1/sessions/refresh", { refresh_token }, {});
    if (answer.ok) this.keep(await answer.json());
    else this.signOut();
    return answer.ok;
  }
}
