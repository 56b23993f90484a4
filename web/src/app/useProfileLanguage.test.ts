// @vitest-environment jsdom
/** The page is loaded in the profile's language when it opens, never while it is used. */
import { notifyManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";

import { useProfileLanguage } from "./useProfileLanguage";

function Page() {
  useProfileLanguage();
  return null;
}

it.each([
  ["es", "en", 1],
  ["en", "es", 0],
])("a profile in %s that becomes %s loads the page %i times", (first, then, times) => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  notifyManager.setScheduler((notify) => notify());
  const reload = vi.fn();
  vi.stubGlobal("location", { reload });
  sessionStorage.clear();
  const queries = new QueryClient();
  const answer = (language: string) => queries.setQueryData(["profile"], { language });
  answer(first);
  const root = createRoot(document.createElement("div"));
  act(() => root.render(createElement(QueryClientProvider, { client: queries }, createElement(Page))));
  act(() => void answer(then));
  expect(reload).toHaveBeenCalledTimes(times);
  act(() => root.unmount());
});
