"""`python -m docs` writes the pages that are made from the code."""

from docs.pages import pages

if __name__ == "__main__":
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")
