"""The reader against texts marked by hand: what was reached is held, and our count is the guideline's."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks import accuracy
from benchmarks.accuracy import BOOKS, Text
from benchmarks.scoring import FIELDS, GROUPS, Claim, Record, Share, Tally, compare, load

CASES = Path(__file__).parents[1] / "cases" / "reading"
THRESHOLDS: Mapping[str, Mapping[str, Mapping[str, float]]] = tomllib.loads(
    (CASES / "thresholds.toml").read_text(encoding="utf-8")
)
DEMO = accuracy.demo().name
HELD = [(name, group) for name, groups in THRESHOLDS.items() for group in groups]


def check(text: Text, group: str) -> None:
    tally, least = accuracy.score(text, group), THRESHOLDS[text.name][group]
    got = {"found": tally.found.f1, "exact": tally.exact.f1}
    assert least.keys() == got.keys()
    fallen = {name: f"{got[name]:.4f} < {least[name]}" for name in got if got[name] < least[name]}
    assert not fallen, f"{text.name} {group}: see python -m benchmarks.accuracy --errors 20 {text.name}"


@pytest.mark.parametrize("group", [group for name, group in HELD if name == DEMO])
def test_the_demo_books_are_read_as_well_as_before(group: str) -> None:
    check(accuracy.demo(), group)


@pytest.mark.parametrize(("name", "group"), [(name, group) for name, group in HELD if name != DEMO])
def test_the_shared_texts_are_read_as_well_as_before(name: str, group: str, shared: Path) -> None:
    assert shared == accuracy.SHARED
    check(next(text for text in accuracy.shared() if text.name == name), group)


def test_every_marked_group_has_its_threshold(shared: Path) -> None:
    assert shared == accuracy.SHARED
    texts = (accuracy.demo(), *accuracy.shared())
    assert [(text.name, group) for text in texts for group in text.wanted] == HELD


def test_a_text_that_only_looks_back_holds_no_pledge(shared: Path) -> None:
    assert shared == accuracy.SHARED
    found = {path.name: accuracy.pledged(path) for path in accuracy.without_pledges()}
    assert found == {"guowuyuan-2006.txt": 0, "guowuyuan-2008.txt": 0}


def test_the_marks_of_the_demo_books_fit_their_texts() -> None:
    for path, gold in accuracy.demo().files:
        text = path.read_bytes().decode("utf-8")
        for record in load(gold):
            start, end = Claim.of(record).num
            assert 0 <= start < end <= len(text), record
            assert str(record["quote"]) in text, record
            assert text[start:end].strip() == text[start:end], record
    assert len(accuracy.demo().files) == len(list(BOOKS.glob("*.txt"))) == 14


def test_a_tally_counts_found_and_exact_and_names_what_differs() -> None:
    gold = [made("产值", (0, 2), value=7, unit="%"), made("投资", (5, 7), value=9, unit="元")]
    read = [made("产值", (1, 3), value=8, unit="%"), made("税收", (9, 10), value=1)]
    tally = compare(gold, read, "figures")
    assert (tally.found, tally.exact) == (Share(1, 2, 2), Share(0, 2, 2))
    assert dict(tally.wrong) == {"value": 1}
    assert [(one.gold is None, one.read is None, one.wrong) for one in tally.disagreements] == [
        (False, False, ("value",)),
        (False, True, ()),
        (True, False, ()),
    ]
    assert compare(gold, gold, "trends").exact.f1 == 1  # nothing to be read, nothing read


def test_a_share_is_its_harmonic_mean() -> None:
    share = Share(3, 4, 6)
    assert (share.precision, share.recall, share.f1) == (0.75, 0.5, 0.6)
    assert Share(0, 0, 5).precision == Share(0, 5, 0).recall == Share(0, 0, 5).f1 == 0


def test_the_books_are_added_up_by_their_counts() -> None:
    one = compare([made("产值", (0, 2))], [], "figures")
    one += compare([made("产值", (0, 2))], [made("产值", (0, 2))], "figures")
    assert (one.found, one.exact) == (Share(1, 1, 2), Share(1, 1, 2))


@pytest.mark.parametrize("seed", range(12))
def test_our_count_is_that_of_the_guidelines_script(shared: Path, seed: int) -> None:
    random = Random(seed)
    gold = [scrambled(random) for _ in range(random.randint(0, 40))]
    read = [altered(one, random) for one in gold if random.random() < 0.8]
    read += [scrambled(random) for _ in range(random.randint(0, 10))]
    random.shuffle(read)
    agree(gold, read, guideline_score(shared))


def test_our_count_on_the_source_page_is_that_of_the_guidelines_script(shared: Path) -> None:
    page = next(text for text in accuracy.shared() if text.name == "source-page")
    ((path, gold),) = page.files
    agree(load(gold), accuracy.read_records(path), guideline_score(shared))


def test_the_command_prints_the_table_and_the_disagreements(capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([]) == 0
    printed = capsys.readouterr().out
    assert DEMO in printed
    assert ("没有 ../shared" in printed) == (not accuracy.shared())
    assert accuracy.main(["--errors", "1", DEMO]) == 0
    assert accuracy.main(["--errors", "1", "nowhere"]) == 2
    for text in accuracy.shared():
        assert accuracy.main(["--errors", "1", text.name]) == 0


Script = Callable[[list[dict[str, Any]], list[dict[str, Any]]], tuple[dict[str, Any], list[str]]]


def guideline_score(shared: Path) -> Script:
    spec = spec_from_file_location("guideline_score", shared / "reader" / "score.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    script: Script = module.score
    return script


def agree(gold: Sequence[Record], read: Sequence[Record], script: Script) -> None:
    """Both count the same pairs, the same exact ones, and the same wrong fields."""
    for group, kinds in GROUPS.items():
        ours = compare(gold, read, group)
        sides = ([json.loads(json.dumps(one)) for one in side if one["kind"] in kinds] for side in (gold, read))
        theirs, _ = script(*sides)
        assert counts(ours) == {name: theirs[name] for name in ("found", "exact")}
        assert dict(ours.wrong) == theirs["field_errors"]


def counts(tally: Tally) -> dict[str, dict[str, float]]:
    def shown(share: Share) -> dict[str, float]:
        f1 = share.f1 if share.hits else 0.0  # the script counts nothing of nothing as 0
        rates = {"p": share.precision, "r": share.recall, "f1": f1}
        rounded = {name: round(rate, 4) for name, rate in rates.items()}
        return rounded | {"hits": share.hits, "predicted": share.read, "gold": share.gold}

    return {"found": shown(tally.found), "exact": shown(tally.exact)}


def made(subject: str, num: tuple[int, int], **fields: object) -> dict[str, object]:
    plain = {"kind": "quantity", "basis": "level", "comparator": "=", "firmness": "plan"}
    return {"subject": subject, "num": list(num), **plain, **fields}


def scrambled(random: Random) -> dict[str, object]:
    """A statement of chance, few enough values for several to touch and to agree."""
    start = random.randint(0, 60)
    record = made(
        "".join(random.choices("产值总额的、 “投资”", k=random.randint(0, 5))), (start, start + random.randint(1, 5))
    )
    record["kind"] = random.choice(["quantity", "rank", "trend", "milestone"])
    record["comparator"] = random.choice([">=", "="])
    record["value"] = random.choice([None, 0, 7, 6.5, 4e13, -10])
    record["due"] = random.choice([None, "2023-06-30"])
    if random.random() < 0.5:
        record["mood"] = random.choice(["pledged", "reported"])
    return record


def altered(record: dict[str, object], random: Random) -> dict[str, object]:
    """The same statement with something wrong, as often as not."""
    changed = dict(record)
    if random.random() < 0.5:
        name = random.choice([*FIELDS, "subject"])
        changed[name] = scrambled(random).get(name)
    return changed
