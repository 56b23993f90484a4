/** One renewal at a time, within a tab and across tabs. */
import { describe, expect, it } from "vitest";

import { Tokens, type AccessToken, type News, type Surroundings } from "./tokens";

/** A browser with several tabs: one cookie jar, one lock, one channel. A refresh token works once. */
class Browser {
  now = 0;
  renewals = 0;
  over = false;
  private lock: Promise<unknown> = Promise.resolve();
  private readonly ears: ((news: News) => void)[] = [];

  tab(): Tokens {
    const own: ((news: News) => void)[] = [];
    const around: Surroundings = {
      now: () => this.now,
      renew: async () => {
        this.renewals += 1;
        await Promise.resolve();
        return this.over ? null : this.token();
      },
      alone: (work) => {
        const turn = this.lock.then(work);
        this.lock = turn.catch(() => undefined);
        return turn;
      },
      tell: (news) => this.ears.filter((ear) => !own.includes(ear)).forEach((ear) => ear(news)),
      listen: (hear) => {
        own.push(hear);
        this.ears.push(hear);
      },
    };
    return new Tokens(around);
  }

  token(): AccessToken {
    return { value: `token ${this.renewals}`, expiresAt: this.now + 600_000 };
  }
}

describe("the access token", () => {
  it("is renewed once for all who ask at the same time", async () => {
    const browser = new Browser();
    const tab = browser.tab();
    const got = await Promise.all([tab.current(), tab.current(), tab.current()]);
    expect(got).toEqual(["token 1", "token 1", "token 1"]);
    expect(browser.renewals).toBe(1);
  });

  it("is renewed once for all tabs", async () => {
    const browser = new Browser();
    const [one, two, three] = [browser.tab(), browser.tab(), browser.tab()];
    await Promise.all([one.current(), two.current(), three.current()]);
    expect(browser.renewals).toBe(1);
    expect(await two.current()).toBe("token 1");
  });

  it("is used until shortly before it expires", async () => {
    const browser = new Browser();
    const tab = browser.tab();
    tab.begin(browser.token());
    expect(await tab.current()).toBe("token 0");
    browser.now += 590_000;
    expect(await tab.current()).toBe("token 1");
  });

  it("is replaced once when several requests were refused with it", async () => {
    const browser = new Browser();
    const tab = browser.tab();
    tab.begin(browser.token());
    await Promise.all([tab.renewed("token 0"), tab.renewed("token 0")]);
    expect(await tab.renewed("token 0")).toBe("token 1");
    expect(browser.renewals).toBe(1);
  });

  it("ends in every tab when the session is over", async () => {
    const browser = new Browser();
    const [one, two] = [browser.tab(), browser.tab()];
    one.begin(browser.token());
    const heard: string[] = [];
    two.watch((change) => heard.push(change));
    browser.over = true;
    expect(await one.renewed("token 0")).toBeNull();
    expect(heard).toEqual(["ended"]);
  });

  it("tells the other tabs that somebody, perhaps somebody else, signed in", () => {
    const browser = new Browser();
    const [one, two] = [browser.tab(), browser.tab()];
    const heard: string[] = [];
    two.watch((change) => heard.push(change));
    one.begin(browser.token());
    one.begin(browser.token());
    expect(heard).toEqual(["begun", "begun"]);
  });

  it("is asked for again after nobody could be reached", async () => {
    const browser = new Browser();
    let reachable = false;
    const tokens = new Tokens({
      now: () => 0,
      renew: async () => {
        if (!reachable) throw new TypeError("Failed to fetch");
        return browser.token();
      },
      alone: (work) => work(),
      tell: () => undefined,
      listen: () => undefined,
    });
    await expect(tokens.current()).rejects.toThrow();
    reachable = true;
    expect(await tokens.current()).toBe("token 0");
  });
});
