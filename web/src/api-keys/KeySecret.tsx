/** The secret of an API key, shown once, with a button that copies it. */
import "./api-keys.css";

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { DateTime } from "../parts/values";
import type { ApiKeyWithSecret } from "./queries";

export function KeySecret({ of, onDone }: { of: ApiKeyWithSecret; onDone: () => void }) {
  return (
    <div role="status">
      <Alert
        type="success"
        header="Copy the secret of the API key now"
        action={<Button onClick={onDone}>I&apos;ve saved it</Button>}
      >
        <SpaceBetween size="xs">
          <div>It&apos;s shown only this once. Who has it can do what the key may, in your name.</div>
          <div className="api-keys-text">
            <code>{of.secret}</code>
          </div>
          <CopyToClipboard
            copyButtonText="Copy secret"
            copySuccessText="Secret copied"
            copyErrorText="The secret couldn't be copied. Select and copy it."
            textToCopy={of.secret}
          />
          {of.former_secret_until && (
            <div>
              The former secret works until <DateTime at={of.former_secret_until} />.
            </div>
          )}
        </SpaceBetween>
      </Alert>
    </div>
  );
}
