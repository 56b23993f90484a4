/** The languages that this page can be read in: `English · Español`. */
import { useLocation } from "react-router";

import { addressIn, changeOnClick } from "../language/choice";
import { LANGUAGES, nameLanguage } from "../language/languages";
import { LANGUAGE } from "../language/locale";

export function LanguageLinks() {
  useLocation(); // the links lead to the page that is open now
  return (
    <ul className="language-links">
      {LANGUAGES.map((language) => (
        <li key={language} lang={language}>
          <LanguageLink language={language} />
        </li>
      ))}
    </ul>
  );
}

/** A link: the page is loaded again in the other language. */
function LanguageLink({ language }: { language: string }) {
  if (language === LANGUAGE) return <span aria-current="true">{nameLanguage(language)}</span>;
  return (
    <a href={addressIn(language)} hrefLang={language} onClick={(click) => changeOnClick(click, language)}>
      {nameLanguage(language)}
    </a>
  );
}
