"""The portal by keyboard alone: what a person reaches with Tab, and what Enter and Space do there."""

from playwright.sync_api import Page

_FOCUSED = """() => {
    const on = document.activeElement;
    if (on === document.body) return "";
    const labels = [...(on.labels ?? [])].map((it) => it.innerText).join(" ");
    const ids = (on.getAttribute("aria-labelledby") ?? "").split(" ");
    const by = ids.map((id) => document.getElementById(id)?.innerText);
    return [on.getAttribute("aria-label"), labels, by.join(" "), on.innerText].find((it) => it?.trim()) ?? "";
}"""
_MOST_STOPS = 150


class Keyboard:
    """The hands of a person who has no mouse."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def reaches(self, name: str) -> "Keyboard":
        """Press Tab until what has this name is focused; its name may have more to it than is looked for."""
        passed: list[str] = []
        for _ in range(_MOST_STOPS):
            self._page.keyboard.press("Tab")
            focused = str(self._page.evaluate(_FOCUSED)).strip()
            if name in focused:
                return self
            passed.append(focused[:40])
        raise AssertionError(f"Tab does not reach {name!r}; it passed {passed}")

    def presses(self, name: str) -> "Keyboard":
        """Reach a button or link, and press Enter."""
        self.reaches(name)
        self._page.keyboard.press("Enter")
        return self

    def types(self, label: str, value: str) -> "Keyboard":
        """Reach a field, unless it has the focus already, and type."""
        if label not in str(self._page.evaluate(_FOCUSED)):
            self.reaches(label)
        self._page.keyboard.type(value)
        return self
