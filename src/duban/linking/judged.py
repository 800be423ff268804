"""What a sentence says beside the thing that it counts: that it is done or not, and for whom it is done."""

from __future__ import annotations

import re

# 学位超额完成，达到2100个: words that judge, not a part of the name.
_DONE = re.compile(r"(?P<name>.{2,}?)(?:任务|目标)?(?:已)?(?:超额|全部|基本|提前|如期|按期)完成\Z")
# 送戏进万村已送230场: a verb between the name and its figure.
_VERB = re.compile(r"(?P<name>.{2,}?)已[^\W\d]{1,2}\Z")
# 供水管网未完成，仅铺设21公里; 改造任务未完成9个 counts what is left.
_NOT_DONE = re.compile(r"(?P<name>.{2,}?)(?:任务|目标)?(?:尚未|没有|未能|未)(?:全部|全面|按期)?完成\Z")
_FOR = re.compile(r"(?:为|向|给)(?P<whom>[^，。；、\d为向给]{2,12}?)(?:免费)?(?:提供|开展|实施|发放|赠送)")


def without_the_judgement(subject: str, quote: str) -> str:
    """A reported subject without what its sentence says of the target before the figure comes.

    未完成 is left where its own clause has the figure: that counts what is not done.
    """
    for form in (_NOT_DONE, _DONE, _VERB):
        found = form.fullmatch(subject)
        if found and (form is not _NOT_DONE or subject[len(found["name"]) :] not in quote):
            return found["name"]
    return subject


def served(subject: str, quote: str) -> str:
    """A service's name with those whom it is for, where the sentence names them before the verb."""
    found = _FOR.search(quote)
    return f"{found['whom']}{subject}" if found and found["whom"] not in subject else subject
