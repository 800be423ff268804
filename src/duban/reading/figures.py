"""The pattern that finds every number in a text with its unit and its comparators, built from the lexicon.

One expression with a single character class in front, so that ``finditer`` runs over ordinary text at C speed; which
alternative matched is told by an empty group at its end (``match.lastindex``). Two of the kind are built: the strict
one for documents leaves out dates, codes, section heads and set phrases; the liberal one finds every number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, get_args

from duban.errors import DeclarationError
from duban.reading.document import Comparator
from duban.reading.numbers import DIGITS
from duban.reading.trie import WIDE, longest

Form = Literal["number", "percent", "points", "rank", "ordinal", "multiple", "fraction", "set"]

UNIT_KEYS = {"form", "words", "measure", "canonical", "not_before"}
FIGURE_KEYS = {
    "friends",
    "phrases",
    "numbers",
    "sets",
    "set_friends",
    "zero",
    "before",
    "before_friends",
    "before_behind",
    "after",
}
HAN = "\u4e00-\u9fff"

DIGIT = "".join(DIGITS)
_DECIMAL = DIGIT.replace("两", "").replace("俩", "")
_SCALE = "(?:[十万亿拾仟]|[百佰](?!分[点之比率])|千(?![瓦克米卡伏帕赫焦])|兆(?![瓦赫帕伏字]))"
_CHINESE_CHAR = (
    f"(?:[{DIGIT}十万亿拾仟廿卅]|半(?=百)|[百佰](?!分[点之比率])|千(?![瓦克米卡伏帕赫焦])|兆(?![瓦赫帕伏字]))"
)
_CHINESE = (
    f"(?:(?<![以之迈跃跨站登])(?:上|(?<![系指总次])数|几)(?=[十百千万亿]))?{_CHINESE_CHAR}"
    f"(?:{_CHINESE_CHAR}|[余多来几数](?=[十百千万亿])|零几)*+(?:点[{_DECIMAL}]++)?"
)
_WHOLE = r"(?:\d{1,3}+(?:,\d{3})++(?!\d)|\d++)"
_ARABIC = rf"(?:(?<!\d\.){_WHOLE}\.\d++(?!\.\d)|{_WHOLE}|(?<![\d.])\.\d++)"
_SCALES = f"(?:[余多几]?{_SCALE})++"
_MIXED = rf"{_ARABIC}(?:{_SCALES}(?:零?(?:{_ARABIC}|[{DIGIT}]){_SCALES})*+(?:\d{{3,4}}(?![\d.%]))?+)?+"
_POWER = r"\d{1,20}+(?:\.\d{1,20}+)?(?:\^(?:--|[+-])?\d{1,3}|[eE][+-]?\d{1,3})(?![\dA-Za-z])"
_SHORT = rf"{_ARABIC} ?[kKM](?![A-Za-z/²])|\d \d(?=折)"
_MANY = (
    "(?<![一二三四五六七八九])多(?!元化|样|种|维|功能|边|云|式联运|发|层次|媒体|语|个月|个小时|国)"  # 三多里 is a place
)
_ROUGH = f"(?:余|几|{_MANY}|来(?=[个年天人户家里亩次名倍岁]))?+"
_SIGN = r"(?:(?<![0-9A-Za-z%)）\-.])-|(?<![税债担肩欠自抱胜减])负)"
_TO = "[-—–~～至到]|——"
_ANY = f"(?:\\d++(?:\\.\\d++)?|[{DIGIT}十百千万亿兆拾佰仟廿卅]++)"
_YEAR = "(?:(?:19|20)\\d\\d|[一二][〇零○一二三四五六七八九]{3})"
_ONE_OR_TWO = "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})"
_FEW = "(?:\\d{1,3}(?![\\d.%])|[一二三四五六七八九十百]{1,4})"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a measure word stands for: its canonical form, the kind of number, whether a bare 亿 may precede it."""

    name: str
    form: Form
    measure: bool


class SetWord(NamedTuple):
    """A word that stands for a number: 两位数 is at least 10 %; ``behind`` is what must stand before it."""

    value: int
    unit: str
    sign: Comparator
    behind: str


