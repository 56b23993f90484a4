"""PDF documents: each is a template, a `.typ` file here, filled with data by `kernel.pdf.render`."""
