// The phones of this browser, and what each stores: its number, and the app's session on it.

const AREA_CODES = [415, 212, 312, 206, 303, 404, 512, 617, 702, 808];
const BLOCKS = { mobile: "01", landline: "02", virtual: "03" };
const SHELF = "phones";

const read = (name, fallback) => JSON.parse(localStorage.getItem(name) ?? JSON.stringify(fallback));
const write = (name, value) => localStorage.setItem(name, JSON.stringify(value));

export function phones() {
  return read(SHELF, []);
}

export function addPhone(number) {
  write(SHELF, [number, ...phones().filter((other) => other !== number)]);
  write("current", number);
}

export function currentPhone() {
  const number = read("current", null);
  return number ?? newPhone("mobile");
}

// Creates a phone with a number that no other phone here has.
export function newPhone(kind) {
  let number;
  do {
    const area = AREA_CODES[Math.floor(Math.random() * AREA_CODES.length)];
    number = `+1${area}555${BLOCKS[kind]}${String(Math.floor(Math.random() * 100)).padStart(2, "0")}`;
  } while (phones().includes(number));
  addPhone(number);
  return number;
}

// The kind of line, by the number: the simulators decide it in the same way.
export function kindOf(number) {
  if (/55502\d\d$/.test(number)) return "landline";
  return /55503\d\d$/.test(number) ? "virtual line" : "mobile";
}

// The number that was typed, in E.164; ten digits are one of the United States.
export function e164(typed) {
  const digits = typed.replace(/[^\d+]/g, "");
  const number = digits.startsWith("+") ? digits : `+1${digits}`;
  if (!/^\+\d{8,15}$/.test(number)) throw new Error("Enter a phone number, such as +14155550123.");
  return number;
}

export function formatNumber(number) {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
}

const storageKey = (number) => `phone ${number}`;

export function memory(number) {
  return read(storageKey(number), {});
}

export function remember(number, members) {
  write(storageKey(number), { ...memory(number), ...members });
}

export function forget(number) {
  localStorage.removeItem(storageKey(number));
}
