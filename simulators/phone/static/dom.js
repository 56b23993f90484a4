// Creates elements: h("p", { class: "soft" }, "text", otherElement).

export function h(tag, members = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(members)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function show(place, ...children) {
  place.replaceChildren(...children.flat().filter(Boolean));
}

let fields = 0;

// A labeled input; what the person types is in `.input.value`.
export function field(label, members = {}) {
  const id = `field-${(fields += 1)}`;
  const input = h("input", { id, ...members });
  const element = h("div", {}, h("label", { for: id }, label), input);
  return { element, input };
}

// A form whose button is busy while `send` runs; errors are shown and announced to screen readers.
export function form(button, fieldsOfForm, send) {
  const wrong = h("div", { role: "alert" });
  const submit = h("button", { class: "main" }, button);
  const element = h("form", { novalidate: true }, ...fieldsOfForm.map((one) => one.element), wrong, submit);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true") return;
    await attempt(submit, wrong, send);
  });
  return element;
}

// A button whose action may fail.
export function action(label, does, members = {}) {
  const wrong = h("div", { role: "alert" });
  const button = h("button", { type: "button", ...members }, label);
  button.addEventListener("click", () => attempt(button, wrong, does));
  return h("div", {}, wrong, button);
}

async function attempt(button, wrong, does) {
  button.setAttribute("aria-busy", "true");
  show(wrong);
  try {
    await does();
  } catch (fault) {
    show(wrong, h("p", { class: "wrong" }, fault.message));
  } finally {
    button.removeAttribute("aria-busy");
  }
}
