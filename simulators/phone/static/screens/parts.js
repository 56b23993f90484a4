// Parts that several screens share.

import { h } from "../dom.js";

export function heading(text) {
  return h("h2", { tabindex: "-1" }, text);
}

export function back(label, goes) {
  return h("button", { type: "button", class: "link", click: goes }, label);
}

export function money(amount) {
  return amount ? `${amount.amount} ${amount.currency}` : "0.00 USD";
}
