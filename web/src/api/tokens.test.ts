/** One renewal at a time, within a tab and across tabs. */
import { describe, expect, it } from "vitest";

import { Tokens, type AccessToken, type SessionMessage, type TokenEnvironment } from "./tokens";

type Listener = (message: SessionMessage) => void;

/** A browser with several tabs: one cookie jar, one lock, one channel. A refresh token works once. */
class Browser {
  now = 0;
  renewals = 0;
  sessionIsOver = false;
  private lock: Promise<unknown> = Promise.resolve();
  private readonly listeners: Listener[] = [];

  tab(): Tokens {
    const own: Listener[] = [];
    const environment: TokenEnvironment = {
      now: () => this.now,
      requestToken: async () => {
        this.renewals += 1;
        await Promise.resolve();
        return this.sessionIsOver ? null : this.token();
      },
      withLock: (work) => {
        const turn = this.lock.then(work);
        this.lock = turn.catch(() => undefined);
        return turn;
      },
      broadcast: (message) =>
        this.listeners.filter((listener) => !own.includes(listener)).forEach((listener) => listener(message)),
      subscribe: (onMessage) => {
        own.push(onMessage);
        this.listeners.push(onMessage);
      },
    };
    return new Tokens(environment);
  }

  token(): AccessToken {
    return { value: `token ${this.renewals}`, expiresAt: this.now + 600_000 };
  }
}

describe("the access token", () => {
  it("is renewed once for all who ask at the same time", async () => {
    const browser = new Browser();
    const tab = browser.tab();
    const got = await Promise.all([tab.currentToken(), tab.currentToken(), tab.currentToken()]);
    expect(got).toEqual(["token 1", "token 1", "token 1"]);
    expect(browser.renewals).toBe(1);
  });

  it("is renewed once for all tabs", async () => {
    const browser = new Browser();
    const [one, two, three] = [browser.tab(), browser.tab(), browser.tab()];
    await Promise.all([one.currentToken(), two.currentToken(), three.currentToken()]);
    expect(browser.renewals).toBe(1);
    expect(await two.currentToken()).toBe("token 1");
  });

  it("is used until shortly before it expires", async () => {
    const browser = new Browser();
    const tab = browser.tab();
    tab.begin(browser.token());
    expect(await tab.currentToken()).toBe("token 0");
    browser.now += 590_000;
    expect(await tab.currentToken()).toBe("token 1");
  });

  it("is replaced once when several requests were refused with it", async () => {
    const browser = new Browser();
    const tab = browser.tab();
    tab.begin(browser.token());
    await Promise.all([tab.replaceToken("token 0"), tab.replaceToken("token 0")]);
    expect(await tab.replaceToken("token 0")).toBe("token 1");
    expect(browser.renewals).toBe(1);
  });

  it("ends in every tab when the session is over", async () => {
    const browser = new Browser();
    const [one, two] = [browser.tab(), browser.tab()];
    one.begin(browser.token());
    const changes: string[] = [];
    two.watch((change) => changes.push(change));
    browser.sessionIsOver = true;
    expect(await one.replaceToken("token 0")).toBeNull();
    expect(changes).toEqual(["signed_out"]);
  });

  it("lets the other tabs know that someone, maybe another person, signed in", () => {
    const browser = new Browser();
    const [one, two] = [browser.tab(), browser.tab()];
    const changes: string[] = [];
    two.watch((change) => changes.push(change));
    one.begin(browser.token());
    one.begin(browser.token());
    expect(changes).toEqual(["signed_in", "signed_in"]);
  });

  it("is asked for again after the API could not be reached", async () => {
    const browser = new Browser();
    let reachable = false;
    const tokens = new Tokens({
      now: () => 0,
      requestToken: () =>
        reachable ? Promise.resolve(browser.token()) : Promise.reject(new TypeError("Failed to fetch")),
      withLock: (work) => work(),
      broadcast: () => undefined,
      subscribe: () => undefined,
    });
    await expect(tokens.currentToken()).rejects.toThrow();
    reachable = true;
    expect(await tokens.currentToken()).toBe("token 0");
  });
});
