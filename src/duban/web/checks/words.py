"""What conclusions, groups and rules are called."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

CONCLUSIONS: Final = {"held": _("属实"), "corrected": _("更正"), "scaled": _("按规则折算")}
GROUPS: Final = {"none": _("一起抽"), "body": _("每个单位各抽"), "indicator": _("每个指标各抽")}
RULES: Final = {"correct": _("不实的，只更正查到的那几个"), "scale": _("不实的，整组按属实的比例折算")}
