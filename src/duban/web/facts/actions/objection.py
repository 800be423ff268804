"""A body objects to a figure that a provider handed in for it, and is answered."""

from __future__ import annotations

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.facts.models import Fact, Objection
from duban.web.files.marks import no_secret_words
from duban.web.log.writing import About, replacing, writing


def object_to(actor: Actor, fact: Fact, text: str) -> Objection:
    """Say what is wrong with a figure of one's own body. Raises InputError without words."""
    require(actor, "facts.object", Target(org_unit=fact.org_unit))
    if not text.strip():
        raise InputError("没有写异议", do="请写清哪里不对、依据是什么")
    no_secret_words(text)
    key = f"{fact.pk}.{fact.org_unit}"
    before: Objection | None = Objection.objects.current().filter(key=key).first()
    told = {"text": text.strip()[:1000], "answer": "", "upheld": None}
    row = replacing(before, **told) if before else Objection(key=key, fact=fact.key, org_unit=fact.org_unit, **told)
    with writing("facts.object", actor.by(), About("fact", fact.key, fact.org_unit)) as written:
        written.add(row)
    return row


def answer(actor: Actor, objection: Objection, provider: str, text: str, *, upheld: bool) -> Objection:
    """Answer an objection: upheld (the provider corrects the figure by its table) or not, with words."""
    require(actor, "facts.answer", Target(org_unit=provider))
    if not text.strip():
        raise InputError("没有写答复", do="请写清同意还是不同意、为什么")
    no_secret_words(text)
    row = replacing(objection, answer=text.strip()[:1000], upheld=upheld)
    about = About("fact", objection.fact, objection.org_unit)
    with writing("facts.answer", actor.by(), about, {"upheld": upheld}) as written:
        written.add(row)
    return row
