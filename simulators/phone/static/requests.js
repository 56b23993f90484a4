// The requests that the app makes, each with the screen that made it, for people who write an app: never a token or a code.

import { h } from "./dom.js";

const KEPT = 40;
const SECRETS = /token|password|secret|challenge|proof|receipt|credential|signature|assertion|^url$|_url$|^(recovery_|transfer_)?codes?$/;
const HIDDEN = "…";

// The content without what must not be read over another's shoulder; the code of a problem is no secret.
export function withoutSecrets(content, isProblem = false) {
  if (Array.isArray(content)) return content.map((one) => withoutSecrets(one));
  if (content === null || typeof content !== "object") return content;
  return Object.fromEntries(Object.entries(content).map(([name, value]) => {
    const isSecret = SECRETS.test(name) && !(isProblem && name === "code");
    return [name, isSecret && value !== null ? HIDDEN : withoutSecrets(value)];
  }));
}

export class Requests {
  // `drawer` is a details element with a list; it is drawn only while it is open.
  constructor(drawer) {
    this.drawer = drawer;
    this.list = drawer.querySelector("ol");
    this.made = [];
    drawer.addEventListener("toggle", () => this.draw());
  }

  // For another phone.
  clear() {
    this.made = [];
    this.list.replaceChildren();
  }

  note({ body, content, ...request }) {
    const again = this.made.find((one) => request.method === "GET" && ["screen", "method", "path", "status"].every((name) => one[name] === request[name]));
    if (again) again.times += 1;
    else this.made.push({ ...request, body: withoutSecrets(body), content: withoutSecrets(content, request.status >= 400), times: 1 });
    this.made = this.made.slice(-KEPT);
    this.draw();
  }

  draw() {
    if (!this.drawer.open) return;
    for (const one of this.made) {
      if (!one.element) this.list.prepend((one.element = row(one)));
      if (one.times > 1) one.element.querySelector(".times").textContent = ` ×${one.times}`;
    }
    while (this.list.children.length > this.made.length) this.list.lastChild.remove();
  }
}

function row({ screen, method, path, key, status, milliseconds, body, content }) {
  const part = (title, value) => [h("p", { class: "soft" }, title), h("pre", { tabindex: "0", "aria-label": title }, typeof value === "string" ? value : JSON.stringify(value, null, 2))];
  return h("li", {},
    h("details", {},
      h("summary", {}, h("code", {}, `${method} ${path}`), h("span", { class: status >= 400 || !status ? "refused" : "soft" }, ` ${status || "no answer"} · ${milliseconds} ms · on ${screen}`), h("span", { class: "times" })),
      ...(key ? part("Idempotency-Key", key) : []),
      ...(body === undefined ? [] : part("Sent", body)),
      ...part("Answer", content)));
}
