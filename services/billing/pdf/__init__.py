"""PDF documents from templates: `render_pdf` fills one of the `.typ` files here with data."""

from services.billing.pdf.render import render_pdf

__all__ = ["render_pdf"]
