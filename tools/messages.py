"""The office's words: every Chinese sentence of the pages, and its English in ``locale/en``.

``python -m tools.messages`` reads the templates and the code, keeps what was translated, drops what nobody says any
more and adds what is new, untranslated, in the order of the sentences. With ``--check`` it changes nothing and names
what is missing or left over; its status is 1 if there is any. GNU gettext is not needed.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
OFFICE = ROOT / "src/duban/web"
PO = OFFICE / "locale/en/LC_MESSAGES/django.po"
# What marks a sentence in the code; one that counts has two forms.
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# Lines of the head that would change with the day.
_DATED = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To")


class Sentence(NamedTuple):
    """What is said: its one form or its two, and the context that tells it from the same Chinese elsewhere."""

    forms: tuple[str, ...]
    context: str = ""

    def __str__(self) -> str:
        """The Chinese words."""
        return f"{self.forms[0]} ({self.context})" if self.context else self.forms[0]


def said(office: Path = OFFICE) -> dict[Sentence, set[str]]:
    """Every sentence of the templates and the code, with the files that say it."""
    found: dict[Sentence, set[str]] = {}
    for path in sorted(office.rglob("*")):
        if path.suffix not in {".html", ".txt", ".py"} or not path.is_file():
            continue
        for sentence in _sentences(path):
            found.setdefault(sentence, set()).add(path.relative_to(office).as_posix())
    return found


def _sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of one file; a template becomes code first, as Django itself does it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), _KEYWORDS):
        # Babel gives a tuple where the code hands over more than one sentence.
        yield Sentence((message,) if isinstance(message, str) else tuple(message), context or "")


def read(path: Path = PO) -> Catalog:
    """The catalog as it is kept; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as kept:
        return read_po(kept, locale="en")


def updated(old: Catalog, sentences: dict[Sentence, set[str]]) -> Catalog:
    """A catalog of just these sentences, with the translations that there are."""
    kept = {of(one): one.string for one in old if one.id}
    new = Catalog(locale="en", project="duban", header_comment="# The office in English; see tools/messages.py.")
    for one in sorted(sentences):
        said_as = one.forms[0] if len(one.forms) == 1 else one.forms
        new.add(said_as, kept.get(one), [(name, 0) for name in sorted(sentences[one])], context=one.context or None)
    return new


def written(catalog: Catalog) -> str:
    """The file: no day, no line numbers, so that only words change it."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, include_lineno=False)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in _DATED)))


def faults(catalog: Catalog, sentences: dict[Sentence, set[str]]) -> list[str]:
    """What has no translation, and what is translated though nobody says it; a line each."""
    kept = {of(one): all(listed(one.string)) for one in catalog if one.id}
    missing = [f"untranslated: {one} ({min(sentences[one])})" for one in sorted(sentences) if not kept.get(one)]
    return missing + [f"unused: {one}" for one in sorted(kept) if one not in sentences]


def of(message: Message) -> Sentence:
    """The sentence that an entry of a catalog translates."""
    return Sentence(tuple(listed(message.id)), message.context or "")


def listed(forms: str | Iterable[str] | None) -> list[str]:
    """The forms of a sentence; an empty one where there is none."""
    return [forms or ""] if forms is None or isinstance(forms, str) else list(forms)


def main(arguments: list[str] | None = None) -> int:
    """Bring the file up to date, or say what it lacks."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail where a translation is missing")
    asked = parser.parse_args(arguments)
    sentences = said()
    if not asked.check:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_text(written(updated(read(), sentences)), encoding="utf-8")
    found = faults(read(), sentences)
    print("\n".join(found) if found else f"{len(sentences)} sentences, all in English")
    return int(bool(found) and asked.check)


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    sys.exit(main())
