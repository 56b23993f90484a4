/** Shows the portal, in the language that was loaded. */
import "@fontsource-variable/figtree/wght.css";
import "virtual:theme.css";
import "../../theme/ground.css";
import "./base.css";

import { I18nProvider as ComponentWords, type I18nProviderProps } from "@cloudscape-design/components/i18n";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";

import { copyOnLeaving, localCopy } from "../api/localCopy";
import { makeQueryClient } from "../api/queryClient";
import { SessionProvider } from "../api/session";
import { LOCALE } from "../language/locale";
import { Announcer } from "../parts/Announcer";
import { FocusKeeper } from "../parts/FocusKeeper";
import { makeRouter } from "./routes";

export function show(components: I18nProviderProps.Messages): void {
  const queries = makeQueryClient();
  copyOnLeaving(queries);
  createRoot(document.getElementById("portal")!).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <ComponentWords locale={LOCALE} messages={[components]}>
          <PersistQueryClientProvider
            client={queries}
            persistOptions={localCopy}
            onSuccess={() => void queries.invalidateQueries()}
          >
            <SessionProvider>
              <RouterProvider router={makeRouter()} />
              <FocusKeeper />
              <Announcer />
            </SessionProvider>
          </PersistQueryClientProvider>
        </ComponentWords>
      </I18nProvider>
    </StrictMode>,
  );
}
