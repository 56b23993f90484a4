// Teamline's app: shows one screen at a time, and holds what the screens share.

import { Api } from "./api.js";
import { memory } from "./device.js";
import { h, show } from "./dom.js";
import { business } from "./screens/business.js";
import { call } from "./screens/call.js";
import { chooseNumber } from "./screens/choosenumber.js";
import { code } from "./screens/code.js";
import { email } from "./screens/email.js";
import { home } from "./screens/home.js";
import { move } from "./screens/move.js";
import { numbers } from "./screens/numbers.js";
import { askForProof, secondStep } from "./screens/proof.js";
import { register } from "./screens/register.js";
import { settings } from "./screens/settings.js";
import { signIn } from "./screens/signin.js";
import { subscription } from "./screens/subscription.js";
import { texts } from "./screens/texts.js";
import { usage } from "./screens/usage.js";
import { welcome } from "./screens/welcome.js";

const SCREENS = { welcome, code, register, signIn, secondStep, home, email, numbers, texts, call, usage, settings, subscription, move, chooseNumber, business };
const OPEN = new Set(["welcome", "code", "register", "signIn", "secondStep"]);

export class App {
  // `requests` shows what each screen asks of the API.
  constructor(number, place, requests) {
    this.number = number;
    this.place = place;
    this.api = new Api(number);
    this.api.noted = (request) => requests.note({ ...request, screen: this.screen });
    this.api.askForProof = () => askForProof(this);
    this.screen = this.api.signedIn ? "home" : "welcome";
    this.given = {};
  }

  go(screen, given = {}) {
    this.screen = screen;
    this.given = given;
    return this.render();
  }

  // Opens the link of an invitation; the code is kept until the user has signed in.
  openBusiness(transferCode) {
    this.pendingCode = transferCode;
    return this.go(this.api.signedIn ? "business" : "welcome");
  }

  signedIn() {
    return this.go(this.pendingCode ? "business" : "home");
  }

  signOut() {
    this.api.signOut();
    return this.go("welcome");
  }

  async render({ quietly = false } = {}) {
    if (!OPEN.has(this.screen) && !this.api.signedIn) this.screen = "welcome";
    const drawn = this.screen;
    let parts;
    try {
      parts = await SCREENS[drawn](this, this.given);
    } catch (fault) {
      parts = this.errorScreen(fault);
    }
    if (this.screen !== drawn) return;
    show(this.place, ...parts);
    if (!quietly) this.place.querySelector("h2")?.focus();
  }

  errorScreen(fault) {
    if (!this.api.signedIn) setTimeout(() => this.go("welcome"));
    if (fault.code === "second_factor_setup_required") {
      return [h("h2", { tabindex: "-1" }, "Set up two-step sign-in"), h("p", { role: "alert" }, fault.message),
        h("p", {}, "Open Teamline in a browser, sign in, and add an authenticator app or a passkey there."),
        h("button", { type: "button", click: () => this.render() }, "I've set it up")];
    }
    const again = h("button", { type: "button", click: () => this.render() }, "Try again");
    return [h("h2", { tabindex: "-1" }, "Something went wrong"), h("p", { class: "wrong", role: "alert" }, fault.message), again];
  }

  get email() {
    return memory(this.number).email;
  }
}
