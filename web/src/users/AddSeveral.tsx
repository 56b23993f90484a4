/** Invites several people, typed or uploaded: checks the rows, sends them, and shows the result of each. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FileUpload from "@cloudscape-design/components/file-upload";
import FormField from "@cloudscape-design/components/form-field";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { plural, t } from "@lingui/core/macro";
import { useDeferredValue, useMemo, useState } from "react";

import { readCsvText, type CsvText } from "./csvText";
import { readRows } from "./invitationRows";
import { RowsPreview } from "./RowsPreview";
import { RowsResult } from "./RowsResult";
import { useSendInvitations } from "./useSendInvitations";

interface Props {
  fromFile: boolean;
  onSent: () => void;
  onClose: () => void;
}

export function AddSeveral({ fromFile, onSent, onClose }: Props) {
  const [text, setText] = useState("");
  const rows = useRows(text);
  const good = useMemo(() => rows.filter((row) => row.faults.length === 0), [rows]);
  const { progress, send, resume, reset } = useSendInvitations(onSent);
  if (progress.state === "sending") {
    return (
      <ProgressBar
        value={Math.round((100 * progress.outcomes.length) / progress.total)}
        label={t`Sending invitations`}
        additionalInfo={t`${progress.outcomes.length} of ${progress.total}`}
      />
    );
  }
  if (progress.state !== "idle") {
    return <RowsResult progress={progress} onResume={() => void resume(good)} onMore={reset} onClose={onClose} />;
  }
  return (
    <SpaceBetween size="m">
      {fromFile ? <FileField onText={setText} /> : <LinesField text={text} onText={setText} />}
      {rows.length > 0 && <RowsPreview rows={rows} />}
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={onClose}>{t`Close`}</Button>
          <Button variant="primary" disabled={good.length === 0} onClick={() => void send(good)}>
            {good.length > 0
              ? t`Send ${plural(good.length, { one: "# invitation", other: "# invitations" })}`
              : t`Send`}
          </Button>
        </SpaceBetween>
      </Box>
    </SpaceBetween>
  );
}

function useRows(text: string) {
  const settled = useDeferredValue(text);
  return useMemo(() => (settled.trim() ? readRows(settled) : []), [settled]);
}

function LinesField({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <FormField
      label={t`One person per line`}
      description={t`Phone number, email, name, role, credits. The last three are optional.`}
      stretch
    >
      <Textarea
        value={text}
        rows={6}
        placeholder={t`(415) 555-0100, ana@example.com, Ana Diaz
(415) 555-0101, bo@example.com, Bo Lee, admin, 10.00`}
        onChange={({ detail }) => onText(detail.value)}
        spellcheck={false}
      />
    </FormField>
  );
}

const LARGEST = 2_000_000;

async function readFile(file: File): Promise<CsvText> {
  if (file.size > LARGEST) return { fault: t`This file is larger than 2 MB.` };
  return readCsvText(new Uint8Array(await file.arrayBuffer()));
}

function FileField({ onText }: { onText: (text: string) => void }) {
  const [files, setFiles] = useState<File[]>([]);
  const [fault, setFault] = useState("");
  const choose = async (chosen: File[]) => {
    setFiles(chosen);
    const file = chosen[0];
    const { text = "", fault = "" } = file ? await readFile(file) : {};
    setFault(fault);
    onText(text);
  };
  return (
    <SpaceBetween size="s">
      <FormField
        label={t`CSV file`}
        description={t`Columns: phone number, email, name, role, credits. A header row can list them in any order.`}
        errorText={fault}
        stretch
      >
        <FileUpload
          value={files}
          accept=".csv,.txt,text/csv"
          onChange={({ detail }) => void choose(detail.value)}
          constraintText={t`Up to 2 MB.`}
          showFileSize
        />
      </FormField>
    </SpaceBetween>
  );
}
