"""``make fuzz``: try to break the reader with broken texts and files, for a while.

    python -m benchmarks.fuzz --seconds 600 --seed 1

A text must be read without an exception and in a moment, and everything in ``invariants`` must hold; a damaged file
may be refused, but only in our own words. Where atheris is installed it looks for new ways through the code; the rest
of the time is left to chance. Each finding is made as short as it goes and printed; status 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random, randrange
from time import monotonic, process_time
from types import SimpleNamespace
from typing import Any

SLOW = 2.0  # seconds for a text of a few thousand characters
_FILES_SHARE = 0.15  # of the tries by chance
_ATHERIS_SHARE = 0.5  # of the time


class Trial:
    """Tries one input after the other and keeps what breaks: one finding of each kind, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tried = 0
        self.room = load_room()

    def text(self, text: str) -> None:
        """Try a text; the one being tried is on the disk, should the process die of it."""
        self._count()
        self._keep_current(text.encode("utf-8", "surrogatepass"))
        if complaint := self.complaint(text):
            found = self.folder / f"{kind_of(complaint)}.json"
            if not found.exists():
                short = shrink(text, lambda t: kind_of(self.complaint(t)) == kind_of(complaint))
                found.write_text(json.dumps({"what": self.complaint(short) or complaint, "input": short}))

    def complaint(self, text: str) -> str:
        """What is wrong with how a text is read; empty if nothing is."""
        room = self.room
        start = process_time()
        try:
            for wrapped in (True, False):
                if wrong := room.broken(room.read_source(room.Source(text, wrapped=wrapped))):
                    return f"{wrong[0]} (wrapped={wrapped})"
            if wrong := room.broken_quantities(text, room.quantities(text)):
                return str(wrong[0])
            spent = process_time() - start
        except Exception:
            return traceback.format_exc(limit=-3)
        return f"slow: {spent:.1f} s for {len(text)} characters" if spent > SLOW else ""

    def file(self, name: str, data: bytes) -> None:
        """Try the bytes of a file: read, or refused in our own words."""
        self._count()
        path = self.folder / "tried" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        start = process_time()
        try:
            wrong = self.room.broken(self.room.read_source(self.room.open_source(path)))
            complaint = str(wrong[0]) if wrong else ""
        except self.room.DubanError as refusal:
            complaint = "" if refusal.what and refusal.do else f"no way out: {refusal!r}"
        except Exception:
            complaint = traceback.format_exc(limit=-3)
        if not complaint and process_time() - start > 5 * SLOW:
            complaint = f"slow: {process_time() - start:.1f} s for a file of {len(data)} bytes"
        if complaint:
            kept = path.with_name(f"{kind_of(complaint)}-{name}")
            if not kept.exists():
                kept.write_bytes(data)
                found = self.folder / f"{kind_of(complaint)}.json"
                found.write_text(json.dumps({"what": complaint, "input": str(kept)}))

    def _keep_current(self, data: bytes) -> None:
        (self.folder / "current").write_bytes(data)

    def _count(self) -> None:
        self.tried += 1
        if self.tried % 200 == 0:
            (self.folder / "tried.count").write_text(str(self.tried))


def load_room() -> Any:
    """What is tried; imported here, so that atheris can watch it being imported."""
    reading = "duban.reading."
    homes = {
        "Source": reading + "document",
        "read_source": reading + "reader",
        "quantities": reading + "quantities",
        "open_source": reading + "formats",
        "DubanError": "duban.errors",
        "broken": "benchmarks.invariants",
        "broken_quantities": "benchmarks.invariants",
    }
    return SimpleNamespace(**{name: getattr(import_module(home), name) for name, home in homes.items()})


def kind_of(complaint: str) -> str:
    """A name for a kind of complaint: the same exception in the same line, or the same broken rule."""
    if not complaint:
        return ""
    if complaint.startswith("Traceback"):
        told = (
            "".join(re.findall(r"line \d+, in \w+", complaint)[-1:]) + complaint.strip().split("\n")[-1].split(":")[0]
        )
    else:
        told = re.sub(r"'.*?'|\".*?\"|\d+|\[.*|Statement\(.*|Quantity\(.*", "", complaint)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def shrink(text: str, still: Callable[[str], bool], tries: int = 600) -> str:
    """A shorter text with the same complaint: ever smaller parts are left out."""
    size = len(text) // 2
    while size and tries > 0:
        at = 0
        while at < len(text) and tries > 0:
            tries -= 1
            shorter = text[:at] + text[at + size :]
            text, at = (shorter, at) if still(shorter) else (text, at + size)
        size //= 2
    return text


def by_chance(trial: Trial, seconds: float, seed: int) -> None:
    """Our own engine: good texts and files, changed by chance."""
    mutator = import_module("benchmarks.mutation").Mutator(Random(seed))
    files = good_files()
    end = monotonic() + seconds
    while monotonic() < end:
        if mutator.random.random() < _FILES_SHARE:
            name = mutator.random.choice(sorted(files))
            trial.file(name, mutator.damaged(files[name]))
        else:
            trial.text(mutator.fresh())


