/** The same content is sent under the same key until its outcome is known. */
import { describe, expect, it } from "vitest";

import { IdempotencyKeys } from "./idempotencyKeys";
import { Problem } from "./problem";

function numbered(): IdempotencyKeys {
  let count = 0;
  return new IdempotencyKeys(() => `key ${++count}`);
}

const refused = () => Promise.reject(new Problem({ status: 402, code: "payment_declined" }));
const lost = () => Promise.reject(Problem.unreachable());

describe("an attempt", () => {
  it("sends a double click under one key", async () => {
    const attempts = numbered();
    const keys: string[] = [];
    const pay = () => attempts.send({ amount: "10.00" }, (key) => Promise.resolve(keys.push(key)));
    await Promise.all([pay(), pay()]);
    expect(keys).toEqual(["key 1", "key 1"]);
  });

  it("keeps its key when the outcome is unknown", async () => {
    const attempts = numbered();
    await expect(attempts.send({ amount: "10.00" }, lost)).rejects.toThrow();
    expect(await attempts.send({ amount: "10.00" }, (key) => Promise.resolve(key))).toBe("key 1");
  });

  it("takes a new key after a refusal, so that another try is another payment", async () => {
    const attempts = numbered();
    await expect(attempts.send({ amount: "10.00" }, refused)).rejects.toThrow();
    expect(await attempts.send({ amount: "10.00" }, (key) => Promise.resolve(key))).toBe("key 2");
  });

  it("takes another key for another content", async () => {
    const attempts = numbered();
    await expect(attempts.send({ amount: "10.00" }, lost)).rejects.toThrow();
    expect(await attempts.send({ amount: "20.00" }, (key) => Promise.resolve(key))).toBe("key 2");
  });
});
