/** One paper: what it must be, whether it is there, and the button that uploads it or replaces it. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useRef, useState, type ReactNode } from "react";

import { Problem } from "../api/problem";
import { documentFault, uploadDocument } from "./documents";
import { DOCUMENTS } from "./labels";
import { useDocumentForms } from "./mutations";
import type { PortInDocument } from "./queries";

interface Props {
  portId: string;
  paper: PortInDocument;
  fault?: string | undefined;
  onUploaded?: (kind: PortInDocument["kind"]) => void;
  children?: ReactNode;
}

export function DocumentUpload({ portId, paper, fault, onUploaded, children }: Props) {
  const { name, what } = DOCUMENTS[paper.kind];
  const chooser = useRef<HTMLInputElement>(null);
  const { sending, sent, wrong, send } = useUpload(portId, paper, onUploaded);
  const here = paper.state === "received";
  return (
    <div role="group" aria-label={name}>
      <Container
        header={
          <Header variant="h2" actions={<DocumentStatus here={here} mended={!fault} />}>
            {name}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <p className="plain">{what}</p>
          <FormField errorText={wrong || fault} constraintText="PDF, JPEG or PNG, at most 10 MB.">
            <div className="row-actions">
              {children}
              <Button
                iconName="upload"
                loading={sending !== null}
                loadingText="Uploading"
                ariaLabel={`${here ? "Replace" : "Upload"}: ${name}`}
                onClick={() => chooser.current?.click()}
              >
                {here ? "Replace" : "Upload"}
              </Button>
              {sent && sending === null && <Box color="text-body-secondary">{sent}</Box>}
            </div>
          </FormField>
          <input
            ref={chooser}
            type="file"
            hidden
            accept={paper.accepts.join(",")}
            aria-label={`File: ${name}`}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = "";
              if (file) void send(file);
            }}
          />
          {sending !== null && <ProgressBar value={sending} ariaLabel={`Uploading: ${name}`} />}
        </SpaceBetween>
      </Container>
    </div>
  );
}

function DocumentStatus({ here, mended }: { here: boolean; mended: boolean }) {
  if (!here) return <StatusIndicator type="pending">Missing</StatusIndicator>;
  return mended ? (
    <StatusIndicator>Received</StatusIndicator>
  ) : (
    <StatusIndicator type="warning">Sent back</StatusIndicator>
  );
}

/** The file's way: checked, sent with its progress, and the page read again, which then shows it as received. */
function useUpload(portId: string, paper: PortInDocument, onUploaded: Props["onUploaded"]) {
  const [sending, setSending] = useState<number | null>(null);
  const [sent, setSent] = useState("");
  const [wrong, setWrong] = useState("");
  const { freshForm, readAnew } = useDocumentForms(portId);
  const send = async (file: File) => {
    const fault = documentFault(file, paper);
    setWrong(fault ?? "");
    if (fault) return;
    setSending(0);
    try {
      await uploadDocument(await freshForm(paper), file, setSending);
      setSent(file.name);
      onUploaded?.(paper.kind);
    } catch (thrown) {
      setWrong(Problem.from(thrown).message);
    }
    await readAnew();
    setSending(null);
  };
  return { sending, sent, wrong, send };
}
