// The app store of the phone: what its user does there, by the control of the simulated stores.

const STORES = {
  app_store: { name: "App Store", path: "apple" },
  google_play: { name: "Google Play", path: "google" },
};

export function choose(store) {
  return STORES[store];
}

// Lets something happen to the subscription of the phone's user; the store's notification follows by itself.
export async function event(store, command) {
  const answer = await fetch(`/_control/stores/${choose(store).path}`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(command),
  });
  if (!answer.ok) throw new Error(`${choose(store).name}: ${await answer.text()}`);
  return answer.json();
}
