"""`luciole review`: what the console gives and takes as files, from the command line."""

from pathlib import Path

from luciole.review.catalogue import catalogue
from luciole.review.exchange import bring, import_translation, translation_csv, verdict_csv
from luciole.review.pages import booklet
from luciole.review.signoffs import sign_offs
from luciole.review.wording import wording


def run(action: str, language: str, file: Path | None) -> str:
    """What to print for an action of `luciole review`. Raises ContentError."""
    if action == "booklet":
        return booklet(catalogue(), sign_offs(), wording()[language], language, alone=True)
    if action == "export":
        return translation_csv(catalogue(), language)
    if action == "verdicts":
        return verdict_csv(catalogue(), sign_offs(), wording()[language]["states"], language)
    if file is None:
        raise FileNotFoundError(f"luciole review {action}: name a file with --file")
    if action == "import":
        return "\n".join([*import_translation(file, language), "Sign these texts again."])
    new = bring(file.read_text(encoding="utf-8-sig"), catalogue(), "", "")
    return f"{len(new)} signatures added."
