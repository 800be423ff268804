"""``make bench``: how fast reading is, how its cost grows, what memory it takes; each beside its yardstick.

The yardsticks read the same text in the same run, since a figure from another machine says nothing: one compiled
regular expression that only finds numbers, and JioNLP, a Chinese toolkit that extracts money and time.
"""

from __future__ import annotations

import contextlib
import io
import logging
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from duban.reading.document import Source
from duban.reading.reader import read_source

SHARED = Path(__file__).parents[2] / "shared"

WITHIN_REGEX, TIMES_JIONLP = 20, 3  # wanted: at most so many times the regex's time, at least so many times as fast
ENDLESS = ("建成", "增长7%", "收入持续增长，", "“双下降”", "增长7%（", "从3到", "1,")
HARD = (10_000, 40_000)  # characters
STRAIGHT = 1.1  # a slope of log time over log length up to this is a straight line
MEMORY, ANSWER = 100.0, 0.5  # megabytes beside the text; seconds for one page, start included
LONGEST = 100
STATUS = Path("/proc/self/status")

# The yardstick: a number of any form with its unit and a comparator on either side, the way one writes it down.
BEFORE = "不少于|不低于|不高于|不超过|至少|达到?|突破|超过|超|高于|低于|少于|控制在|约|近|≥|≤|>|<"
AFTER = "以上|以下|以内|之内|左右|上下"
UNIT = (
    "个?百分点|%|％|‰|美元|元|亩|公顷|平方公里|平方米|立方米|公里|米|千瓦时|千瓦|吨|人次|批次|个|家|套|户|项|次|场|名|位|例|件|"
    "条|座|所|张|台|辆|批|支|处|起|倍|人|天|年|月|日|级|度"
)
ARABIC = r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?"
CHINESE = "[零〇一二两三四五六七八九十百千万亿几半壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零〇一二三四五六七八九]+)?"
NUMBER = f"(?:百分之{CHINESE}|(?:{ARABIC}|{CHINESE})[十百千万亿]*[余多来]?)"
REGEX = re.compile(f"(?:{BEFORE})?{NUMBER}(?:[-—–~～至到]{NUMBER})?(?:{UNIT})?(?:{AFTER})?")
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")

Work = Callable[[str], int]


def demo() -> str:
    """The demo city's fourteen books."""
    books = files("duban") / "packs" / "pinghu_2023" / "books"
    paths = sorted((book for book in books.iterdir() if book.name.endswith(".txt")), key=lambda book: book.name)
    return "\n".join(book.read_text(encoding="utf-8") for book in paths)


def texts() -> dict[str, str]:
    """What is read: always the product's own books, and the source page and the reports where they are."""
    found = {"示范任务书": demo() * 5}
    if (SHARED / "corpus").is_dir():
        found["原文页"] = (SHARED / "seed/pinghu-2023-task-books.txt").read_text(encoding="utf-8") * 5
        reports = (path for path in sorted((SHARED / "corpus").glob("*.txt")) if "-cut" not in path.name)
        found["政府工作报告"] = "\n".join(path.read_text(encoding="utf-8") for path in reports)
    return found


def duban(text: str) -> int:
    return len(read_source(Source(text)).statements)


def regex(text: str) -> int:
    return sum(1 for _ in REGEX.finditer(text))


