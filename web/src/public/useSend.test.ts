// @vitest-environment jsdom
/** What is sent is announced when it is done, and not while a step of it still follows. */
import { h, render } from "preact";
import { expect, it, vi } from "vitest";

import { watchAnnouncements } from "../api/announcements";
import { useSend } from "./useSend";

it.each([
  [{ user_id: "usr_1" }, ["Done."]],
  [null, []],
])("a result of %o announces %o", async (result, announced) => {
  const said: string[] = [];
  const stop = watchAnnouncements(({ text }) => said.push(text));
  const onDone = vi.fn();
  let send: (content: string) => void = vi.fn();
  const Form = () => {
    ({ send } = useSend(() => Promise.resolve(result), onDone));
    return null;
  };
  render(h(Form, null), document.body);
  send("typed");
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledWith(result));
  expect(said).toEqual(announced);
  stop();
});
