/** Made from the API's document by `make client`: do not edit. */
export const PASSWORD_MIN_LENGTH = 8;
export const CODE_PATTERN = /^[0-9]{6}$/;
export const AREA_CODE_PATTERN = /^[2-9][0-9]{2}$/;
export const DIGITS_PATTERN = /^[0-9]{1,10}$/;
export const ZIP_CODE_PATTERN = /^[0-9]{5}(-[0-9]{4})?$/;
export const PIN_PATTERN = /^[!-~]*$/;

/** Method and path of each route that needs no access token. */
export const PUBLIC_ROUTES = [
  ["POST", "/v1/accounts"],
  ["GET", "/v1/app-links"],
  ["POST", "/v1/billing/payment-method/disconnect"],
  ["GET", "/v1/erasures/{token}"],
  ["POST", "/v1/password-resets"],
  ["POST", "/v1/password-resets/{id}"],
  ["GET", "/v1/plans"],
  ["POST", "/v1/profile/email/confirm"],
  ["POST", "/v1/profile/login-id/{id}/undo"],
  ["GET", "/v1/rates"],
  ["POST", "/v1/recoveries"],
  ["POST", "/v1/recoveries/{id}/complete"],
  ["POST", "/v1/recoveries/{id}/login-id"],
  ["POST", "/v1/recoveries/{id}/second-factor"],
  ["POST", "/v1/recoveries/{id}/second-factor/options"],
  ["POST", "/v1/recoveries/{id}/status"],
  ["POST", "/v1/recoveries/{id}/stop"],
  ["POST", "/v1/recoveries/{id}/verify"],
  ["POST", "/v1/security/denials"],
  ["POST", "/v1/sessions"],
  ["POST", "/v1/sessions/refresh"],
  ["POST", "/v1/sessions/second-factor"],
  ["POST", "/v1/sessions/second-factor/options"],
  ["POST", "/v1/signups"],
  ["POST", "/v1/signups/{id}/resend"],
  ["POST", "/v1/signups/{id}/verify"],
  ["POST", "/v1/team/deputy/objection"],
  ["GET", "/v1/webhook-events"],
] as const;
