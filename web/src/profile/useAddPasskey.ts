/** Makes a passkey in this browser and adds it to the account (I11). */
import { t } from "@lingui/core/macro";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { createPasskey } from "../api/passkeys";
import { deviceName } from "./device";

export function useAddPasskey(onAdded: (recoveryCodes: string[]) => void) {
  return useApiMutation(
    async () => {
      const setup = await unwrap(api.POST("/v1/factors/options", { body: { kind: "passkey" } }));
      const credential = await createPasskey(setup.passkey ?? {});
      const label = t`Passkey of ${deviceName(navigator.userAgent)}`.slice(0, 60);
      return unwrap(api.POST("/v1/factors", { body: { setup_id: setup.setup_id, credential, label } }));
    },
    { onSuccess: ({ recovery_codes }) => onAdded(recovery_codes) },
  );
}
