/** One document: what it has to be, whether we have it, and the button that uploads or replaces it. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { useRef, useState, type ReactNode } from "react";

import { Problem } from "../api/problem";
import { describeRequirements, documentFault, uploadDocument } from "./documents";
import { DOCUMENTS } from "./labels";
import { useDocumentForms } from "./mutations";
import type { PortInDocument } from "./queries";

interface Props {
  portId: string;
  document: PortInDocument;
  fault?: string | undefined;
  onUploaded?: (kind: PortInDocument["kind"]) => void;
  children?: ReactNode;
}

export function DocumentUpload({ portId, document, fault, onUploaded, children }: Props) {
  const { name, what } = DOCUMENTS[document.kind];
  const chooser = useRef<HTMLInputElement>(null);
  const { sending, sent, wrong, send } = useUpload(portId, document, onUploaded);
  const received = document.state === "received";
  return (
    <div role="group" aria-label={name}>
      <Container
        header={
          <Header variant="h2" actions={<DocumentStatus received={received} accepted={!fault} />}>
            {name}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <p className="plain">{what}</p>
          <FormField errorText={wrong || fault} constraintText={describeRequirements(document)}>
            <div className="row-actions">
              {children}
              <Button
                iconName="upload"
                loading={sending !== null}
                loadingText={t`Uploading`}
                ariaLabel={`${received ? t`Replace` : t`Upload`}: ${name}`}
                onClick={() => chooser.current?.click()}
              >
                {received ? t`Replace` : t`Upload`}
              </Button>
              {sent && sending === null && <Box color="text-body-secondary">{sent}</Box>}
            </div>
          </FormField>
          <input
            ref={chooser}
            type="file"
            hidden
            accept={document.accepts.join(",")}
            aria-label={t`File: ${name}`}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = "";
              if (file) void send(file);
            }}
          />
          {sending !== null && <ProgressBar value={sending} ariaLabel={t`Uploading: ${name}`} />}
        </SpaceBetween>
      </Container>
    </div>
  );
}

function DocumentStatus({ received, accepted }: { received: boolean; accepted: boolean }) {
  if (!received) return <StatusIndicator type="pending">{t`Missing`}</StatusIndicator>;
  return accepted ? (
    <StatusIndicator>{t`Received`}</StatusIndicator>
  ) : (
    <StatusIndicator type="warning">{t`Rejected`}</StatusIndicator>
  );
}

/** Checks a file, uploads it with its progress, and reads the port-in again, which then shows it as received. */
function useUpload(portId: string, document: PortInDocument, onUploaded: Props["onUploaded"]) {
  const [sending, setSending] = useState<number | null>(null);
  const [sent, setSent] = useState("");
  const [wrong, setWrong] = useState("");
  const { getFreshForm, refetch } = useDocumentForms(portId);
  const send = async (file: File) => {
    const fault = documentFault(file, document);
    setWrong(fault ?? "");
    if (fault) return;
    setSending(0);
    try {
      await uploadDocument(await getFreshForm(document), file, setSending);
      setSent(file.name);
      onUploaded?.(document.kind);
    } catch (thrown) {
      setWrong(Problem.from(thrown).message);
    }
    await refetch();
    setSending(null);
  };
  return { sending, sent, wrong, send };
}
