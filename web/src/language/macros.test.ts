/** What the build makes of messages: English without a catalogue, another language with one, whichever came first. */
import { i18n, type Messages } from "@lingui/core";
import { msg, plural, t } from "@lingui/core/macro";
import { afterEach, describe, expect, it } from "vitest";

const greet = (name: string) => t`Hello ${name}`;
const count = (days: number) => t`For ${plural(days, { one: "# day", other: "# days" })}`;
const greeting = (name: string) => msg`Hello ${name}`;

function speak(messages: Messages) {
  i18n.loadAndActivate({ locale: "es", locales: "es-US", messages });
}

afterEach(() => i18n.loadAndActivate({ locale: "en", locales: "en-US", messages: {} }));

describe("a message", () => {
  it("is the English of the code", () => {
    expect(greet("Ana")).toBe("Hello Ana");
    expect([count(1), count(2_000)]).toEqual(["For 1 day", "For 2,000 days"]);
  });

  it("is compiled before it is shipped", () => {
    expect(greeting("Ana").message).toEqual(["Hello ", ["name"]]);
  });

  it("is what the catalogue says, and the English where that says nothing", () => {
    speak({ [greeting("").id]: ["Hola ", ["name"]] });
    expect(greet("Ana")).toBe("Hola Ana");
    expect(count(1)).toBe("For 1 day");
  });
});
