"""`luciole review`: what the console gives and takes as files, from the command line."""

from pathlib import Path

from luciole.review.catalogue import catalogue
from luciole.review.exchange import import_signatures, import_translation, translation_csv
from luciole.review.pages import booklet
from luciole.review.signoffs import sign_offs
from luciole.review.wording import wording


def run(action: str, language: str, file: Path | None) -> str:
    """What to print for `booklet`, `export`, `import` or `merge`. Raises ContentError."""
    if action == "booklet":
        return booklet(catalogue(), sign_offs(), wording()[language], language, alone=True)
    if action == "export":
        return translation_csv(catalogue(), language)
    if file is None:
        raise FileNotFoundError(f"luciole review {action}: name a file with --file")
    if action == "import":
        return "\n".join([*import_translation(file, language), "Sign these texts again."])
    return f"{len(import_signatures(file))} signatures added."
