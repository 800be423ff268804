"""What a sentence says beside the thing that it counts: that it is done or not, and for whom it is done."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from duban.linking.words import one_of, table

# 学位超额完成，达到2100个: words that judge, not a part of the name.
_DONE = re.compile(r"(?P<name>.{2,}?)(?:任务|目标)?(?:已)?(?:超额|全部|基本|提前|如期|按期)完成\Z")
# 送戏进万村已送230场: a verb between the name and its figure.
_VERB = re.compile(r"(?P<name>.{2,}?)已[^\W\d]{1,2}\Z")
# 供水管网未完成，仅铺设21公里; 改造任务未完成9个 counts what is left.
_NOT_DONE = re.compile(r"(?P<name>.{2,}?)(?:任务|目标)?(?:尚未|没有|未能|未)(?:全部|全面|按期)?完成\Z")
_SHOULD = re.compile(r"(?<=[\u4e00-\u9fff])应(?=占|达|完成)")  # 研发支出应占比重
_COUNT = r"\d[\d.,]*[十百千万]*[余多]?[户名人个对位]"
_FOR = re.compile(r"(?:为|向|给)(?P<whom>[^，。；、\d为向给]{2,12}?)(?:免费)?(?:提供|开展|实施|发放|赠送)")


def without_the_judgement(subject: str, quote: str) -> str:
    """A reported subject without what its sentence says of the target before the figure comes.

    未完成 is left where its own clause has the figure: that counts what is not done.
    """
    subject = _SHOULD.sub("", subject.rpartition("——")[2]) or subject
    for form in (_NOT_DONE, _DONE, _VERB):
        found = form.fullmatch(subject)
        if found and (form is not _NOT_DONE or subject[len(found["name"]) :] not in quote):
            return found["name"]
    return subject


def served(subject: str, quote: str) -> str:
    """A service's name with those whom it is for, where the sentence names them before the verb."""
    found = _FOR.search(quote)
    return f"{found['whom']}{subject}" if found and found["whom"] not in subject else subject


@lru_cache(maxsize=1 << 14)
def names_of_the_deed(quote: str) -> tuple[str, ...]:
    """What is done for people who are counted, with those whom it is for and without them; empty where none are.

    为900户困难家庭安装报警器 counts as 困难家庭安装报警器 and as 报警器: the one who reports may count either.
    """
    found = _counted_for().search(quote)
    if found is None:
        return ()
    whom, verb, deed = found["whom"], found["verb"], found["deed"]
    return tuple(dict.fromkeys((deed, f"{whom}{deed}", f"{whom}{verb}{deed}", f"{deed}{verb}", f"{whom}{deed}{verb}")))


def other_deeds(one: str, two: str) -> bool:
    """Whether two quotes tell of people for whom quite other things are done: no two characters in a row are shared."""
    first, second = names_of_the_deed(one)[:1], names_of_the_deed(two)[:1]
    return bool(first and second) and not any(a + b in second[0] for a, b in pairwise(first[0]))


@cache
def _counted_for() -> re.Pattern[str]:
    verbs = one_of(table("names")["served"]["verbs"]).pattern
    return re.compile(
        rf"(?:为|给|向|对|帮助)[^，。；、\d为向给]{{0,8}}?{_COUNT}(?P<whom>(?:\d+周?岁以?[上下])?[^，。；\d]{{2,20}}?)"
        rf"(?:免费)?(?P<verb>{verbs})(?:了|好)?(?:免费)?(?P<deed>[^，。；、\d（]{{2,20}})"
    )
