/** The dialog of one setting: loads it, shows its form, and saves it. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import type { UseQueryResult } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";

import { Dialog } from "../../parts/Dialog";
import type { Problem } from "../../api/problem";
import { Loading } from "../../parts/Loading";
import { LoadError, ProblemAlert } from "../../parts/ProblemAlert";

interface Props {
  title: string;
  action?: string;
  busy: boolean;
  problem: Problem | null;
  /** Fields that show their own problems. */
  fields: string[];
  onSave: () => void;
  onClose: () => void;
  /** A button beside Save. */
  extra?: ReactNode;
  children: ReactNode;
}

export function SettingsDialog({ title, action = t`Save`, busy, problem, fields, onSave, onClose, ...more }: Props) {
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!busy) onSave();
  };
  return (
    <Dialog
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {more.extra}
            <Button variant="link" onClick={onClose}>{t`Cancel`}</Button>
            <Button variant="primary" loading={busy} loadingText={action} onClick={() => submit()}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {more.children}
          {problem?.status === 404 ? <Moved /> : <ProblemAlert problem={problem} fields={fields} />}
        </SpaceBetween>
      </form>
    </Dialog>
  );
}

/** The number has another user since the dialog was opened. */
function Moved() {
  return (
    <Alert type="warning" header={t`This number was moved or released`}>
      {t`Nothing was saved. Close this to see the number as it is now.`}
    </Alert>
  );
}

interface LoadedProps<Settings> {
  title: string;
  what: string;
  settings: UseQueryResult<Settings, Problem>;
  onClose: () => void;
  children: (loaded: Settings) => ReactNode;
}

/** Shows the form once the settings are loaded. */
export function LoadedDialog<Settings>({ title, what, settings, onClose, children }: LoadedProps<Settings>) {
  if (settings.data) return children(settings.data);
  return (
    <Dialog header={title} onDismiss={onClose}>
      {settings.error ? (
        <LoadError problem={settings.error} onRetry={() => void settings.refetch()} what={what} />
      ) : (
        <Loading what={what} />
      )}
    </Dialog>
  );
}
