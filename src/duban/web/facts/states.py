"""The states of a milestone as things go, and how else offices say them: in a table that they send, or pasted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

# In the order in which things go.
STATES: Final = ("在谈", "前期", "筹备", "签约", "启动", "创建", "开工", "在建", "完工", "投用", "完成")
ALSO: Final[Mapping[str, str]] = {
    **dict.fromkeys(("竣工", "建成", "验收", "竣工验收", "完成建设"), "完工"),
    **dict.fromkeys(("投产", "启用", "投入使用", "交付使用", "通车"), "投用"),
    **dict.fromkeys(("建设中", "施工", "施工中", "建设", "在建中"), "在建"),
    **dict.fromkeys(("前期工作", "前期准备", "前期推进"), "前期"),
    **dict.fromkeys(("洽谈", "洽谈中"), "在谈"),
}
# 已开工, 正在签约, 完工阶段. The page's own script reads it as well.
HOW_FAR: Final = "^(?:已经?|正在|目前)|(?:阶段|了)$"
_HOW_FAR: Final = re.compile(HOW_FAR)


def state_meant(text: str, choices: Collection[str]) -> str | None:
    """Which of the ``choices`` somebody said; None where it is none of them."""
    if text in choices:
        return text
    bare = _HOW_FAR.sub("", text)
    meant = ALSO.get(bare, bare)
    return meant if meant in choices else None
