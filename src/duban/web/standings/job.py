"""The job that recomputes the standings after what changes pledges or facts; once for all that asked meanwhile."""

from __future__ import annotations

from typing import Final

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from duban.web.log.after import follow
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute

# The verbs after which a verdict may be another; loads recompute by themselves.
MOVES: Final = frozenset(
    {
        "books.sign",
        "books.amend",
        "books.adjust",
        "org.merge",
        "facts.signed",
        "facts.release",
        "checks.correct",
        "checks.scale",
        "points.recognise",
        "points.enter",
        "points.take_back",
        "points.change",
        "purge.confirm",
    }
)


@task()
def restated() -> int:
    """Recompute all verdicts."""
    return recompute()


def is_under_way() -> bool:
    """Whether what stands is being judged anew, or soon will be."""
    open_ = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    found: bool = DBTaskResult.objects.filter(task_path=restated.module_path, status__in=open_).exists()
    return found


def warm_up() -> None:
    """Have all judged once more: what its process then keeps makes the first change judged as fast as any later."""
    if PledgeVerdict.objects.exists():
        _ask()


def _ask() -> None:
    """Ask for the standings anew, unless somebody asked already and it has not begun."""
    waiting = DBTaskResult.objects.filter(task_path=restated.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        restated.enqueue()


def restate(verb: str) -> None:
    """Ask for the standings anew where a verb moves them."""
    if verb in MOVES:
        _ask()


def listen() -> None:
    """Follow the log from now on."""
    follow(restate)
