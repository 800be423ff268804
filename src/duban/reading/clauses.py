"""A sentence's tokens as clauses: what stands between ，；： and, once something is stated, between 、

A bracket that states something (增长6.5%（力争7%）) is a run of clauses of its own, hung on the one that it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duban.reading.counted import is_open_count
from duban.reading.lexicon import Kind, lexicon
from duban.reading.quantities import Quantity
from duban.reading.served import is_open
from duban.reading.tokens import Mark, Token

_DEEPEST = 8  # brackets in brackets; what is deeper is text
_BREAKS = Mark.COMMA | Mark.SEMICOLON | Mark.COLON | Mark.TAB


@dataclass(slots=True)
class Clause:
    """Tokens without separators; ``before`` is the separator that opens it, ``inner`` its brackets that state.

    ``kinds`` and ``marks`` have the bits of all its tokens: what it surely does not hold need not be looked for;
    ``states`` that one of its figures can state something.
    """

    tokens: list[Token] = field(default_factory=list)
    before: int = Mark.NONE
    kinds: int = 0
    marks: int = Mark.NONE
    inner: Sequence[list[Clause]] = ()
    states: bool = False

    @property
    def start(self) -> int:
        """Where its first token begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Behind its last token."""
        return self.tokens[-1].end

    def take(self, tokens: Sequence[Token]) -> None:
        """Put words, figures and text at the end."""
        self.tokens.extend(tokens)
        kinds, states = self.kinds, self.states
        for token in tokens:
            kinds |= token.kind
            if token.figure is not None and not states:
                states = not is_qualifier(token.figure)
        self.kinds, self.states = kinds, states


def clauses(text: str, tokens: Sequence[Token], depth: int = 0) -> list[Clause]:
    """The clauses of a sentence in order, without the empty ones; ``depth`` counts the brackets around it."""
    found: list[Clause] = []
    clause = Clause()
    at = 0
    for place in [place for place, token in enumerate(tokens) if token.mark]:
        if place < at:
            continue  # inside a bracket
        clause.take(tokens[at:place])
        mark, at = tokens[place].mark, place + 1
        if mark == Mark.OPEN:
            close = _closing(tokens, place)
            inside = tokens[at:close]
            if _is_converted(clause, inside):
                pass
            elif depth < _DEEPEST and any(t.figure is not None and _weighs(t) for t in inside):
                clause.inner = [*clause.inner, clauses(text, inside, depth + 1)]
            else:
                clause.tokens.extend(_as_text(tokens[place : close + 1]))
            at = close + 1
        elif _splits(text, tokens, place, clause):
            if clause.tokens:
                found.append(clause)
            clause = Clause(before=mark)
        else:
            clause.tokens.append(tokens[place])
            clause.marks |= mark
    clause.take(tokens[at:])
    if clause.tokens:
        found.append(clause)
    return found


def is_qualifier(figure: Quantity) -> bool:
    """Whether a figure can only describe a thing: an age, a grade, a type (65岁以上老年人, 2型糖尿病, 7.9级地震)."""
    return figure.unit in lexicon().tails["qualifier"] or figure.form == "ordinal"


def _is_converted(clause: Clause, inside: Sequence[Token]) -> bool:
    """17.8万公顷（267万亩）: a bracket that says the same amount in another unit."""
    one = clause.tokens[-1].figure if clause.tokens else None
    two = inside[0].figure if len(inside) == 1 else None
    if one is None or two is None or one.unit == two.unit:
        return False
    tails = lexicon().tails
    return any({one.unit, two.unit} <= tails[sort] for sort in ("lands", "masses"))


def _share(one: Quantity, two: Quantity) -> bool:
    """Whether two figures in a row may share a noun: 15、22个百分点, not 6个、超10亿元项目20个."""
    if two.comparator in (">=", ">") and two.outer_start < two.start and one.outer_start == one.start:
        return False  # 新增132户、达1095户: two things are said
    if is_qualifier(two) or not one.unit or two.unit in ("", "个百分点"):
        return not is_qualifier(two)
    tails = lexicon().tails
    money, measure = tails["money"], tails["measure"]
    counted = one.unit in measure and two.unit not in measure and two.unit not in tails["time"]  # 铁路380公里和5条通道
    return not (counted or (two.unit in money and one.unit not in money))


def _weighs(token: Token) -> bool:
    figure = token.figure
    return figure is not None and (figure.unit != "" or figure.comparator != "=")


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where the bracket that opens at ``at`` closes; behind the last token where it never does."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index].mark == Mark.OPEN) - (tokens[index].mark == Mark.CLOSE)
        if depth == 0:
            return index
    return len(tokens)


def _as_text(tokens: Sequence[Token]) -> list[Token]:
    """A bracket that only names is part of the noun around it."""
    return [Token(tokens[0].start, tokens[-1].end)]


def _splits(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> bool:
    """Whether the mark at ``at`` is a separator that ends the clause."""
    mark = tokens[at].mark
    if mark & _BREAKS:
        return mark != Mark.TAB or bool(clause.kinds & Kind.FIGURE)
    if not mark & (Mark.PAUSE | Mark.AND) or not clause.tokens or at + 1 >= len(tokens):
        return False
    last, following = clause.tokens[-1], tokens[at + 1]
    if clause.states:
        if is_open(clause.tokens) or is_open_count(text, clause.tokens, tokens, at):
            return False
        grouped = last.figure is not None and following.figure is not None and _share(last.figure, following.figure)
        named = mark == Mark.AND and last.figure is None and following.figure is None
        return not (grouped or named)
    return (
        mark == Mark.PAUSE
        and bool(last.kind & Kind.STATE)
        and not following.kind & Kind.STATE
        and len(clause.tokens) > 1
    )
