// One refresh at a time for each phone, in this tab and in all others: a refresh token works once, and its second use
// ends the session (I8). Who waited finds the token that the first one got.

import { memory, remember } from "./device.js";

const running = new Map();

// Resolves to whether there is a token other than the refused one. `exchange` sends the refresh token and a key, and
// throws if the API cannot be reached: the session goes on then, and the next try repeats the key.
export function refreshOnce(number, refused, exchange) {
  const shared = running.get(number) ?? locked(number, () => refresh(number, refused, exchange)).finally(() => running.delete(number));
  running.set(number, shared);
  return shared;
}

function locked(number, work) {
  return navigator.locks ? navigator.locks.request(`refresh ${number}`, work) : work();
}

async function refresh(number, refused, exchange) {
  const { access_token, refresh_token, refresh_key } = memory(number);
  if (access_token !== refused) return Boolean(access_token);
  const key = refresh_key ?? crypto.randomUUID();
  remember(number, { refresh_key: key });
  const tokens = await exchange(refresh_token, key);
  if (memory(number).refresh_token !== refresh_token) return Boolean(memory(number).access_token); // signed out meanwhile, or in again
  remember(number, { access_token: null, refresh_token: null, ...tokens, refresh_key: null });
  return tokens !== null;
}
