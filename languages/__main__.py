"""`python -m languages` writes the catalogues, new sentences without a translation, and what functions read of them."""

from languages.catalogue import TRANSLATED, compiled, compiled_file, faults, file_of, merged

if __name__ == "__main__":
    for language in TRANSLATED:
        for name, catalogue in merged(language).items():
            file_of(language, name).parent.mkdir(exist_ok=True)
            catalogue.save(str(file_of(language, name)))
        compiled_file(language).write_bytes(compiled(language))
        for fault in faults(language):
            print(f"{language}: {fault}")
