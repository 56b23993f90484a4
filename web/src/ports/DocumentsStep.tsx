/** Third step: the code that proves whose number it is, the letter to sign, and the documents to upload. */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { LinkButton } from "../parts/LinkButton";
import { DocumentUpload } from "./DocumentUpload";
import { useIsLetterVoid, VOID } from "./letter";
import { unprovedNumbers } from "./progress";
import { ProveNumbers } from "./ProveNumbers";
import type { PortIn, PortInDocument } from "./queries";
import { StepButtons } from "./Steps";

interface Props {
  port: PortIn;
  onBack: () => void;
  onNext: () => void;
}

export function DocumentsStep({ port, onBack, onNext }: Props) {
  const [missed, setMissed] = useState(false);
  const isVoid = useIsLetterVoid(port);
  const missing = port.documents.filter(({ state }) => state === "missing");
  const next = () => {
    const done = missing.length === 0 && !isVoid && unprovedNumbers(port).length === 0;
    setMissed(!done);
    if (done) onNext();
  };
  return (
    <SpaceBetween size="l">
      <ProveNumbers port={port} fault={missed ? t`Confirm the number with a code to continue.` : undefined} />
      {port.documents.map((document) => (
        <DocumentUpload
          key={document.kind}
          portId={port.port_id}
          document={document}
          fault={faultOf(document, missed, isVoid)}
        >
          {document.kind === "authorization" && <LetterLink portId={port.port_id} />}
        </DocumentUpload>
      ))}
      <StepButtons onBack={onBack} onNext={next} />
    </SpaceBetween>
  );
}

function faultOf({ kind, state }: PortInDocument, missed: boolean, isVoid: boolean): string | undefined {
  if (kind === "authorization" && isVoid) return VOID;
  if (!missed || state === "received") return undefined;
  return kind === "authorization" ? t`Sign this letter to continue.` : t`Upload this document to continue.`;
}

export function LetterLink({ portId }: { portId: string }) {
  return <LinkButton to={`/numbers/port-ins/${portId}/letter`}>{t`Read and sign`}</LinkButton>;
}
