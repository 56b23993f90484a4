/** Shows recovery codes, once: they are stored as hashes only (I11). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { Dialog } from "../parts/Dialog";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <Dialog
      header={t`Save your recovery codes`}
      onDismiss={onDone}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onDone}>{t`I've saved them`}</Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <p>{t`If you lose your phone or passkey, a recovery code signs you in. Each works once. We can't show them again, so print them or keep them in a password manager.`}</p>
        <ul className="recovery-codes" aria-label={t`Recovery codes`}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <CopyToClipboard
          copyButtonText={t`Copy all`}
          copySuccessText={t`Copied`}
          copyErrorText={t`Couldn't copy`}
          textToCopy={codes.join("\n")}
        />
      </SpaceBetween>
    </Dialog>
  );
}
