// Proof of who is at the phone: a code of an authenticator app, a recovery code, or the password (I11, I12).

import { field, form, h } from "../dom.js";
import { heading } from "./parts.js";

const METHODS = {
  totp: { label: "Authenticator code", other: "Use an authenticator app", members: { class: "code", inputmode: "numeric", autocomplete: "one-time-code" } },
  recovery_code: { label: "Recovery code", other: "Use a recovery code", members: { class: "code", autocomplete: "off" } },
  password: { label: "Password", other: "Use your password", members: { type: "password", autocomplete: "current-password" } },
};

// A form for one of the methods, with a way to each other one; `send` gets the proof.
export function proofForm(accepts, button, send) {
  const usable = Object.keys(METHODS).filter((method) => accepts.includes(method));
  const place = h("div", {});
  const draw = (method) => {
    const typed = field(METHODS[method].label, { ...METHODS[method].members, required: true });
    const proof = () => ({ method, [method === "password" ? "password" : "code"]: typed.input.value.trim() });
    const others = usable.filter((other) => other !== method).map((other) =>
      h("button", { type: "button", class: "link", click: () => draw(other) }, METHODS[other].other));
    place.replaceChildren(form(button, [typed], () => send(proof())), ...others);
    queueMicrotask(() => typed.input.focus()); // once it is on the screen
  };
  if (usable.length) draw(usable[0]);
  else place.append(h("p", {}, "Your account only has a passkey. Sign in to Teamline in a browser and add an authenticator app under Profile."));
  return place;
}

// The second step of a sign-in; `challenge` is that of the first.
export function secondStep(app, { challenge, accepts, done }) {
  const send = async (proof) => done(await app.api.post("/v1/sessions/second-factor", { ...proof, challenge }));
  return [
    heading("Confirm it's you"),
    proofForm(accepts, "Sign in", send),
    h("button", { type: "button", class: "link", click: () => app.go("signIn") }, "Back to sign in"),
  ];
}

// Asks for a proof over the screen that is there; resolves to whether it was given.
export function askForProof(app) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { "aria-labelledby": "proof-title", close: () => (dialog.remove(), resolve(app.api.proved)) });
    app.api.proved = false;
    document.body.append(dialog);
    dialog.append(
      h("h2", { id: "proof-title" }, "Confirm it's you"),
      h("p", {}, "It's been a while since you signed in, and this change is important."),
      h("button", { type: "button", class: "link", click: () => dialog.close() }, "Cancel"),
    );
    dialog.showModal();
    app.api.post("/v1/sessions/step-up/options").then(
      ({ accepts }) => dialog.lastChild.before(proofForm(accepts, "Confirm", (proof) => app.api.stepUp(proof).then(() => dialog.close()))),
      (fault) => dialog.lastChild.before(h("p", { class: "wrong", role: "alert" }, fault.message)),
    );
  });
}
