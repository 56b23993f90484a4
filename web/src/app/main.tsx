/** Starts the portal. */
import "@fontsource-variable/figtree/wght.css";
import "virtual:theme.css";
import "./base.css";

import { I18nProvider } from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";

import { copyOnLeaving, localCopy } from "../api/localCopy";
import { makeQueryClient } from "../api/queryClient";
import { SessionProvider } from "../api/session";
import { Announcer } from "../parts/Announcer";
import { FocusKeeper } from "../parts/FocusKeeper";
import { makeRouter } from "./routes";

const queries = makeQueryClient();
copyOnLeaving(queries);

createRoot(document.getElementById("portal")!).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
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
    </I18nProvider>
  </StrictMode>,
);
