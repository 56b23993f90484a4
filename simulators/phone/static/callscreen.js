// One call on the screen of a phone: ringing, calling, talking, or over. There is no sound: words are shown.

import { formatNumber } from "./device.js";
import { action, field, form, h } from "./dom.js";

const HEADINGS = {
  ringing: "Incoming call", calling: "Calling", talking: "In a call", listening: "In a call", recording: "Leave your message",
  ended: "Call ended",
};
const CAUSES = {
  call_rejected: "The call was declined.", user_busy: "The line is busy.", not_found: "This number can't be reached.",
  timeout: "No answer.", no_answer: "No answer.", time_limit: "The call was cut off.", originator_cancel: "The caller hung up.",
};
const CLOCK_MS = 1000;

export function callScreen(calls, call) {
  const other = call.with.startsWith("sip:") ? "Teamline" : formatNumber(call.with);
  return [
    h("h2", { tabindex: "-1" }, call.is_recorded ? HEADINGS.recording : HEADINGS[call.state]),
    h(
      "section",
      { class: "call card", "aria-label": call.is_app ? "Teamline call" : "Phone call" },
      h("p", { class: "who" }, other === "anonymous" ? "Unknown caller" : other),
      h("p", { class: "soft" }, call.is_app ? "Teamline" : "Phone"),
      clock(call),
      call.state === "ended" ? h("p", {}, ending(call)) : null,
    ),
    heard(call),
    ...(call.is_recorded ? [message(calls, call)] : []),
    ...buttons(calls, call),
  ];
}

function ending(call) {
  if (call.cause === "originator_cancel" && call.direction === "out") return "You hung up.";
  return CAUSES[call.cause] ?? "";
}

// The seconds since the answer; it counts by itself until it leaves the screen.
function clock(call) {
  if (!["talking", "listening", "recording"].includes(call.state)) return null;
  const began = Date.now() - call.seconds * 1000;
  const place = h("p", { class: "clock", role: "timer", "aria-label": "Length of the call" });
  const draw = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - began) / 1000));
    place.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  draw();
  const timer = setInterval(() => (place.isConnected ? draw() : clearInterval(timer)), CLOCK_MS);
  return place;
}

function heard(call) {
  const lines = [...call.words, ...(call.is_recorded ? ["Beep."] : [])];
  if (!lines.length) return null;
  return h("ul", { class: "messages", "aria-label": "What you hear" }, lines.map((words) => h("li", { class: "message call" }, words)));
}

function message(calls, call) {
  const words = field("Your message", { autocomplete: "off", maxlength: "500" });
  return h(
    "div",
    {},
    call.said ? h("p", { class: "soft note" }, `You said: ${call.said}`) : null,
    form("Say it", [words], async () => {
      await calls.act(call, "say", { text: words.input.value });
      await calls.poll();
    }),
  );
}

function buttons(calls, call) {
  const does = (label, event, members) =>
    action(label, async () => {
      await calls.act(call, event);
      await calls.poll();
    }, members);
  if (call.state === "ended") return [h("button", { type: "button", click: () => calls.ignore(call) }, "Close")];
  if (call.state !== "ringing") return [does("Hang up", "hang_up", { class: "bad" })];
  return [
    does("Answer", "answer", { class: "main" }),
    does("Decline", "decline", { class: "bad" }),
    h("button", { type: "button", class: "link", click: () => calls.ignore(call) }, "Let it ring"),
  ];
}
