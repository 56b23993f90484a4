// The phone page: the selected phone, its two apps, and announcements of new messages.

import { App } from "./app.js";
import { addPhone, formatNumber, currentPhone, kindOf, newPhone, phones } from "./device.js";
import { action, field, form, h, show } from "./dom.js";
import { Messages } from "./messages.js";

const place = (id) => document.getElementById(id);
let messages = null;
let app = null;
let current = "app";

function take(number) {
  addPhone(number);
  messages?.stop();
  messages = new Messages(number, { arrived, open: (code) => (go("app"), app.openBusiness(code)) });
  app = new App(number, place("screen"));
  place("number").textContent = `${formatNumber(number)} · ${kindOf(number)}`;
  drawShelf(number);
  go("app", { quietly: true });
}

function go(where, { quietly = false } = {}) {
  current = where;
  if (where === "app") app.render({ quietly });
  else messages.render(place("screen"));
  drawDock();
  if (!quietly) place("screen").querySelector("h2")?.focus();
}

function arrived(news) {
  if (news.length) place("news").textContent = news.join(". ");
  if (current === "messages") messages.render(place("screen"));
  drawDock();
}

function drawDock() {
  const unread = current === "messages" ? 0 : messages.unread;
  const badge = unread ? h("span", { class: "badge" }, String(unread), h("span", { class: "unseen" }, " new")) : null;
  const tab = (name, label, ...more) =>
    h("button", { type: "button", "aria-current": current === name ? "page" : false, click: () => go(name) }, label, ...more);
  const focused = [...place("dock").children].indexOf(document.activeElement);
  show(place("dock"), tab("app", "Teamline"), tab("messages", "Messages", badge));
  if (focused >= 0) place("dock").children[focused].focus();
}

function drawShelf(number) {
  const options = phones().map((one) => h("option", { value: one, selected: one === number }, `${formatNumber(one)} · ${kindOf(one)}`));
  const select = h("select", { id: "current-phone", change: (event) => take(event.target.value) }, options);
  const other = field("Any other number", { type: "tel", placeholder: "+14155550123", autocomplete: "off" });
  show(
    place("shelf"),
    h("label", { for: "current-phone" }, "Current phone"),
    select,
    h(
      "div",
      { class: "row" },
      ...["mobile", "landline", "virtual"].map((kind) => action(`New ${kind}`, () => take(newPhone(kind)))),
    ),
    form("Use this number", [other], () => takeOther(other.input.value)),
  );
}

function takeOther(typed) {
  const digits = typed.replace(/[^\d+]/g, "");
  const number = digits.startsWith("+") ? digits : `+1${digits}`;
  if (!/^\+\d{8,15}$/.test(number)) throw new Error("Enter a phone number, such as +14155550123.");
  take(number);
}

function tick() {
  const now = new Date();
  place("clock").textContent = now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

setInterval(tick, 10000);
tick();
take(currentPhone());
