// The texts of one of my numbers: reading and writing. New ones appear by themselves.

import { formatNumber } from "../device.js";
import { field, form, h, show } from "../dom.js";
import { back, heading } from "./parts.js";

const EVERY_MS = 2000;
const STATUSES = {
  requested: "Waiting", refused: "Not sent", paid: "Waiting", sending: "Sending", unknown: "May have been sent", sent: "Sent",
  delivered: "Delivered", undelivered: "Not delivered", failed: "Not sent, refunded",
};
const REASONS = { insufficient_credits: "not enough credits", spend_limit_reached: "monthly limit reached" };

export async function texts(app, { number }) {
  const list = h("ul", { class: "messages", "aria-label": "Texts" });
  const profile = await app.api.get("/v1/profile");
  const me = profile.account_id;
  const draw = async () => {
    const found = await app.api.get(`/v1/messages?number_id=${number.number_id}&limit=25`);
    show(list, ...found.items.map((text) => row(app, text, me)));
  };
  await draw();
  const timer = setInterval(() => (list.isConnected ? document.hidden || draw().catch(() => {}) : clearInterval(timer)), EVERY_MS);
  return [
    heading(`Texts: ${formatNumber(number.phone_number)}`),
    number.status === "active" ? write(app, number, draw) : h("p", { class: "soft" }, "You can send texts again once this number is paid."),
    list,
    mails(app, profile),
    back("Back", () => app.go("numbers")),
  ];
}

const MAILS = { off: "Don't email me new texts", sender: "Email me who texted", words: "Email me the text as well" };

/** Whether new texts of all my numbers are mailed to me. */
function mails(app, profile) {
  const options = Object.entries(MAILS).map(([value, label]) => h("option", { value, selected: value === profile.text_notices }, label));
  const choice = h("select", { "aria-label": "Emails about new texts" }, ...options);
  choice.addEventListener("change", () => void app.api.patch("/v1/profile", { text_notices: choice.value }));
  return h("p", {}, choice);
}

function write(app, number, sent) {
  const to = field("To", { type: "tel", placeholder: "+14155550123", autocomplete: "off" });
  const text = field("Text", { maxlength: "1600", autocomplete: "off" });
  return form("Send", [to, text], async () => {
    const message = { number_id: number.number_id, to: to.input.value, text: text.input.value };
    await app.api.post("/v1/messages", message);
    text.input.value = "";
    await sent();
  });
}

const MISSING = { waiting: "[A file is on its way]", refused: "[A file that is not kept]", gone: "[A file that was lost]" };

/** The files of a text: pictures are shown, everything else is a link; each link lives for five minutes. */
function files(app, text) {
  return text.media.map((file) => {
    const at = h("p", {}, MISSING[file.state] ?? "…");
    if (file.state === "kept") void showFile(app, text, file, at);
    return at;
  });
}

async function showFile(app, text, file, at) {
  const { url } = await app.api.get(`/v1/messages/${text.message_id}/media/${file.place}`);
  const isPicture = file.content_type.startsWith("image/");
  show(at, isPicture ? h("img", { src: url, alt: "Picture", class: "picture" }) : h("a", { href: url }, `Open the ${file.content_type} file`));
}

function row(app, text, me) {
  const isIncoming = text.direction === "in";
  const status = [STATUSES[text.status], REASONS[text.reason]].filter(Boolean).join(": ") + (text.user_id === me ? "" : " · sent by a colleague");
  const at = new Date(text.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return h(
    "li",
    { class: isIncoming ? "message" : "message email" },
    h("header", {}, h("span", {}, isIncoming ? `From ${formatNumber(text.from)}${text.group.length ? " to a group" : ""}` : `To ${formatNumber(text.to)}`), h("time", { datetime: text.at }, at)),
    text.text ? h("p", {}, text.text) : null,
    ...files(app, text),
    isIncoming ? null : h("p", { class: "soft" }, status),
  );
}
