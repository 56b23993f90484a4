/** Loads the language of this page. Nothing else of the portal begins before that, so that words may be constants. */
import type { I18nProviderProps } from "@cloudscape-design/components/i18n";
import { i18n, type Messages } from "@lingui/core";

import { localeOf, pickHere } from "./choice";
import { loadCatalogue, loadLightCatalogue, SOURCE } from "./languages";

/** Load and activate the language; return the words of Cloudscape's components. English if it can't be loaded. */
export async function loadLanguage(language: string = pickHere()): Promise<I18nProviderProps.Messages> {
  try {
    const { default: messages, components } = await loadCatalogue(language);
    activate(language, messages);
    return components;
  } catch (thrown) {
    if (language === SOURCE) throw thrown;
    return loadLanguage(SOURCE);
  }
}

/** Load and activate the language for the light public pages, which have no such components. */
export async function loadLightLanguage(): Promise<void> {
  const language = pickHere();
  const messages = await loadLightCatalogue(language).catch(() => null);
  activate(messages ? language : SOURCE, messages ?? {});
}

function activate(language: string, messages: Messages): void {
  i18n.loadAndActivate({ locale: language, locales: localeOf(language), messages });
  document.documentElement.lang = language;
}
