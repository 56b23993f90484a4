// The phones on the shelf, and what each remembers: its number, and the app's session on it.

const AREA_CODES = [415, 212, 312, 206, 303, 404, 512, 617, 702, 808];
const BLOCKS = { mobile: "01", landline: "02", virtual: "03" };
const SHELF = "phones";

const read = (name, otherwise) => JSON.parse(localStorage.getItem(name) ?? JSON.stringify(otherwise));
const write = (name, value) => localStorage.setItem(name, JSON.stringify(value));

export function phones() {
  return read(SHELF, []);
}

export function addPhone(number) {
  write(SHELF, [number, ...phones().filter((other) => other !== number)]);
  write("in hand", number);
}

export function inHand() {
  const number = read("in hand", null);
  return number ?? newPhone("mobile");
}

// A number that no phone on the shelf has.
export function newPhone(kind) {
  let number;
  do {
    const area = AREA_CODES[Math.floor(Math.random() * AREA_CODES.length)];
    number = `+1${area}555${BLOCKS[kind]}${String(Math.floor(Math.random() * 100)).padStart(2, "0")}`;
  } while (phones().includes(number));
  addPhone(number);
  return number;
}

// What the numbers of a landline and a virtual line look like here.
export function kindOf(number) {
  if (/55502\d\d$/.test(number)) return "landline";
  return /55503\d\d$/.test(number) ? "virtual line" : "mobile";
}

export function asWritten(number) {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
}

const remembered = (number) => `phone ${number}`;

export function memory(number) {
  return read(remembered(number), {});
}

export function remember(number, members) {
  write(remembered(number), { ...memory(number), ...members });
}

export function forget(number) {
  localStorage.removeItem(remembered(number));
}
