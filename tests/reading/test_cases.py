"""The cases of the statement reader: each a short text with everything that may be read from it.

A case lies in ``tests/cases/reading/statements/<idea>.toml``, one file per idea:

    [[case]]
    text = "全年招引高质量项目15个以上。"      # as it would be handed in, layout and all
    why = "以上 is at least"                 # optional: the ruling it checks
    statement = [
      {words = "15个", subject = "高质量项目", comparator = ">=", value = 15, unit = "个"},
    ]

``words`` is the number expression (or the predicate of a trend or a milestone) as written, white space aside. What is
not said takes the default below and is checked like the rest. No ``statement`` means: nothing may be found.
``known_miss = "reason"`` marks a misreading that we know of: the case must fail, and says so when it starts to pass.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from duban.reading.document import Basis, Comparator, Document, Firmness, Kind, Mood, Source, Statement
from duban.reading.reader import read_source

FOLDER = Path(__file__).parents[1] / "cases" / "reading" / "statements"

CASE_KEYS = {"text", "why", "statement", "known_miss"}
DEFAULTS: Mapping[str, Any] = {
    "words": None,
    "kind": "quantity",
    "subject": None,
    "mood": "pledged",
    "basis": "level",
    "comparator": "=",
    "value": None,
    "upper": None,
    "unit": "",
    "firmness": "plan",
    "due": None,
    "period": None,
    "part_of": None,
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "mood": get_args(Mood),
    "kind": get_args(Kind),
    "basis": get_args(Basis),
    "comparator": get_args(Comparator),
    "firmness": get_args(Firmness),
}


class BadCaseError(Exception):
    """A case says what the schema does not know, or contradicts itself."""


@dataclass(frozen=True)
class Case:
    """One text and the lines that must be read from it, each line a statement with all its fields."""

    name: str
    text: str
    lines: tuple[str, ...]
    known_miss: str | None


def exact(value: int | float | str) -> Fraction:
    """A number of a case, as exactly as it is written: 6.5 is 13/2, "-100/3" a third."""
    return Fraction(str(value))


def line(fields: Mapping[str, Any]) -> str:
    """A statement as one line, to compare and to show; defaults are left out, so that the eye finds the rest."""
    shown = (f"{name}={value}" for name, value in fields.items() if name in ("words", "subject") or value)
    return " ".join(shown)


def expected(raw: Mapping[str, Any], text: str) -> str:
    """One expected statement, checked and completed by the defaults, as its line."""
    if unknown := raw.keys() - DEFAULTS.keys():
        raise BadCaseError(f"unknown keys {sorted(unknown)}; allowed: {', '.join(DEFAULTS)}")
    fields = {**DEFAULTS, **raw}
    for name, allowed in CHOICES.items():
        if fields[name] not in allowed:
            raise BadCaseError(f"{name} is {fields[name]!r}; allowed: {', '.join(allowed)}")
    check_sense(fields, text)
    for name in ("value", "upper"):
        fields[name] = None if fields[name] is None else str(exact(fields[name]))
    return line(fields)


def check_sense(fields: Mapping[str, Any], text: str) -> None:
    """Refuse what no reader could give: words that are not in the text, a figure without a value, and the like."""
    has_figure = fields["kind"] in ("quantity", "rank")
    refusals = (
        (not fields["words"] or not fields["subject"], "words and subject are needed"),
        (bool(fields["words"]) and fields["words"] not in bare(text), f"{fields['words']!r} is not in the text"),
        (has_figure != (fields["value"] is not None), "a figure has a value; a trend or a milestone has none"),
        ((fields["upper"] is not None) != (fields["comparator"] == "range"), "upper goes with range, and only with it"),
        (fields["due"] is not None and not isinstance(fields["due"], date), "due is a date: 2023-06-30"),
        (fields["mood"] == "pledged" and fields["period"] is not None, "a pledge has no period"),
        (fields["mood"] == "reported" and fields["due"] is not None, "a report has no due"),
        (fields["mood"] == "reported" and fields["firmness"] != "plan", "a report has firmness plan"),
        (fields["kind"] == "rank" and fields["unit"] != "位", "a rank has the unit 位"),
    )
    for refused, reason in refusals:
        if refused:
            raise BadCaseError(f"{reason}: {dict(fields)}")


def bare(text: str) -> str:
    """The text without white space: a wrap or a stray space may stand inside a number."""
    return "".join(text.split())


def case_from(raw: Mapping[str, Any], name: str) -> Case:
    """A case of a file, checked; the name is completed by its first words."""
    if unknown := raw.keys() - CASE_KEYS:
        raise BadCaseError(f"{name}: unknown keys {sorted(unknown)}; allowed: {', '.join(sorted(CASE_KEYS))}")
    text = raw.get("text", "")
    if not bare(text):
        raise BadCaseError(f"{name}: no text")
    try:
        lines = tuple(expected(one, text) for one in raw.get("statement", ()))
    except BadCaseError as error:
        raise BadCaseError(f"{name}: {error}") from None
    return Case(f"{name}: {bare(text)[:16]}", text, lines, raw.get("known_miss"))


def load() -> Iterator[Case]:
    """All cases of all files, by file and number."""
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := content.keys() - {"case"}:
            raise BadCaseError(f"{path.name}: unknown keys {sorted(unknown)}; allowed: case")
        for number, raw in enumerate(content["case"], start=1):
            yield case_from(raw, f"{path.stem}:{number}")


def found(statement: Statement, text: str) -> str:
    """A statement that was read, as the same line."""
    fields = {name: getattr(statement, name) for name in DEFAULTS if name != "words"}
    for name in ("value", "upper"):
        fields[name] = None if fields[name] is None else str(fields[name])
    fields["part_of"] = statement.part_of or None
    return line({"words": bare(text[slice(*statement.num)]), **fields})


def broken_spans(document: Document) -> list[str]:
    """What is wrong with the spans: every one lies in the text, holds its number, and they come in text order."""
    text, wrong = document.text, []
    for one in document.statements:
        start, end = one.num
        if not 0 <= one.start <= start < end <= one.end <= len(text):
            wrong.append(f"{one.subject}: number {one.num} not inside quote {(one.start, one.end)}")
        if document.quote(one) != text[one.start : one.end]:
            wrong.append(f"{one.subject}: the quote is not the slice of the text")
    nums = [one.num for one in document.statements]
    return wrong + [f"{two} comes after {one}" for one, two in pairwise(nums) if two[0] < one[0]]


CASES = list(load())


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.name,
            marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.known_miss)
            if case.known_miss
            else (),
        )
        for case in CASES
    ],
)
def test_reads_what_the_guideline_demands(case: Case) -> None:
    document = read_source(Source(case.text))
    got = [found(one, case.text) for one in document.statements]
    as_wanted = list(case.lines) == got  # a name of its own: pytest would show both lists once more
    assert as_wanted, "\n".join([case.text, "- wanted, + read:", *difflib.ndiff(list(case.lines), got)])
    assert not broken_spans(document)


def test_one_case_in_ten_has_nothing_to_find() -> None:
    empty = sum(not case.lines for case in CASES)
    assert empty * 10 >= len(CASES), f"{empty} of {len(CASES)}"


def test_no_text_stands_twice() -> None:
    texts = [bare(case.text) for case in CASES]
    assert sorted(set(texts)) == sorted(texts)


GOOD: Mapping[str, Any] = {"words": "7%", "subject": "产值", "value": 7}


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"basis": "rate"},
        {"words": "8%"},
        {"subject": ""},
        {"value": None},
        {"kind": "trend"},
        {"upper": 8},
        {"comparator": "range"},
        {"due": "2023-06-30"},
        {"period": "2023-01/2023-12"},
        {"mood": "reported", "firmness": "ensure"},
        {"kind": "rank", "unit": "名"},
    ],
    ids=str,
)
def test_a_statement_that_makes_no_sense_is_refused(wrong: Mapping[str, Any]) -> None:
    with pytest.raises(BadCaseError):
        case_from({"text": "产值增长7%", "statement": [{**GOOD, **wrong}]}, "x:1")


@pytest.mark.parametrize("wrong", [{"note": "x"}, {"text": " \n"}], ids=str)
def test_a_case_with_an_unknown_key_or_no_text_is_refused(wrong: Mapping[str, Any]) -> None:
    with pytest.raises(BadCaseError, match="x:1"):
        case_from({"text": "产值增长7%", **wrong}, "x:1")


def test_defaults_are_filled_in_and_numbers_are_exact() -> None:
    text = "产值 7\n%"
    one = case_from({"text": text, "statement": [{**GOOD, "value": 7.10, "unit": "%"}]}, "x:1")
    head = "words=7% kind=quantity subject=产值 mood=pledged basis=level"
    assert one.lines == (f"{head} comparator== value=71/10 unit=% firmness=plan",)
    assert exact("-100/3") == Fraction(-100, 3)
    as_read = Statement(
        "", "pledged", "quantity", "产值", "level", "=", Fraction(71, 10), None, "%", "plan", None, None, None,
        (3, 6), 0, 6, text,
    )  # fmt: skip
    assert found(as_read, text) == one.lines[0]
    assert not broken_spans(Document(Source(text), (), (as_read,)))
