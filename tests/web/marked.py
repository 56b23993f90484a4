"""The portal in a language that marks its words: what is unmarked is of no catalogue."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path

from playwright.sync_api import Page, Route

_SCRIPT = Path(__file__).with_name("marked_catalogue.mjs")
_CATALOGUE = re.compile(r"/assets/es-[\w-]+\.js$")
_MARKED = re.compile("⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"[^\W\d_]{2,}")

# In a browser's own order: text that is seen, and the attributes that are read out.
_VISIBLE = """() => {
  const found = [], names = ["aria-label", "title", "placeholder", "alt"];
  const shown = (it) => it.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let it = walk.nextNode(); it; it = walk.nextNode()) {
    if (it.nodeType === Node.TEXT_NODE) {
      const of = it.parentElement;
      if (!of.closest("script, style, noscript, time, [lang], .figures, option") && shown(of)) found.push(it.data);
    } else if (shown(it)) {
      for (const name of names) if (it.hasAttribute(name)) found.push(`\\n${it.getAttribute(name)}\\n`);
    }
  }
  return found.join("\\u2063");
}"""

# Cloudscape's components have words of their own, which are marked as well.
_MODULE = """import * as given from "{url}?given";
const mark = (it) => typeof it === "string" ? `⟦${{it}}⟧` : Array.isArray(it) ? it.map(mark) : it;
const words = (it) => Array.isArray(it) ? it.map(words) : it && typeof it === "object"
  ? Object.fromEntries(Object.entries(it).map(
      ([key, of]) => [key, key === "value" && it.type === 0 ? mark(of) : words(of)]))
  : it;
const whole = (it) => it && typeof it === "object" && !Array.isArray(it)
  ? Object.fromEntries(Object.entries(it).map(([key, of]) => [key, typeof of === "string" ? mark(of) : whole(of)]))
  : words(it);
export const components = whole(given.components ?? {{}});
export default {messages};
"""


@cache
def _messages() -> str:
    return subprocess.run(["node", str(_SCRIPT)], check=True, capture_output=True, text=True, timeout=60).stdout


def speak_marked(page: Page) -> None:
    """Have this page load the marked catalogue in place of the Spanish one."""

    def serve(route: Route) -> None:
        body = _MODULE.format(url=route.request.url, messages=_messages())
        route.fulfill(content_type="text/javascript", body=body)

    page.route(_CATALOGUE, serve)
    page.add_init_script("localStorage.setItem('teamline.language', 'es')")


def unmarked_words(page: Page, data: set[str]) -> list[str]:
    """Return the visible words of no catalogue that aren't data either."""
    text = str(page.evaluate(_VISIBLE))
    while (shorter := _MARKED.sub("", text)) != text:
        text = shorter
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, "")
    return sorted(set(_WORD.findall(text)))


def written(of: object) -> set[str]:
    """All texts in an answer of the API: names, numbers, reasons."""
    found = json.dumps(of, ensure_ascii=False)
    return set(re.findall(r'"((?:[^"\\]|\\.)*)"', found))
