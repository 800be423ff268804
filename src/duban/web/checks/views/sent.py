"""What is sent in a spot check: the draw, an answer, a conclusion, the scaling."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.sheets.figures import figure
from duban.standing.spot.sample import Draw
from duban.standing.spot.sheet import shown_unit
from duban.web.access.policy import RefusedError, Target, require
from duban.web.access.web import actor, said
from duban.web.checks.actions.answer import answer
from duban.web.checks.actions.conclude import conclude
from duban.web.checks.actions.draw import draw
from duban.web.checks.actions.scale import scale
from duban.web.checks.models import CheckItem
from duban.web.checks.views.pages import check_of, item_of
from duban.web.checks.words import CONCLUSIONS
from duban.web.declared.pack import declarations
from duban.web.facts.cells import Measure, value
from duban.web.facts.convert import as_fact
from duban.web.facts.models import Fact
from duban.web.files.pieces import PROOFS, pieces


@require_POST
def draw_now(request: HttpRequest) -> HttpResponse:
    """Draw a sample."""
    posted = request.POST
    require(actor(request), "checks.draw")
    try:
        wanted = _draw(posted.get("seed", ""), posted.get("much", ""), posted.get("group", "none"))
        check = draw(actor(request), wanted, due=_day(posted.get("due", "")), ask=posted.get("ask", ""))
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
        return redirect("checks")
    told = {"population": check.population, "drawn": check.drawn}
    messages.success(request, _("从%(population)d个数里抽到%(drawn)d个，已经请有关单位说明。") % told)
    return redirect("check", key=check.key)


@require_POST
def answer_item(request: HttpRequest, key: str, place: int) -> HttpResponse:
    """The body's words and files."""
    check, item = item_of(key, place)
    require(actor(request), "checks.answer", Target(org_unit=item.asked))
    uploads = request.FILES.getlist("file")
    try:
        if uploads:
            with pieces(uploads, PROOFS) as found:
                answer(actor(request), item, request.POST.get("words", ""), found)
        else:
            answer(actor(request), item, request.POST.get("words", ""))
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("交上去了，等督查办的结论。"))
    return _back(check.key, place)


@require_POST
def conclude_item(request: HttpRequest, key: str, place: int) -> HttpResponse:
    """The office's conclusion."""
    check, item = item_of(key, place)
    require(actor(request), "checks.conclude")
    posted = request.POST
    what = posted.get("conclusion", "")
    try:
        verified = _verified(item, posted.get("value", "")) if what == "corrected" else None
        conclude(actor(request), check, item, what, reason=posted.get("reason", ""), value=verified)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("第%(place)d号：%(what)s。") % {"place": place, "what": CONCLUSIONS[what]})
    return _back(check.key, place)


@require_POST
def scale_check(request: HttpRequest, key: str) -> HttpResponse:
    """Scale the groups as the rule says."""
    require(actor(request), "checks.conclude")
    check = check_of(key)
    items = list(CheckItem.objects.current().filter(check_key=key))
    try:
        count = scale(actor(request), check, items)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("折算了%(count)d个数，原来的都留着。") % {"count": count})
    return redirect("check", key=key)


def _draw(seed: str, much: str, group: str) -> Draw:
    """What the form asks: 10% of the figures, or so many. Raises InputError."""
    told = figure(much)
    group = group if group in {"none", "body", "indicator"} else "none"
    if told is not None and not told.comparator:
        if told.unit == "%" and 0 < told.value <= 100:
            return Draw(seed.strip(), share=Fraction(told.value) / 100, group=group)  # type: ignore[arg-type]
        if told.unit in {"", "个"} and told.value.denominator == 1 and told.value >= 1:
            return Draw(seed.strip(), number=int(told.value), group=group)  # type: ignore[arg-type]
    raise InputError(_("“%(much)s”看不懂") % {"much": much}, where=_("抽多少"), do=_("请写比例或个数，例如 10% 或 20"))


def _verified(item: CheckItem, typed: str) -> Fraction | None:
    fact: Fact = Fact.objects.get(pk=item.version)
    return value(typed, Measure(shown_unit(as_fact(fact), declarations()), fact.unit))


def _back(key: str, place: int) -> HttpResponse:
    answer = redirect("check", key=key)
    answer["Location"] += f"#item-{place}"
    return answer


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        return None
