// What is new on the other phones of this browser: a list of those with messages that were not read there.

import { formatNumber, memory, phones } from "./device.js";
import { h, show } from "./dom.js";

const EVERY_MS = 3000;

export class News {
  // `take` selects a phone.
  constructor(place, take) {
    this.place = place;
    this.take = take;
    this.drawn = "";
    setInterval(() => document.hidden || this.poll(), EVERY_MS);
  }

  // Asks for all phones but the current one, whose messages have a badge of their own.
  async poll(current = this.current) {
    this.current = current;
    const others = phones().filter((number) => number !== current);
    const places = new Map(others.flatMap((number) => [number, memory(number).email].filter(Boolean).map((to) => [to, number])));
    if (!places.size) return this.draw([]);
    const query = new URLSearchParams([...places.keys()].map((to) => ["to", to]));
    const answer = await fetch(`/_control/inbox?${query}`).catch(() => null);
    if (!answer?.ok || current !== this.current) return;
    const counts = new Map(others.map((number) => [number, -(memory(number).seen ?? 0)]));
    for (const { to } of (await answer.json()).items) counts.set(places.get(to), counts.get(places.get(to)) + 1);
    this.draw([...counts].filter(([, count]) => count > 0));
  }

  draw(found) {
    const drawn = JSON.stringify(found);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const button = ([number, count]) =>
      h("li", {}, h("button", { type: "button", click: () => this.take(number) }, formatNumber(number), h("span", { class: "badge" }, String(count), h("span", { class: "unseen" }, " new"))));
    show(this.place, ...(found.length ? [h("h2", { class: "small" }, "Something new on"), h("ul", { class: "list" }, found.map(button))] : []));
  }
}
