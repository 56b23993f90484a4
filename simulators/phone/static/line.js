// The registration of the app with the carrier: without it, calls to the user's numbers do not ring here.

import { memory, remember } from "./device.js";

const AGAIN_MS = 60000;
const EARLY_MS = 10 * 60000;

export class Line {
  constructor(api) {
    this.api = api;
    this.triedAt = 0;
  }

  // Returns the token, "" without one; asks for a new one in good time, and at once for who signs in.
  async token() {
    if (!this.api.signedIn) this.triedAt = 0;
    else if (this.left < EARLY_MS) await this.register();
    return this.api.signedIn && this.left > 0 ? memory(this.api.number).line.token : "";
  }

  get left() {
    const { line } = memory(this.api.number);
    return line ? new Date(line.expires_at) - Date.now() : 0;
  }

  lost() {
    remember(this.api.number, { line: null });
    this.triedAt = 0;
  }

  async hasNumber(whose) {
    const { items } = await this.api.get(`/v1/numbers?${whose}&status=active&limit=1`);
    return items.length > 0;
  }

  // People without a number, their own or a shared one, have nothing that could ring.
  async register() {
    if (Date.now() - this.triedAt < AGAIN_MS) return;
    this.triedAt = Date.now();
    try {
      if (!(await this.hasNumber("user_id=me")) && !(await this.hasNumber("shared=true"))) return;
      const { token, expires_at } = await this.api.post("/v1/calls/registration");
      remember(this.api.number, { line: { token, expires_at } });
    } catch {
      // it is tried again in a minute
    }
  }
}
