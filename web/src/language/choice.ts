/** Which language the portal speaks: that of the address, else the one chosen here before, else the browser's. */
import { LANGUAGES, SOURCE } from "./languages";

const CHOSEN = "teamline.language";
const FOLLOWED = "teamline.language-followed";
const ASKED = "lang";

interface Wishes {
  search: string;
  chosen: string | null;
  browser: readonly string[];
}

/** Return the first wish that there is a catalogue for. */
export function pickLanguage({ search, chosen, browser }: Wishes, languages = LANGUAGES): string {
  const wishes = [new URLSearchParams(search).get(ASKED), chosen, ...browser.map((tag) => tag.split("-")[0] ?? "")];
  return wishes.find((wish): wish is string => wish !== null && languages.includes(wish)) ?? SOURCE;
}

/** How English is written where this reader is; every other language as in the US: `$1,234.56`, 9:05 PM. */
export function localeOf(language: string, browser: readonly string[] = navigator.languages): string {
  const own = language === SOURCE && browser.find((tag) => tag.split("-")[0] === SOURCE && tag.includes("-"));
  return own || `${language}-US`;
}

/** Pick the language of this page, and keep the one that the address asks for. */
export function pickHere(): string {
  const address = new URL(window.location.href);
  const picked = pickLanguage({
    search: address.search,
    chosen: localStorage.getItem(CHOSEN),
    browser: navigator.languages,
  });
  if (!address.searchParams.has(ASKED)) return picked;
  localStorage.setItem(CHOSEN, picked);
  address.searchParams.delete(ASKED);
  window.history.replaceState(window.history.state, "", address);
  return picked;
}

/** Change the language: the page is loaded again, because words are chosen when a module begins. */
export function changeLanguage(language: string): void {
  localStorage.setItem(CHOSEN, language);
  window.location.reload();
}

/** What of a click says how its link is to be followed; React and Preact have it alike. */
export type Click = Pick<MouseEvent, "button" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey" | "preventDefault">;

/** Whether a click on a link opens it in this tab. */
export function isPlain({ button, metaKey, ctrlKey, shiftKey, altKey }: Click): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}

/** Change the language at a plain click: unlike the link's address, a reload keeps what this tab's history holds. */
export function changeOnClick(click: Click, language: string): void {
  if (!isPlain(click)) return;
  click.preventDefault();
  changeLanguage(language);
}

/** Follow the language of the profile. Once: a browser that can't keep the choice would load the page for ever. */
export function followProfile(wanted: string, loaded: string): void {
  if (wanted === loaded) {
    sessionStorage.removeItem(FOLLOWED);
    return;
  }
  if (!LANGUAGES.includes(wanted) || sessionStorage.getItem(FOLLOWED) === wanted) return;
  sessionStorage.setItem(FOLLOWED, wanted);
  changeLanguage(wanted);
}

/** The address of this page in another language. */
export function addressIn(language: string): string {
  const address = new URL(window.location.href);
  address.searchParams.set(ASKED, language);
  return address.pathname + address.search + address.hash;
}
