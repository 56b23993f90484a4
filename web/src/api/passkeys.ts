/** Passkeys in this browser: the API's options go in, what the API checks comes out. */
import { t } from "@lingui/core/macro";

import { Problem } from "./problem";

type Json = Record<string, unknown>;

const UNSUPPORTED = t`This browser doesn't support passkeys. Update it, or use another way.`;
const CANCELED = t`The passkey wasn't used. Try again, or use another way.`;

/** Make a passkey. Throws a `Problem` when the person cancels or the browser can't. */
export async function createPasskey(options: Json): Promise<Json> {
  return answerOf(() => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      options as unknown as PublicKeyCredentialCreationOptionsJSON,
    );
    return navigator.credentials.create({ publicKey });
  });
}

/** Sign with a passkey. Throws a `Problem` when the person cancels or the browser can't. */
export async function signWithPasskey(options: Json): Promise<Json> {
  return answerOf(() => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      options as unknown as PublicKeyCredentialRequestOptionsJSON,
    );
    return navigator.credentials.get({ publicKey });
  });
}

async function answerOf(ask: () => Promise<Credential | null>): Promise<Json> {
  if (typeof PublicKeyCredential === "undefined" || !("parseRequestOptionsFromJSON" in PublicKeyCredential))
    throw new Problem({ code: "passkeys_unsupported", status: 400, detail: UNSUPPORTED });
  try {
    const credential = (await ask()) as PublicKeyCredential | null;
    if (credential) return credential.toJSON() as Json;
  } catch {
    // The browser doesn't say why, so that no page learns what a person has.
  }
  throw new Problem({ code: "passkey_canceled", status: 400, detail: CANCELED });
}
