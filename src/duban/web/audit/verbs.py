"""Every verb of the log in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VERBS = {
    "load.pack": _("装入城市包"),
    "load.book": _("装入任务书"),
    "load.facts": _("装入数"),
    "load.accounts": _("装入账号"),
    "books.upload": _("上传文件"),
    "books.read": _("读出条文"),
    "books.accept": _("采用条文"),
    "books.accept_sure": _("采用没有疑问的条文"),
    "books.reject": _("不要条文"),
    "books.reopen": _("重新看"),
    "books.mend": _("修改条文"),
    "books.split_clause": _("拆成两条"),
    "books.merge_clause": _("并成一条"),
    "books.add": _("添加条文"),
    "books.head": _("修改书名和单位"),
    "books.sign": _("签发"),
    "books.amend": _("签发后修改"),
    "books.adjust": _("年中调整目标"),
    "books.split": _("分解"),
    "books.circulate": _("发出征求意见"),
    "books.close_circulation": _("结束征求意见"),
    "books.comment": _("提意见"),
    "books.answer": _("答复意见"),
    "org.rename": _("单位更名"),
    "org.merge": _("单位合并"),
    "org.hand_over": _("分工调整"),
    "access.create": _("建账号"),
    "access.close": _("停用账号"),
    "access.open": _("启用账号"),
    "access.password": _("重设密码"),
    "access.grant": _("任职"),
    "access.withdraw": _("免职"),
    "access.sign_in": _("登录"),
    "access.failed": _("登录失败"),
}

KINDS = {"book": _("任务书"), "clause": _("条文"), "body": _("单位"), "post": _("职务"), "account": _("账号")}

DETAILS = {
    "bodies": _("单位（个）"),
    "comments": _("意见（条）"),
    "due": _("截止日期"),
    "shares": _("分工（条）"),
    "added": _("新增"),
    "amended": _("更新"),
    "books": _("书"),
    "clauses": _("条文"),
    "document": _("文件"),
    "fields": _("改动"),
    "file": _("文件摘要"),
    "from": _("来自"),
    "into": _("分成"),
    "month": _("月份"),
    "reason": _("理由"),
    "signed": _("签发日期"),
    "sort": _("作为"),
}