def jionlp() -> Work | None:
    """Money and time, sentence by sentence as its functions want it; None where it is not installed."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            from jionlp import ner
    except ImportError:
        return None

    def extract(text: str) -> int:
        return sum(len(ner.extract_money(one)) + len(ner.extract_time(one)) for one in SENTENCE.findall(text))

    return extract


def seconds(work: Callable[[], object], times: int, clock: Callable[[], float] = process_time) -> float:
    """The shortest of several runs, in time of the processor: what is longer was disturbed by others."""
    runs = []
    for _ in range(times):
        start = clock()
        work()
        runs.append(clock() - start)
    return min(runs)


def speed() -> None:
    print("速度（同一段文字，同一次运行，都先热过；按处理器时间）")
    other = jionlp()
    logging.disable(logging.CRITICAL)  # JioNLP logs what it cannot parse, and writing that is not its work
    works = {"督办": (duban, 3), "正则": (regex, 5)} | ({"JioNLP": (other, 2)} if other else {})
    all_in_all = dict.fromkeys(works, 0.0)
    read = texts()
    for name, text in read.items():
        spent = {work: _spent(do, text, times) for work, (do, times) in works.items()}
        _compare(name, len(text), spent)
        all_in_all = {work: total + spent[work] for work, total in all_in_all.items()}
    if len(read) > 1:
        _compare("合在一起", sum(map(len, read.values())), all_in_all)
    print("" if other else "  没有安装 JioNLP（pip install jionlp），这一项没有比。\n")


def _spent(work: Work, text: str, times: int) -> float:
    """Seconds that it takes, warm."""
    work(text[: len(text) // 5])
    return seconds(lambda: work(text), times)


def _compare(name: str, length: int, spent: Mapping[str, float]) -> None:
    """How fast each was on the same characters, in ten thousand a second."""
    print(f"  {name} {length / 10_000:.1f} 万字")
    ours = spent["督办"]
    beside = {
        "督办": "",
        "正则": f"  是督办的 {_kept(ours / spent['正则'], most=WITHIN_REGEX)}",
        "JioNLP": f"  督办是它的 {_kept(spent.get('JioNLP', math.nan) / ours, least=TIMES_JIONLP)}",
    }
    for work, took in spent.items():
        print(f"    {work:7} {length / 10_000 / took:7.1f} 万字/秒{beside[work]}")


def _kept(ratio: float, *, least: float = 0, most: float = math.inf) -> str:
    beside = f"应≥{least}" if least else f"应≤{most}"
    return f"{ratio:.1f} 倍（{beside}） {_mark(least <= ratio <= most)}"


def growth() -> None:
    text = demo()
    lengths = (1, 10, LONGEST)
    print(f"用时怎样增长（示范任务书的 1、10、{LONGEST} 倍长）")
    times = [seconds(lambda n=n: duban(text * n), 1 if n > 10 else 3) for n in lengths]  # type: ignore[misc]
    for n, spent in zip(lengths, times, strict=True):
        print(f"  {n * len(text) / 10_000:7.1f} 万字  {spent:8.3f} 秒  每字 {spent / n / len(text) * 1e6:5.2f} 微秒")
    slope = _slope([math.log(n) for n in lengths], [math.log(spent) for spent in times])
    print(f"  log 用时对 log 长度的斜率 {slope:.3f}（直线是 1，应≤{STRAIGHT}） {_mark(slope <= STRAIGHT)}\n")
    _one_sentence()


def _one_sentence() -> None:
    """Texts that nobody writes: one sentence without end, of what is looked at most closely."""
    print(f"一句话写到 {HARD[0] / 10_000:.0f} 万字、{HARD[1] / 10_000:.0f} 万字（没有人这样写，但不许把机器拖住）")
    for shape in ENDLESS:
        short, long = (seconds(partial(duban, (shape * n)[:n]), 1) for n in HARD)
        slope = math.log(long / short) / math.log(HARD[1] / HARD[0])
        print(f"  {shape}…  {short:6.3f} 秒、{long:6.3f} 秒，斜率 {slope:.2f}")
    print()


def _slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Of the straight line with the least squares."""
    x0, y0 = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True)) / sum((x - x0) ** 2 for x in xs)


def memory() -> None:
    print("内存（读的时候比已经装好、手里拿着文字时多出的峰值）")
    for n in (1, 10, LONGEST):
        asked = [sys.executable, __file__, "--memory", str(n)]
        length, more, statements = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
        beside = f"（应≤{MEMORY:.0f}） {_mark(float(more) <= MEMORY)}"
        print(f"  {int(length) / 10_000:7.1f} 万字  {float(more):7.1f} MB {beside}  含结果 {statements} 条")
    print()


def measure_memory(times: int) -> None:
    """In a process of its own: print the length of the text, the peak in megabytes above the start, the statements."""
    text = demo() * times
    duban(demo())
    before = _memory("VmRSS")
    _forget_peak()
    found = read_source(Source(text))
    print(len(text), max(0.0, _memory("VmHWM") - before), len(found.statements))


def _memory(name: str) -> float:
    """Megabytes that this process holds (``VmRSS``) or has held at most (``VmHWM``)."""
    if STATUS.exists():  # unlike getrusage, it tells the two apart and does not begin with the parent's peak
        return int(re.findall(rf"{name}:\s+(\d+)", STATUS.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))


def _forget_peak() -> None:
    """Let the peak begin anew; where the system does not, the figure also holds the peak of the start."""
    with contextlib.suppress(OSError):
        STATUS.with_name("clear_refs").write_text("5")


def answer() -> None:
    print("从敲下 duban read 到答完一页（五次的中位数，含启动）")
    with tempfile.TemporaryDirectory() as folder:
        pages = {"示范任务书": demo()}
        if SHARED.is_dir():
            pages["原文页"] = (SHARED / "seed/pinghu-2023-task-books.txt").read_text(encoding="utf-8")
        for name, text in pages.items():
            page = Path(folder, "page.txt")
            page.write_text(text, encoding="utf-8")
            for form in ("table", "jsonl"):
                asked = [sys.executable, "-m", "duban", "read", str(page), "--format", form]
                spent = median(seconds(lambda asked=asked: _run(asked), 1, perf_counter) for _ in range(5))  # type: ignore[misc]
                beside = f"（应≤{ANSWER}） {_mark(spent <= ANSWER)}"
                print(f"  {name} {len(text) / 10_000:.1f} 万字  {form:6} {spent:.2f} 秒{beside}")
        start = median(seconds(lambda: _run([sys.executable, "-c", "pass"]), 1, perf_counter) for _ in range(5))
        print(f"  对照：Python 自己启动 {start:.2f} 秒")


def _run(asked: list[str]) -> None:
    subprocess.run(asked, stdout=subprocess.DEVNULL, check=True, env=os.environ | {"PYTHONUTF8": "1"})


def _mark(kept: bool) -> str:
    return "✓" if kept else "✗"


def main() -> int:
    """Print all figures; always status 0: this measures, it does not judge."""
    if sys.argv[1:2] == ["--memory"]:
        measure_memory(int(sys.argv[2]))
        return 0
    memory()  # first, while this process is small
    growth()
    speed()
    answer()
    return 0


if __name__ == "__main__":
    sys.exit(main())
