/** The languages of the portal: English is in the code, each other one is a catalogue in this folder. */
import type { I18nProviderProps } from "@cloudscape-design/components/i18n";
import type { Messages } from "@lingui/core";

interface Catalogue {
  default: Messages;
  /** The words of Cloudscape's components. */
  components: I18nProviderProps.Messages;
}

const CATALOGUES = import.meta.glob<Catalogue>(["./*.po", "!./en.po"]);

/** Of each only what the light public pages say: a visitor's phone doesn't load the words of every screen. */
const LIGHT_CATALOGUES = import.meta.glob<{ default: Messages }>(["./*.po", "!./en.po"], { query: "?light" });

/** English has no catalogue: its messages are those of the code. */
export const SOURCE = "en";

const codeOf = (path: string) => path.slice("./".length, -".po".length);

export const LANGUAGES: readonly string[] = [
  SOURCE,
  ...Object.keys(CATALOGUES)
    .map(codeOf)
    .filter((code) => code !== SOURCE),
];

export async function loadCatalogue(language: string): Promise<Catalogue> {
  const load = CATALOGUES[`./${language}.po`];
  if (language !== SOURCE && load) return load();
  const { default: components } = await import("@cloudscape-design/components/i18n/messages/all.en");
  return { default: {}, components };
}

/** Load what the light public pages say in a language. */
export async function loadLightCatalogue(language: string): Promise<Messages> {
  const load = language !== SOURCE && LIGHT_CATALOGUES[`./${language}.po`];
  return load ? (await load()).default : {};
}

/** A language as its own speakers write it: `English`, `Español`. */
export function nameLanguage(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}
