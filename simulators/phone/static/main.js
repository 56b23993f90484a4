// The phone page: the selected phone, its calls, messages and app, and announcements of what is new.

import { App } from "./app.js";
import { Calls } from "./calls.js";
import { addPhone, currentPhone, e164, formatNumber, kindOf, newPhone, phones } from "./device.js";
import { action, field, form, h, show } from "./dom.js";
import { Line } from "./line.js";
import { Messages } from "./messages.js";
import { News } from "./news.js";
import { Requests } from "./requests.js";

const place = (id) => document.getElementById(id);
const requests = new Requests(place("requests"));
const news = new News(place("elsewhere"), take);
let messages = null;
let app = null;
let calls = null;
let current = "app";

function take(number) {
  addPhone(number);
  messages?.stop();
  messages = new Messages(number, { arrived, open: (code) => (go("app"), app.openBusiness(code)) });
  requests.clear();
  app = new App(number, place("screen"), requests);
  calls?.stop();
  const line = new Line(app.api);
  calls = new Calls(number, { changed: callsChanged, token: () => line.token(), lost: () => line.lost() });
  app.calls = calls;
  app.openCalls = () => go("phone");
  place("number").textContent = `${formatNumber(number)} · ${kindOf(number)}`;
  drawShelf(number);
  news.poll(number);
  go("app", { quietly: true });
}

function go(where, { quietly = false } = {}) {
  current = where;
  if (where === "app") app.render({ quietly });
  else (where === "phone" ? calls : messages).render(place("screen"));
  drawDock();
  if (!quietly) place("screen").querySelector("h2")?.focus();
}

function arrived(news) {
  if (news.length) place("news").textContent = news.join(". ");
  if (current === "messages") messages.render(place("screen"));
  drawDock();
}

// A phone that rings takes the screen; one that was on it gives it back when the call is over.
function callsChanged(news, rings) {
  if (news.length) place("news").textContent = news.join(". ");
  if (rings) return go("phone");
  if (current === "phone") {
    const hadFocus = place("screen").contains(document.activeElement);
    calls.render(place("screen"));
    if (hadFocus) place("screen").querySelector("h2").focus();
  }
  return drawDock();
}

function drawDock() {
  const unread = current === "messages" ? 0 : messages.unread;
  const badge = unread ? h("span", { class: "badge" }, String(unread), h("span", { class: "unseen" }, " new")) : null;
  const busy = calls?.current && current !== "phone" ? h("span", { class: "badge" }, "1", h("span", { class: "unseen" }, " call")) : null;
  const tab = (name, label, ...more) =>
    h("button", { type: "button", "aria-current": current === name ? "page" : false, click: () => go(name) }, label, ...more);
  const focused = [...place("dock").children].indexOf(document.activeElement);
  show(place("dock"), tab("app", "Teamline"), tab("messages", "Messages", badge), tab("phone", "Phone", busy));
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
    form("Use this number", [other], () => take(e164(other.input.value))),
  );
}

function tick() {
  const now = new Date();
  place("clock").textContent = now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

setInterval(tick, 10000);
tick();
take(currentPhone());
