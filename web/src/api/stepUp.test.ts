import { describe, expect, it } from "vitest";

import { needsStepUp, StepUp } from "./stepUp";

const TOKEN = { value: "fresh", expiresAt: 1 };

describe("a step-up", () => {
  it("is asked for once by requests at the same time, and again later", async () => {
    const stepUp = new StepUp();
    let asked = 0;
    stepUp.askWith(() => {
      asked += 1;
      return Promise.resolve(TOKEN);
    });
    expect(await Promise.all([stepUp.ask(), stepUp.ask()])).toEqual([TOKEN, TOKEN]);
    expect(asked).toBe(1);
    await stepUp.ask();
    expect(asked).toBe(2);
  });

  it("has no answer without a dialog", async () => {
    const stepUp = new StepUp();
    const takeAway = stepUp.askWith(() => Promise.resolve(TOKEN));
    takeAway();
    expect(await stepUp.ask()).toBeNull();
  });

  it("is needed only where the API says so, and leaves the body to be read", async () => {
    const wanted = Response.json({ code: "step_up_required" }, { status: 401 });
    expect(await needsStepUp(wanted)).toBe(true);
    expect(await wanted.json()).toEqual({ code: "step_up_required" });
    expect(await needsStepUp(Response.json({ code: "unauthenticated" }, { status: 401 }))).toBe(false);
    expect(await needsStepUp(new Response("", { status: 401 }))).toBe(false);
    expect(await needsStepUp(Response.json({ code: "step_up_required" }, { status: 403 }))).toBe(false);
  });
});