def good_files() -> dict[str, bytes]:
    """A small file of each format, made by the makers of the tests."""
    makers = import_module("tests.reading.formats.makers")
    lines = ["2023年目标任务", "规上工业产值增长6.5%（力争7%）。", "全年招引项目15个以上，其中亿元以上项目2个。"]
    text = "\n".join(lines)
    page = f"<html><head><meta charset=gbk></head><body><p>{'</p><p>'.join(lines)}</p></body></html>"
    return {
        "a.txt": text.encode(),
        "b.txt": text.encode("gb18030"),
        "c.txt": text.encode("utf-16"),
        "d.html": page.encode("gbk"),
        "e.docx": makers.word(*lines, [["指标", "目标"], ["税收", "增长7%"]]),
        "f.xlsx": makers.excel({"表1": {"A1": "税收", "B1": 0.07, "A2": lines[1]}}),
        "g.pdf": makers.pdf([(72, 700 - 20 * at, line) for at, line in enumerate(lines)]),
    }


def by_atheris(trial_in: Path, seconds: float, seed: int) -> None:
    """Atheris with our changes: it keeps what has led to new code and goes on from there. Does not come back."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["duban"]):
        trial = Trial(trial_in)
    mutation = import_module("benchmarks.mutation")
    mutator = mutation.Mutator(Random(seed))
    corpus = trial_in / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, text in enumerate(mutation.seeds()):
        (corpus / f"seed-{number}").write_bytes(text.encode())

    def change(data: bytes, most: int, chance: int) -> bytes:
        mutator.random.seed(chance)
        return bytes(mutator.changed(_text(data)).encode("utf-8", "surrogatepass")[:most])

    def once(data: bytes) -> None:
        trial.text(_text(data))

    limits = [f"-max_total_time={int(seconds)}", "-max_len=6000", f"-seed={seed}", "-timeout=60", "-verbosity=0"]
    limits.append(f"-artifact_prefix={trial_in}/")  # what took long is kept there too, not where one stands
    atheris.Setup([sys.argv[0], *limits, str(corpus)], once, custom_mutator=change)
    atheris.Fuzz()


def _text(data: bytes) -> str:
    """Bytes as a text: lone surrogates stay, what is cut off is replaced."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def run(engine: str, seconds: float, seed: int, folder: Path) -> int:
    """One engine in processes of its own until the time is over; a process that dies is a finding too."""
    folder.mkdir()
    tried, end = 0, monotonic() + seconds
    while (left := end - monotonic()) > 1:
        asked = [sys.executable, "-m", "benchmarks.fuzz", "--engine", engine, "--folder", str(folder)]
        done = subprocess.run(
            [*asked, "--seconds", str(left), "--seed", str(seed)], capture_output=True, check=False, timeout=left + 120
        )
        count = folder / "tried.count"
        tried += int(count.read_text()) if count.exists() else 0
        count.unlink(missing_ok=True)
        if done.returncode:
            last = folder / f"died-{seed}"
            last.write_bytes((folder / "current").read_bytes() if (folder / "current").exists() else b"")
            told = done.stderr.decode("utf-8", "replace")[-2000:]
            what = {"what": f"died with status {done.returncode}: {told}", "input": str(last)}
            (folder / f"died-{seed}.json").write_text(json.dumps(what))
            if left > end - monotonic() + seconds / 2:
                break
        seed += 1
    return tried


def main() -> int:
    """Run the engines one after the other and print what they found."""
    parser = argparse.ArgumentParser(description="用坏输入试阅读器")
    parser.add_argument("--seconds", type=float, default=600, help="总共多少秒，默认 600")
    parser.add_argument("--seed", type=int, default=randrange(1 << 30), help="随机种子，同一种子得到同样的输入")
    parser.add_argument("--engine", choices=("chance", "atheris"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="发现的问题放在哪里，默认在临时文件夹")
    asked = parser.parse_args()
    if asked.engine == "atheris":
        by_atheris(asked.folder, asked.seconds, asked.seed)
    if asked.engine == "chance":
        trial = Trial(asked.folder)
        by_chance(trial, asked.seconds, asked.seed)
        (asked.folder / "tried.count").write_text(str(trial.tried))
    if asked.engine:
        return 0
    return report(asked.seconds, asked.seed, asked.folder or Path(tempfile.mkdtemp(prefix="duban-fuzz-")))


def report(seconds: float, seed: int, folder: Path) -> int:
    """Run all engines, print every finding, and give the status."""
    shares = {"atheris": _ATHERIS_SHARE, "chance": 1 - _ATHERIS_SHARE} if find_spec("atheris") else {"chance": 1.0}
    folder.mkdir(parents=True, exist_ok=True)
    print(f"种子 {seed}，{seconds:.0f} 秒，引擎：{'、'.join(shares)}；发现放在 {folder}", flush=True)
    findings: list[Path] = []
    for engine, share in shares.items():
        tried = run(engine, seconds * share, seed, folder / engine)
        found = sorted((folder / engine).glob("*.json"))
        print(f"{engine}：试了 {tried} 次，发现 {len(found)} 种", flush=True)
        findings += found
    for path in findings:
        finding = json.loads(path.read_text())
        print(f"\n{path.name}\n  输入 {finding['input']!r}\n  {finding['what'].strip()}")
    print("\n没有打坏。" if not findings else f"\n共 {len(findings)} 种。")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
