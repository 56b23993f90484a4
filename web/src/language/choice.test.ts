/** Which language and locale a reader gets. */
import { describe, expect, it, vi } from "vitest";

import { changeOnClick, type Click, localeOf, pickLanguage } from "./choice";
import { LANGUAGES, nameLanguage } from "./languages";

const LOADABLE = ["en", "es"];
const pick = (wishes: Partial<Parameters<typeof pickLanguage>[0]>) =>
  pickLanguage({ search: "", chosen: null, browser: [], ...wishes }, LOADABLE);

describe("the language of the page", () => {
  it("is that of the address before the one chosen here before the browser's", () => {
    expect(pick({ search: "?lang=es&x=1", chosen: "en", browser: ["en-US"] })).toBe("es");
    expect(pick({ chosen: "es", browser: ["en-US"] })).toBe("es");
    expect(pick({ browser: ["fr-FR", "es-MX", "en-US"] })).toBe("es");
  });

  it("is English where no wish can be met", () => {
    expect(pick({})).toBe("en");
    expect(pick({ search: "?lang=xx", chosen: "de", browser: ["fr"] })).toBe("en");
    expect(pick({ search: "?lang=__proto__" })).toBe("en");
  });

  it("is one of English and the catalogues of the folder", () => {
    expect(LANGUAGES).toEqual(["en", "es"]);
    expect(LANGUAGES.map(nameLanguage)).toEqual(["English", "Español"]);
  });
});

describe("the locale", () => {
  it("is the reader's own for English, and that of the US for any other language", () => {
    expect(localeOf("en", ["fr-FR", "en-GB", "en-US"])).toBe("en-GB");
    expect(localeOf("en", ["es-MX", "en"])).toBe("en-US");
    expect(localeOf("es", ["es-ES"])).toBe("es-US");
  });
});

describe("a click on a language", () => {
  const click = (keys: Partial<Click> = {}) => ({
    ...{ button: 0, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false },
    ...keys,
    preventDefault: vi.fn(),
  });

  it("keeps the choice and loads the page again, which keeps the state of the tab's history", () => {
    const [setItem, reload, plain] = [vi.fn(), vi.fn(), click()];
    vi.stubGlobal("localStorage", { setItem });
    vi.stubGlobal("window", { location: { reload } });
    changeOnClick(plain, "es");
    expect(plain.preventDefault).toHaveBeenCalledOnce();
    expect(setItem).toHaveBeenCalledWith("teamline.language", "es");
    expect(reload).toHaveBeenCalledOnce();
  });

  it.each([{ button: 1 }, { metaKey: true }, { ctrlKey: true }, { shiftKey: true }])(
    "with %o is the browser's own, as into a new tab",
    (keys) => {
      const other = click(keys);
      changeOnClick(other, "es");
      expect(other.preventDefault).not.toHaveBeenCalled();
    },
  );
});