class Before(NamedTuple):
    """A comparator that stands before a number, and the longer words that end in it and compare nothing (节约).

    ``behind``: the characters of which one has to stand before it, if it is so narrow (产值|过).
    """

    word: str
    sign: Comparator
    friends: tuple[str, ...]
    behind: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The lexicon of figures, and the two patterns made of it; ``before`` by last character, the longest first."""

    units: Mapping[str, Unit]
    collective: Mapping[str, int]
    sets: Mapping[str, SetWord]
    before: Mapping[str, tuple[Before, ...]]
    after: Mapping[str, Comparator]
    unit: re.Pattern[str]
    strict: re.Pattern[str]


def _load(name: str, known: set[str]) -> dict[str, Any]:
    raw: dict[str, Any] = tomllib.loads((files("duban.reading.lexicon") / name).read_text(encoding="utf-8"))
    if unknown := set(raw) - known:
        raise DeclarationError(
            f"不认识的键 {'、'.join(sorted(unknown))}", where=name, do=f"可用的键：{'、'.join(sorted(known))}"
        )
    return raw


def _guarded(words: Mapping[str, Iterable[str]]) -> str:
    """The longest of ``words`` that none of its own false continuations follows; grouped by first character."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        stops = list(words[word])
        guard = f"(?!{'|'.join(map(re.escape, stops))})" if stops else ""
        by_first.setdefault(word[0], []).append(re.escape(word[1:]) + guard)
    return _choose(sorted((first, f"(?:{'|'.join(rests)})") for first, rests in by_first.items()))


def _choose(branches: list[tuple[str, str]]) -> str:
    if len(branches) <= WIDE:
        return "(?:" + "|".join(re.escape(char) + rest for char, rest in branches) + ")"
    middle = len(branches) // 2
    left = "".join(re.escape(char) for char, _ in branches[:middle])
    return f"(?:(?=[{left}]){_choose(branches[:middle])}|{_choose(branches[middle:])})"


def _friends(words: Iterable[str]) -> str:
    """Words with a numeral in them, to be met at that numeral: 统一 is 一 with 统 before it."""
    heads = set(_numeral_heads())
    by_char: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        at = next((at for at, char in enumerate(word) if char in heads or char.isdecimal()), None)
        if at is None:
            raise DeclarationError(f"“{word}”里没有数字", where="figures.toml", do="假朋友要含有数字")
        lead = f"(?<={re.escape(word[:at])})" if at else ""
        by_char.setdefault(word[at], []).append(
            lead + re.escape(word[at + 1 :])
            if not at
            else "(?<=" + re.escape(word[: at + 1]) + ")" + re.escape(word[at + 1 :])
        )
    return _choose(sorted((char, f"(?:{'|'.join(rests)})") for char, rests in by_char.items()))


def _numeral_heads() -> str:
    return DIGIT + "十百千万亿兆拾佰仟廿卅半几数上第"


def _dates() -> str:
    day = f"{_ONE_OR_TWO}日|\\d{{1,2}}号"
    signs = "年月日号季:：./、至到—–~～-"  # one of them stands in every date, behind at most four characters
    dates = (
        f"{_YEAR}年?(?:{_TO}|、){_YEAR}年",
        f"{_YEAR}年(?:度|{_ONE_OR_TWO}月(?:{day})?)?",
        f"{_YEAR}[-./]\\d{{1,2}}[-./]\\d{{1,2}}",
        f"{_ONE_OR_TWO}(?:月份?)?(?:{_TO}|、){_ONE_OR_TWO}月份?(?:{day})?",
        f"{_ONE_OR_TWO}月(?!饼|季|亮|球|台|嫂|子)(?:份|{day})?(?:(?:{_TO})(?:{day}))?",
        f"(?:{_ONE_OR_TWO}日?(?:{_TO}|、))?(?:{day})(?!常|益|均|元|线|楼|院)",
        "[第前后上]?[一二三四两1-4](?:[、至到-][一二三四1-4])?个?季度",
        "\\d{1,2}[:：]\\d\\d(?![\\d.])",
    )
    return f"(?=[^{signs}]{{1,4}}+[{signs}])(?:{'|'.join(dates)})"


