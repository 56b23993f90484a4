/** @jsxImportSource preact */
/** The languages that this page can be read in: links, which load it anew. */
import { addressIn, changeOnClick } from "../language/choice";
import { LANGUAGES, nameLanguage } from "../language/languages";
import { LANGUAGE } from "../language/locale";

export function LanguageLinks() {
  return (
    <ul class="language-links">
      {LANGUAGES.map((language) => (
        <li key={language} lang={language}>
          {language === LANGUAGE ? (
            <span aria-current="true">{nameLanguage(language)}</span>
          ) : (
            <a href={addressIn(language)} hreflang={language} onClick={(click) => changeOnClick(click, language)}>
              {nameLanguage(language)}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
