// Messages: texts, calls with the words spoken, emails. Polled every second while the page is visible.

import { h, show } from "./dom.js";
import { formatNumber, memory, remember } from "./device.js";

const KINDS = { sms: "Text", call: "Call", email: "Email" };
const LINK = /(https?:\/\/[^\s]+|teamline:\/\/[^\s]+)/g;
const EVERY_MS = 1000;

function codeIn(link) {
  if (link.startsWith("teamline://")) return new URL(link).searchParams.get("code") ?? "";
  return /^https?:.*\/join#code=(\S+)/.exec(link)?.[1] ?? null;
}

function download({ name, content_type, text }) {
  const href = URL.createObjectURL(new Blob([text], { type: content_type }));
  return h("a", { href, download: name }, name);
}

export class Messages {
  constructor(number, { arrived, open }) {
    this.number = number;
    this.arrived = arrived;
    this.open = open;
    this.items = null;
    this.timer = setInterval(() => document.hidden || this.poll(), EVERY_MS);
    this.poll();
  }

  stop() {
    clearInterval(this.timer);
    this.arrived = () => {};
  }

  get unread() {
    const seen = memory(this.number).seen ?? 0;
    return Math.max(0, (this.items?.length ?? 0) - seen);
  }

  async poll() {
    const to = [this.number, memory(this.number).email].filter(Boolean);
    const query = new URLSearchParams(to.map((one) => ["to", one]));
    const answer = await fetch(`/_control/inbox?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const { items } = await answer.json();
    const hasChanged = items.length !== (this.items?.length ?? 0);
    const fresh = this.items ? items.slice(this.items.length) : [];
    this.items = items;
    if (hasChanged) this.arrived(fresh.map((item) => `${KINDS[item.kind]}: ${item.subject ?? item.text}`));
  }

  render(place) {
    remember(this.number, { seen: this.items?.length ?? 0 });
    const items = [...(this.items ?? [])].reverse();
    const heading = h("h2", { tabindex: "-1" }, "Messages");
    const nothing = h("p", { class: "soft" }, "No messages yet.");
    show(place, heading, items.length ? h("ul", { class: "messages" }, items.map((item) => this.message(item))) : nothing);
  }

  message(item) {
    const at = new Date(item.at);
    const time = h("time", { datetime: item.at }, at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    return h(
      "li",
      { class: `message ${item.kind}` },
      h("header", {}, h("span", {}, item.from ? `${KINDS[item.kind]} from ${formatNumber(item.from)}` : KINDS[item.kind]), time),
      item.subject ? h("p", { class: "subject" }, item.subject) : null,
      h("p", {}, ...this.words(item.text)),
      ...(item.attachments ?? []).map((file) => h("p", {}, download(file))),
    );
  }

  // Returns the text with its links; the app's own links open the app, as do invitations' (a phone's app links).
  words(text) {
    return text.split(LINK).map((part) => {
      const code = codeIn(part);
      if (code !== null) {
        return h("a", { href: "#", click: (event) => (event.preventDefault(), this.open(code)) }, part);
      }
      return /^https?:/.test(part) ? h("a", { href: part, target: "_blank", rel: "noopener" }, part) : part;
    });
  }
}
