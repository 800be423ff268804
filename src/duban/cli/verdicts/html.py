"""The form for reading side by side: one self-contained page, the plan's sentence beside the report's, and the verdict.

It needs no network and no JavaScript. Every light is a shape and a word as well as a colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from duban.cli import words
from duban.cli.verdicts import said
from duban.cli.writers.html import hash_of
from duban.cli.writers.page.escape import escape
from duban.errors import Finding
from duban.ledger.types import Fact, Pledge
from duban.standing.documents import Judgement
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; base-uri 'none'; \
form-action 'none'; style-src '{style_hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="duban">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{tally}。</p>
<p class="rule">{rule}</p>
<nav aria-label="本页">{contents}</nav>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def render(judgement: Judgement) -> bytes:
    """The page, UTF-8."""
    style = _style()
    first = judgement.verdicts[0] if judgement.verdicts else None
    sections = [section for section in (*_verdicts(judgement), *_rest(judgement)) if section[2]]
    page = _PAGE.format(
        style=style,
        style_hash=hash_of(style),
        title=f"承诺与结果（截至{first.as_of.isoformat()}）" if first else "承诺与结果",
        tally=escape(said.tally(judgement)),
        rule=escape(f"规则：{first.rule.name}。来源：{first.rule.source}") if first else "",
        contents="".join(f'<a href="#{anchor}">{title}</a>' for anchor, title, _ in sections),
        body="\n".join(f'<section id="{anchor}"><h2>{title}</h2>{html}</section>' for anchor, title, html in sections),
    )
    return page.encode("utf-8", "replace")


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def _verdicts(judgement: Judgement) -> Iterator[tuple[str, str, str]]:
    """Those that something answers, then those that nothing does."""
    answered = [one for one in judgement.verdicts if one.pledge.id in judgement.links]
    silent = [one for one in judgement.verdicts if one.pledge.id not in judgement.links]
    for anchor, title, members in (("verdicts", "有数的承诺", answered), ("silent", "报告里没有提到的承诺", silent)):
        yield anchor, f"{title}（{len(members)}条）", _grouped(judgement, members)


def _grouped(judgement: Judgement, members: Sequence[Verdict]) -> str:
    groups = []
    for name, own in said.grouped(judgement, members):
        cards = "\n".join(_card(judgement, one) for one in own)
        groups.append(f"<h3>{escape(name)}</h3>\n{cards}")
    return "\n".join(groups)


def _card(judgement: Judgement, one: Verdict) -> str:
    light = f'<span class="light {one.light.colour}">{one.light.shape} {escape(one.light.word)}</span>'
    # Of a table's months, the one that is judged; of a report's sentences, all.
    answers = [each for each in said.answers(judgement, one) if each[0].origin.sentence or each[0].key == one.fact]
    pairs = (("目标", said.target(one.pledge)), ("实际", said.actual(one)), ("差距", said.gap(one)))
    figures = "".join(f"<div><dt>{head}</dt><dd>{escape(words)}</dd></div>" for head, words in pairs if words)
    beside = _quote(one.pledge)
    if answers:
        heard = "".join(_heard(*answer) for answer in answers)
        report = f"<div><h5>报告</h5>{heard}</div>"
        beside = f'<div class="beside"><div><h5>承诺</h5>{beside}</div>{report}</div>'
    return (
        f"<article><h4>{light} {escape(said.subject(one.pledge))}</h4><dl>{figures}</dl>"
        f"<p>{escape(reason(one))}</p>"
        f"{beside}</article>"
    )


def _quote(one: Pledge | Fact) -> str:
    sentence = words.clean(one.origin.sentence or one.origin.quote)
    if not sentence:
        source = said.source(one) if isinstance(one, Fact) else ""
        return f'<p class="where">{escape(source or "表里的一行，没有原话。")}</p>'
    quote = words.clean(words.unwrapped(one.origin.quote))
    text = escape(sentence)
    if quote and quote in sentence:
        text = text.replace(escape(quote), f"<mark>{escape(quote)}</mark>", 1)
    where = "，".join(part for part in (words.clean(Path(one.origin.file).name), words.clean(one.origin.place)) if part)
    return f"<blockquote>{text}</blockquote>" + (f'<p class="where">{escape(where)}</p>' if where else "")


def _heard(fact: Fact, why: str, change: str) -> str:
    changed = f'<p class="change">口径有变：{escape(change)}</p>' if change else ""
    said_words = f'<p class="fact">{escape(said.fact_words(fact))}</p>'
    return f'{said_words}{_quote(fact)}{changed}<p class="where">{escape(why)}</p>'


def _rest(judgement: Judgement) -> Iterator[tuple[str, str, str]]:
    facts = judgement.unmatched_facts
    items = "".join(f"<li>{escape(said.whose(judgement, one))}{_quote(one)}</li>" for one in facts)
    yield "unmatched", f"没有对上承诺的数（{len(facts)}个）", f"<ol>{items}</ol>" if facts else ""
    told = "".join(f"<li>{escape(_told(one))}</li>" for one in judgement.findings)
    yield "findings", f"要留意的（{len(judgement.findings)}条）", f"<ul>{told}</ul>" if judgement.findings else ""


def _told(one: Finding) -> str:
    return words.clean(str(one))