def _codes() -> str:
    at_head = "|".join(
        (
            r"(?:\A|(?<=\n))\d{1,2}(?:、|[．.](?!\d))",
            r"(?:\A|(?<=\n))[一二三四五六七八九十]{1,3}、",
            r"(?<=[（(])(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?=[)）])",
        )
    )
    of_digits = "|".join(
        (
            r"\d++(?:\+(?:\d++|[A-Za-z]))++",
            r"\d++(?:\.\d++)?(?:[:：∶︰]\d++(?:\.\d++)?){2,}",
            r"\d++(?:\.\d++)?[:：∶︰](?!1(?:00)?(?![\d.]))\d++(?:\.\d++)?(?![\d.万亿])",
            r"\d++(?:\.\d++){2,}",
            r"\d{1,2}[至—–~～-]\d{1,2}(?=号楼|单元|标段|[栋幢])",
            r"\d{1,2}[时点](?=以?[前后]|起|[至到—–-]\d)",
            r"(?<=[A-Za-z])\d[\d.\-/]*+(?![万亿%个\d])[A-Za-z]*",
            r"\d++(?:[GADXV](?![A-Za-z])|-[A-Za-z])",
        )
    )
    signs = r"+:：∶︰.至—–~～\-时点GADXV"  # one of them stands behind the first digits, or a letter before them
    return rf"{at_head}|(?=\d)(?:(?<=[A-Za-z])|(?=\d++[{signs}]))(?:{of_digits})"


def _template(figures: Mapping[str, Any], units: str, liberal: bool) -> str:
    """The whole pattern. Group numbers are the constants below it."""
    words = {key: figures[key]["words"] for key in ("friends", "phrases", "numbers", "set_friends", "before_friends")}
    friends = words["friends"] if liberal else [*words["friends"], *words["phrases"]]
    sets: dict[str, Any] = figures["sets"]
    zero: dict[str, list[str]] = figures["zero"]
    after = longest(word for group in figures["after"].values() for word in group)
    lead = (
        "".join(sorted({word[0] for word in sets}))
        + _numeral_heads()
        + "0-9前首负保争冲"
        + r"\-"
        + (".h" if liberal else "")
    )
    no_number = "".join(sorted({word[0] for word in sets} - set(_numeral_heads()))) + "前首第保争冲"  # begin none
    skip = f"(?!{longest(words['numbers'])}){_friends(friends)}"
    skip += r"|https?://[!-~]+" if liberal else f"|{_codes()}|{_dates()}"
    rank = (
        f"(?=[前第首保争冲])(?:"
        f"(?<![目之以提空当先超史从])前({_FEW})(?:位|名|列|强|甲|(?!{_SCALE}|[年月日天个次半期述,，.、度]|季度)())"
        f"|第({_CHINESE}|\\d{{1,9}}(?:\\.\\d+)?)(位|名(?!额))?"
        "|(首位)(?!攻坚|责任|度|产业|担当|战略)|保([一二三四五六七八九十]|\\d{1,3})(?=[争冲])"
        "|(?<=[一二三四五六七八九十\\d])[争冲]([一二三四五六七八九十]|\\d{1,3})"
        ")"
    )
    zeros = f"零(?={longest(zero['before'])})|(?<=[{''.join(zero['after'])}])零(?![{HAN}])"
    slash = r"(?<![\d/.])(?:(\d{1,4}+) )?(\d{1,6}+)/(\d{1,6})(?![\d/万])"
    spoken = f"(?={_ANY}(?:又|分之))(?:({_ANY})又)?(?![百千万佰仟]分之)({_ANY})分之(负?(?:{_CHINESE}|{_MIXED}))"
    fraction = f"(?=[负\\-]?[\\d.{DIGIT}十百千万亿兆拾佰仟廿卅]++[又分/ ])({_SIGN})?(?:{spoken}|{slash})"
    number = f"(?:{_POWER}|{_SHORT}|{_MIXED}|{_CHINESE}|半){_ROUGH}" if liberal else f"(?:{_MIXED}|{_CHINESE}){_ROUGH}"
    half = "半(?![径年数导岛月])|(?<=个)半月(?![板刊谈形湾])"
    tail = f"({half}|多(?![{HAN}])|(?<=成)[{_DECIMAL}半](?!{_CHINESE_CHAR}|[个家项名人户]))?"
    return (
        f"(?=[{lead}])(?:"
        f"(?!{longest(words['set_friends'])})({longest(sets)})({after})?()"
        f"|(?:{skip})()"
        f"|(?:{rank})()"
        f"|(?![{no_number}])(?:({_ARABIC})[:：∶]1(?:00)?(?![\\d.:：∶万亿])()"
        f"|({zeros})()"
        f"|(?:{fraction})({after})?()"
        f"|({_SIGN})?([百千万佰仟]分之)?({number})({units})?{tail}"
        f"(?:(?:{_TO})([百千万佰仟]分之)?({number})({units})?)?({after})?()"
        "))"
    )


