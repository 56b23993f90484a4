/** The page that an invitation links: how to get the app and use the code. Loading it uses no code (T3). */
import "./join.css";

import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";

import { api, unwrap } from "../api/client";
import { useSession } from "../api/session";
import { Loading } from "../parts/Loading";
import { ProblemAlert } from "../parts/ProblemAlert";
import { useTitle } from "../parts/Screen";
import { useIsNarrow } from "../parts/useIsNarrow";
import { openLink, readCode } from "./invitationCode";
import { JoinHere } from "./JoinHere";
import { QrCode } from "./QrCode";

export function Join() {
  useTitle(t`Join your team`);
  const code = readCode(useLocation().hash);
  const links = useQuery({ queryKey: ["app-links"], queryFn: () => unwrap(api.GET("/v1/app-links")) });
  const isNarrow = useIsNarrow();
  const { state } = useSession();
  if (links.error) return <ProblemAlert problem={links.error} />;
  if (!links.data) return <Loading what={t`the invitation`} />;
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={t`You've been invited to a Teamline business account.`}>
        {t`Join your team`}
      </Header>
      {code && <CodeBox code={code} />}
      {code && state === "in" && <JoinHere code={code} />}
      {!isNarrow && (
        <div className="join-scan">
          <QrCode text={window.location.href} label={t`QR code of this page`} />
          <p>{t`On a computer? Scan this with your phone's camera to continue there.`}</p>
        </div>
      )}
      <ol className="join-steps">
        <li>
          <Trans>
            Get the app on your phone. <Button href={links.data.download}>Get the app</Button>
          </Trans>
        </li>
        <li>{t`Sign up or sign in with the phone number that was invited.`}</li>
        <li>
          {code ? (
            <Trans>
              Open the app with your code. <Button href={openLink(links.data.open, code)}>Open the app</Button>
            </Trans>
          ) : (
            t`Go to Settings > Business Account and enter the code from your text or email.`
          )}
        </li>
      </ol>
      <p>{t`You'll see which team it is and what changes before you join. Opening this page doesn't use your code.`}</p>
    </SpaceBetween>
  );
}

function CodeBox({ code }: { code: string }) {
  return (
    <section className="join-code" aria-label={t`Your Business Transfer code`}>
      <span>{t`Your Business Transfer code`}</span>
      <strong>{code}</strong>
      <CopyToClipboard
        copyButtonText={t`Copy code`}
        copyErrorText={t`Couldn't copy the code`}
        copySuccessText={t`Code copied`}
        textToCopy={code}
      />
    </section>
  );
}
