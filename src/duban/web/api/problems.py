"""What is refused, as one shape with a status: whose token, which permission, which cell, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from duban.errors import DubanError
from duban.web.access.policy import RefusedError
from duban.web.access.web import View
from duban.web.api.paging import CursorError
from duban.web.api.shapes.base import Problem
from duban.web.api.tokens import TokenError
from duban.web.api.unchanged import Unchanged

_STATUS: Final[Mapping[type[DubanError], int]] = {
    TokenError: 401,
    RefusedError: 403,
    CursorError: 400,
    # What fits the contract and not the state of things: a month that is closed, a cell that is not there, a clash.
    DubanError: 409,
}
_log = logging.getLogger(__name__)


def answers(shape: Any, *more: int) -> dict[int, Any]:
    """The answers of an operation: the shape, and the refusals that any may meet besides ``more``."""
    return {200: shape} | dict.fromkeys((400, 401, 403, 404, *more), Problem) | {422: Problem}


def kept_answers(shape: Any) -> dict[int, Any]:
    """The same for what may be unchanged since it was last asked."""
    return answers(shape) | {304: None}


def problem(status: int, code: str, message: str, *, where: str = "", do: str = "") -> HttpResponse:
    """A refusal in its one shape."""
    told = {"code": code, "message": message, "where": where, "do": do}
    answer = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def missing(request: HttpRequest, path: str = "") -> HttpResponse:
    """Any address under /api/ that is not there."""
    return problem(404, "missing", _("没有这个接口"), where=request.path, do=_("请看 /api/docs/"))


# What may stand where something does not fit, by pydantic's name for what is wrong.
_FITS: Final[Mapping[str, object]] = {
    "missing": gettext_lazy("缺这一项"),
    "less_than_equal": gettext_lazy("不能大于%(le)s"),
    "greater_than_equal": gettext_lazy("不能小于%(ge)s"),
    "string_too_long": gettext_lazy("最多%(max_length)s个字"),
    "string_too_short": gettext_lazy("至少%(min_length)s个字"),
    "int_parsing": gettext_lazy("请写整数"),
    "bool_parsing": gettext_lazy("请写 true 或 false"),
}


def not_there() -> HttpResponse:
    """Nothing under this key, or nothing that whoever asks may see."""
    return problem(404, "missing", _("没有这一项，或者您不能看"), do=_("请核对编号"))


def exactly(view: View, names: frozenset[str]) -> View:
    """The same operation; a method or a word that it does not know is refused in the one shape.

    A misspelt filter would else be answered with everything.
    """

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for name in request.GET.keys() - names:
            do = _("可以写：") + _("、").join(sorted(names)) if names else ""
            return problem(422, "invalid", _("没有这个参数"), where=name, do=do)
        found = view(request, *args, **kwargs)
        if not isinstance(found, HttpResponseNotAllowed):
            return found
        answer = problem(405, "method", _("这个接口不能用 %(method)s") % {"method": request.method}, do=found["Allow"])
        answer["Allow"] = found["Allow"]
        return answer

    return told


def listen(api: NinjaAPI) -> None:
    """Have everything that goes wrong in an operation told in the one shape."""
    api.add_exception_handler(DubanError, _refused)
    api.add_exception_handler(Http404, lambda request, error: not_there())
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _no_token)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(Unchanged, _unchanged)
    api.add_exception_handler(Exception, _broken)


def _refused(request: HttpRequest, error: DubanError | type[DubanError]) -> HttpResponse:
    assert isinstance(error, DubanError)
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    return problem(status, error.code, error.what, where=error.where, do=error.do)


def _invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """The first of what does not fit the shape: which part, and what may stand there."""
    found = error.errors[0] if isinstance(error, ValidationError) and error.errors else {}
    where = ".".join(str(one) for one in found.get("loc", ())[1:])
    return problem(422, "invalid", _("请求里有一处不合格式"), where=where, do=_fits(found))


def _fits(found: Mapping[str, Any]) -> str:
    """What may stand there, in the reader's language where it is one of the common bounds."""
    given: Mapping[str, object] = found.get("ctx", {})
    if words := _FITS.get(found.get("type", "")):
        told: str = str(words) % given
        return told
    return str(given.get("expected") or given.get("pattern") or found.get("msg", ""))


def _unchanged(request: HttpRequest, error: Unchanged | type[Unchanged]) -> HttpResponse:
    assert isinstance(error, Unchanged)
    return error.answer()


def _no_token(request: HttpRequest, error: Any) -> HttpResponse:
    do = _("请在网页右上角的“接口令牌”里建一个，写在 Authorization: Bearer 后面")
    return problem(401, "token", _("没有带令牌"), do=do)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "invalid", _("请求的内容读不出来"), do=_("请写合格的 JSON，用 UTF-8"))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    _log.exception("an operation failed", exc_info=error)
    return problem(500, "broken", _("督办自己出了错"), do=_("请过一会儿再试；还不行，请告诉系统管理员"))
