/** The secret of an API key, shown once, with a button that copies it. */
import "./api-keys.css";

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { DateTime } from "../parts/values";
import type { ApiKeyWithSecret } from "./queries";

export function KeySecret({ of, onDone }: { of: ApiKeyWithSecret; onDone: () => void }) {
  return (
    <div role="status">
      <Alert
        type="success"
        header={t`Copy the secret of the API key now`}
        action={<Button onClick={onDone}>{t`I've saved it`}</Button>}
      >
        <SpaceBetween size="xs">
          <div>{t`It's shown only this once. Who has it can do what the key may, in your name.`}</div>
          <div className="api-keys-text">
            <code>{of.secret}</code>
          </div>
          <CopyToClipboard
            copyButtonText={t`Copy secret`}
            copySuccessText={t`Secret copied`}
            copyErrorText={t`The secret couldn't be copied. Select and copy it.`}
            textToCopy={of.secret}
          />
          {of.former_secret_until && (
            <div>
              <Trans>
                The former secret works until <DateTime at={of.former_secret_until} />.
              </Trans>
            </div>
          )}
        </SpaceBetween>
      </Alert>
    </div>
  );
}
