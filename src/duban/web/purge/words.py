"""What purges are called."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

WHYS: Final = {"leak": _("泄密、泄露个人信息"), "retention": _("保存期满"), "order": _("法院、上级要求")}
STATES: Final = {"proposed": _("等另一位管理员确认"), "done": _("已清除"), "withdrawn": _("撤回了")}
KINDS: Final = {"text": _("一段文字"), "file": _("一个文件"), "entry": _("日志里一条写的话")}
