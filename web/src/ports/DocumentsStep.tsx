/** Third step: the letter to sign, and the two papers. */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { LinkButton } from "../parts/LinkButton";
import { DocumentUpload } from "./DocumentUpload";
import type { PortIn } from "./queries";
import { StepButtons } from "./Steps";

interface Props {
  port: PortIn;
  onBack: () => void;
  onNext: () => void;
}

export function DocumentsStep({ port, onBack, onNext }: Props) {
  const [missed, setMissed] = useState(false);
  const missing = port.documents.filter(({ state }) => state === "missing");
  const next = () => {
    setMissed(missing.length > 0);
    if (missing.length === 0) onNext();
  };
  return (
    <SpaceBetween size="l">
      {port.documents.map((paper) => (
        <DocumentUpload
          key={paper.kind}
          portId={port.port_id}
          paper={paper}
          fault={missed && paper.state === "missing" ? "Upload this first." : undefined}
        >
          {paper.kind === "authorization" && <LetterLink portId={port.port_id} />}
        </DocumentUpload>
      ))}
      <StepButtons onBack={onBack} onNext={next} />
    </SpaceBetween>
  );
}

export function LetterLink({ portId }: { portId: string }) {
  return <LinkButton to={`/numbers/port-ins/${portId}/letter`}>Open the letter to print</LinkButton>;
}
