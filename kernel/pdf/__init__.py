"""PDF documents of every service: the look that they share, `document.typ`, and what fills a template of theirs."""
