"""The interface as a whole: its operations, what OpenAPI says of it, and how its answers are written."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.operation import Operation

from duban.web.api.problems import listen
from duban.web.api.routes import assessment, books, facts, log, months, org, others, tables
from duban.web.api.unchanged import marked

TITLE = "督办"
VERSION = "1"
ABOUT = (
    "督办的接口：和网页一样的内容、一样的权限、一样的办理。带上自己的令牌（Authorization: Bearer duban_…）。"
    "数一律是基本单位的精确小数，写成文字；没有报送的是 null，不是 0。"
)


class Office(NinjaAPI):
    """The operations; an answer that depends only on the log carries its tag."""

    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """As ninja writes it."""
        answer = super().create_response(request, data, **more)
        tag = getattr(request, "tag", None)
        if tag and answer.status_code == 200:
            return marked(answer, tag)
        answer["Cache-Control"] = "no-store"
        return answer

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of its address, which a generated client calls it by."""
        return str(operation.url_name).removeprefix("api_")


api = Office(title=TITLE, version=VERSION, description=ABOUT, docs_url=None, openapi_url=None, urls_namespace="api")
for _routes in (org, books, facts, months, tables, assessment, others, log):
    api.add_router("", _routes.router)
listen(api)


@cache
def schema() -> dict[str, Any]:
    """What OpenAPI says of it."""
    return dict(api.get_openapi_schema(path_prefix="api/"))


@cache
def asked_names() -> dict[str, frozenset[str]]:
    """What each operation may be asked, by the name of its address."""
    return {
        f"api_{told['operationId']}": frozenset(one["name"] for one in told["parameters"] if one["in"] == "query")
        for methods in schema()["paths"].values()
        for told in methods.values()
    }
