/** The transfer code in the address of an invitation's page: behind the #, which browsers send to no server. */
const CODE = /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/;

export function readCode(hash: string): string | null {
  const code = new URLSearchParams(hash.replace(/^#/, "")).get("code")?.toUpperCase() ?? "";
  return CODE.test(code) ? code : null;
}

/** The link that opens the app with the code filled in. */
export function openLink(open: string, code: string): string {
  return `${open}?code=${code}`;
}
