/** The letter of authorization, filled in: to read and sign on the screen, or to print and sign by hand. */
import "./ports.css";

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState, type ReactNode } from "react";
import { useParams } from "react-router";

import { DOCUMENT_MAX_AGE_DAYS } from "../api/terms";
import { BROWSER_TIME_ZONE, formatMoment } from "../formats/time";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen, useTitle } from "../parts/Screen";
import { type LetterOfPort, useLetter, VOID } from "./letter";
import { SignLetter } from "./SignLetter";

export function Letter() {
  const id = useParams()["portId"] ?? "";
  const letter = useLetter(id);
  const back = <LinkButton to={`/numbers/port-ins/${id}`}>{t`Back to port-in`}</LinkButton>;
  if (letter.isPending) return <Loading what={t`the letter`} />;
  if (!letter.data) {
    return (
      <Screen title={t`Letter of authorization`} actions={back}>
        {letter.error.code === "port_in_closed" ? (
          <Alert type="info">{t`This port-in is closed, so you no longer need the letter.`}</Alert>
        ) : (
          <LoadError problem={letter.error} onRetry={() => void letter.refetch()} what={t`the letter`} />
        )}
      </Screen>
    );
  }
  return <Readable portId={id} letter={letter.data} back={back} />;
}

/** Without the layout of a screen, which should not be printed. */
function Readable({ portId, letter, back }: { portId: string; letter: LetterOfPort; back: ReactNode }) {
  useTitle(letter.title);
  const [again, setAgain] = useState<string | null>(null);
  const signedAt = letter.signature?.state === "valid" ? letter.signature.signed_at : null;
  // A carrier may ask for a newer date on the same letter: then it is signed again.
  const asksToSign = letter.can_sign && (signedAt === null || signedAt === again);
  return (
    <div className="content">
      <SpaceBetween size="l">
        <div className="no-print">
          <Header
            variant="h1"
            actions={
              <span className="row-actions">
                {back}
                <Button iconName="file" onClick={() => window.print()}>{t`Print`}</Button>
              </span>
            }
          >
            {letter.title}
          </Header>
          <SignatureState letter={letter} />
          {asksToSign && <HowToSign signer={letter.signer} />}
        </div>
        <LetterPage letter={letter} />
        {asksToSign && <SignLetter key={letter.words} portId={portId} letter={letter} />}
        {letter.can_sign && !asksToSign && (
          <div className="no-print">
            <Button onClick={() => setAgain(signedAt)}>{t`Sign again`}</Button>
          </div>
        )}
      </SpaceBetween>
    </div>
  );
}

function HowToSign({ signer }: { signer: string }) {
  return (
    <p>
      <Trans>
        <b>{signer}</b> reads the letter and signs it below. Or print this page, sign and date it by hand, and upload a
        scan or photo of the whole page to the port-in; it can&apos;t be older than {DOCUMENT_MAX_AGE_DAYS} days when
        you submit it.
      </Trans>
    </p>
  );
}

function SignatureState({ letter }: { letter: LetterOfPort }) {
  const { signature } = letter;
  if (!signature) {
    return letter.document === "uploaded" ? (
      <Alert type="info">{t`A letter was already uploaded. If you sign here, the signed one replaces it.`}</Alert>
    ) : null;
  }
  if (signature.state === "void") return <Alert type="warning">{VOID}</Alert>;
  return (
    <Alert
      type="success"
      action={
        <Button iconName="download" href={signature.download_url} external={false}>{t`Download signed letter`}</Button>
      }
    >
      {t`${signature.name} signed this letter on ${formatMoment(signature.signed_at, BROWSER_TIME_ZONE)}.`}
    </Alert>
  );
}

function LetterPage({ letter }: { letter: LetterOfPort }) {
  const signed = letter.signature?.state === "valid" ? letter.signature : null;
  return (
    <article className="letter" aria-label={t`Letter`}>
      <h2>{letter.title}</h2>
      <p>{letter.subtitle}</p>
      <dl>
        {letter.facts.map(({ label, lines }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{lines.length > 0 ? lines.map((line) => <div key={line}>{line}</div>) : <span className="blank" />}</dd>
          </div>
        ))}
      </dl>
      {letter.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {signed ? (
        <p>{t`Signed electronically by ${signed.name}, ${formatMoment(signed.signed_at, BROWSER_TIME_ZONE)}.`}</p>
      ) : (
        <div className="signatures">
          <span>{t`Signature of the authorized person`}</span>
          <span>{t`Printed name`}</span>
          <span>{t`Date`}</span>
        </div>
      )}
    </article>
  );
}
