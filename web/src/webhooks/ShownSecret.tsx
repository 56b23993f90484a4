/** The secret of an endpoint, shown once, with a button that copies it. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

interface Props {
  secret: string;
  of: string;
  /** Until when the former secret signs as well. */
  overlap?: string;
  onDone: () => void;
}

export function ShownSecret({ secret, of, overlap, onDone }: Props) {
  return (
    <div role="status">
      <Alert
        type="success"
        header={t`Copy the signing secret now`}
        action={<Button onClick={onDone}>{t`I've saved it`}</Button>}
      >
        <SpaceBetween size="xs">
          <div>{t`It's shown only this once. Your system uses it to verify that requests to ${of} come from Teamline.`}</div>
          <div className="webhooks-secret">
            <code>{secret}</code>
          </div>
          <CopyToClipboard
            copyButtonText={t`Copy secret`}
            copySuccessText={t`Secret copied`}
            copyErrorText={t`We couldn't copy the secret. Select it and copy it.`}
            textToCopy={secret}
          />
          {overlap && <div>{overlap}</div>}
        </SpaceBetween>
      </Alert>
    </div>
  );
}