@cache
def _units() -> tuple[dict[str, Unit], str, dict[str, int]]:
    """The measure words, the pattern that finds the longest of them, and what a collective one counts."""
    raw = _load("units.toml", {"group", "collective"})
    table: dict[str, Unit] = {}
    guards: dict[str, list[str]] = {}
    groups: list[dict[str, Any]] = raw["group"]
    for group in groups:
        if unknown := set(group) - UNIT_KEYS:
            raise DeclarationError(
                f"不认识的键 {'、'.join(sorted(unknown))}",
                where="units.toml",
                do=f"可用的键：{'、'.join(sorted(UNIT_KEYS))}",
            )
        for word in group["words"]:
            table[word] = Unit(
                group.get("canonical", {}).get(word, word), _form(group["form"]), group.get("measure", False)
            )
            guards.setdefault(word, []).extend(group.get("not_before", {}).get(word, "").split())
    return table, _guarded(guards), raw["collective"]


def _form(written: str) -> Form:
    for form in get_args(Form):
        if form == written:
            known: Form = form
            return known
    raise DeclarationError(f"不认识的数的种类“{written}”", where="units.toml", do=f"可用：{'、'.join(get_args(Form))}")


@cache
def figures() -> Figures:
    """The lexicon with its patterns, built once."""
    known = _load("figures.toml", FIGURE_KEYS)
    table, units, collective = _units()
    return Figures(
        units=table,
        collective=collective,
        sets={
            word: SetWord(entry["value"], entry["unit"], _sign(entry["comparator"]), entry.get("behind", ""))
            for word, entry in known["sets"].items()
        },
        before=_befores(_signs(known["before"]), known["before_friends"]["words"], known["before_behind"]),
        after=_signs(known["after"]),
        unit=re.compile(units),
        strict=re.compile(_template(known, units, liberal=False)),
    )


def _sign(written: str) -> Comparator:
    for sign in get_args(Comparator):
        if sign == written:
            known: Comparator = sign
            return known
    raise DeclarationError(f"不认识的比较词类别“{written}”", where="figures.toml", do="可用：>=、>、<=、<、~、=")


def _signs(groups: Mapping[str, list[str]]) -> dict[str, Comparator]:
    return {word: _sign(written) for written, words in groups.items() for word in words}


def _befores(
    signs: Mapping[str, Comparator], friends: Iterable[str], behind: Mapping[str, str]
) -> dict[str, tuple[Before, ...]]:
    by_end: dict[str, tuple[Before, ...]] = {}
    for word in sorted(signs, key=len, reverse=True):
        own = tuple(friend for friend in friends if friend.endswith(word) and friend != word)
        by_end[word[-1]] = (*by_end.get(word[-1], ()), Before(word, signs[word], own, behind.get(word, "")))
    return by_end


@cache
def liberal() -> re.Pattern[str]:
    """The pattern for every number of a text, dates and set phrases too; built when first asked for."""
    known = _load("figures.toml", FIGURE_KEYS)
    return re.compile(_template(known, _units()[1], liberal=True))
