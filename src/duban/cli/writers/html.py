"""The form for reading side by side: one self-contained page, the marked text and the list of what it pledges.

It needs no network and no JavaScript: text and list lead to each other by anchors, and the browser is forbidden to load
anything. The script only adds filters and highlights.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from duban.cli import words
from duban.cli.writers.page.cards import cards
from duban.cli.writers.page.escape import escape
from duban.cli.writers.page.marks import marked_text
from duban.reading.document import Document

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; base-uri 'none'; \
form-action 'none'; style-src '{style_hash}'; script-src '{script_hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="duban">
<link rel="icon" href="data:,">
<title>{title} · 承诺对照</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#list">跳到清单</a>
<header>
<h1>{title}</h1>
<p class="sum">{summary}</p>
{legend}
</header>
<div class="panes">
<main id="text" tabindex="0" aria-labelledby="text-head">
<h2 id="text-head">原文</h2>
<div class="source">{text}</div>
</main>
<aside id="list" tabindex="0" aria-labelledby="list-head">
<h2 id="list-head">清单</h2>
{filters}
{cards}
</aside>
</div>
<script>{script}</script>
</body>
</html>
"""

_MEANINGS = (
    ("pledged ensure", "确保", "底线"),
    ("pledged plan", "预期", "目标"),
    ("pledged strive", "力争", "更高目标"),
    ("reported", "已报告", "已经做到"),
)


def render(document: Document) -> bytes:
    """The page, UTF-8."""
    style, script = _asset("page.css"), _asset("page.js")
    title = escape(words.clean(Path(document.file).name if document.file else "")) or "文本"
    page = _PAGE.format(
        style=style,
        style_hash=hash_of(style),
        script=script,
        script_hash=hash_of(script),
        title=title,
        summary=_summary(document),
        legend=_legend(document),
        filters=_filters(document),
        text=marked_text(document),
        cards=cards(document),
    )
    return page.encode("utf-8")


@cache
def _asset(name: str) -> str:
    return (Path(__file__).parent / "page" / name).read_text("utf-8")


def hash_of(text: str) -> str:
    """The digest by which the page's own style and script, and no others, are allowed to act."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _summary(document: Document) -> str:
    reported = sum(one.mood == "reported" for one in document.statements)
    line = f"承诺{len(document.statements) - reported}条，已报告{reported}条。"
    return line + "点原文里的数字到清单，点清单里的一条回原文。"


def _legend(document: Document) -> str:
    """What the underlines mean, for those that occur."""
    present = {"reported" if one.mood == "reported" else f"pledged {one.firmness}" for one in document.statements}
    items = (
        f'<li><mark class="{style}">{word}</mark> {meaning}</li>'
        for style, word, meaning in _MEANINGS
        if style in present
    )
    return f'<ul class="legend" aria-label="标记的意思">{"".join(items)}</ul>' if present else ""


def _filters(document: Document) -> str:
    """Check boxes that the script brings to life; without it they stay hidden. Only kinds that occur are offered."""
    present = {word for one in document.statements for word in (one.mood, one.kind)}
    firm = {one.firmness for one in document.statements if one.mood == "pledged"}
    groups = (
        ("承诺或报告", [(key, word) for key, word in words.MOODS.items() if key in present]),
        ("程度", [(key, word) for key, word in words.FIRMNESS.items() if key in firm]),
        ("类别", [(key, word) for key, word in words.KINDS.items() if key in present]),
    )
    boxes = "".join(
        f"<fieldset><legend>{legend}</legend>"
        + "".join(f'<label><input type="checkbox" name="{key}" checked> {word}</label>' for key, word in choices)
        + "</fieldset>"
        for legend, choices in groups
        if len(choices) > 1
    )
    return f'<form class="filters" hidden>{boxes}<p role="status"></p></form>' if boxes else ""
