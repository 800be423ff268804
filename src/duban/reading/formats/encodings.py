"""Bytes as text: UTF-8, GB18030 (with GBK and GB 2312) and UTF-16, told apart by what the text would say.

A byte order mark settles it. Without one, every encoding is tried and the text that reads most like Chinese wins:
characters that plans are full of count most, rare ones little, and what no writer types (other scripts, private
characters, bytes that fit nothing) counts against. That holds for texts of a few characters, where statistics over
bytes do not.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from duban.errors import DamagedError, UnreadableError
from duban.reading.formats.context import Context

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16
# Below this a text is no text: bytes of a program, a picture, a compressed file.
_LEAST = 0.1
# This share of signs that no keyboard types makes a file binary; a few slip into any but the shortest text.
_CONTROLS = 0.005
_FITS_UTF8 = 0.7
_FEW_CONTROLS, _SHORT = 2, 20
# A hole is filled with U+FFFD up to this share of the text (and up to this many in a short one).
_HOLES, _FEW_HOLES = 0.001, 8

_FREQUENT = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相"
    "全表间样与关各重新线内数正心反明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军情者最立代想已通并提直题党程展五果料"
    "象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西被干做必战先回则任"
    "取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带"
    "安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越"
    "织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率"
    "族维划选标写存候毛亲快效院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙镇街乡投力争确"
    "项亿元城乡村企创招优推促服务监督考核牵责任单位目标指标完成落实增长以上左右突破开工竣工投用建成验收签约"
)
_MARKS = "，。、；：？！“”‘’（）《》【】—…·％－０１２３４５６７８９　①②③④⑤⑥⑦⑧⑨⑩■●▲★℃㎡"


def _weights() -> dict[str, float]:
    """Character → how much it speaks for a text; what is missing is weighed by its block."""
    common: dict[str, float] = {}
    for row in range(0xB0, 0xF8):
        weight = 1.0 if row < 0xD8 else 0.5  # level 1 is by frequency, level 2 by radical
        cells = bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell))
        common |= dict.fromkeys(cells.decode("gb2312", "ignore"), weight)
    common.update(dict.fromkeys(_FREQUENT, 3.0))
    common.update(dict.fromkeys(_MARKS, 3.0))
    return common


_WEIGHTS = _weights()
# In bytes a control character is more often half of a UTF-16 one: ``、`` is 01 30.
_RAW_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding in which it was written."""

    text: str
    encoding: str


def bom(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def decode(context: Context, declared: str | None = None) -> Decoded:
    """The file as text, without its byte order mark; line breaks stay as they are.

    ``declared`` is an encoding that the file itself names (an HTML page): believed if the file can be read in it.
    The last character may be cut off, and a few bytes that fit nothing become U+FFFD. ``UnreadableError`` for what is
    no text, ``DamagedError`` with the place of the first bad byte where too much is broken.
    """
    data = context.data
    encoding = bom(data)
    if encoding:
        mark = next(mark for mark, _ in _BOMS if data.startswith(mark))
        data = data[len(mark) :]
    elif declared and _fits(data, declared):
        encoding = declared
    else:
        encoding = guess(data)
    if encoding is None:
        raise _binary(context)
    text = _fill(context, data, encoding)
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) * _CONTROLS + (_FEW_CONTROLS if len(sample) > _SHORT else 0):
        raise _binary(context)
    return Decoded(text, encoding)


def guess(data: bytes) -> str | None:
    """The encoding in which the bytes read most like a text; None where none of them does."""
    sample = data[:_SAMPLE]
    if sample.isascii() and not _RAW_CONTROL.search(sample):
        return "utf-8" if data.isascii() or _fits(data, "utf-8") else _guess_late(data)
    scored = [(_score(sample, encoding), encoding) for encoding in _CANDIDATES]
    best, encoding = max(scored, key=lambda pair: pair[0])
    return encoding if best >= _LEAST else None


def _guess_late(data: bytes) -> str | None:
    """The guess for a file that is plain ASCII over a long stretch: look where that ends."""
    first = re.search(rb"[\x80-\xff]", data)
    return guess(data[max(0, first.start() - 1) :][:_SAMPLE]) if first else "utf-8"


def _score(sample: bytes, encoding: str) -> float:
    """How well the sample reads, per character: about 2 for a plan, below 0 for the wrong encoding."""
    try:
        # An incremental decoder holds back a last character that the sample has cut through.
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except UnicodeDecodeError:
        return -9.0
    if not text:
        return -9.0
    whole = text.replace("\r\n", "\n")
    foreign = [char for char in whole if char > "\x7f"]
    plain = len(whole) - len(foreign)
    controls = len(_CONTROL.findall(whole))
    strict = encoding == "utf-8" and "\ufffd" not in text
    weight = sum(_WEIGHTS.get(char) or _block(char, strict) for char in foreign)
    # Three bytes in a row seldom fit UTF-8 by chance.
    bonus = _FITS_UTF8 if strict and any(char >= "\u2e80" for char in foreign) else 0.0
    return bonus + (weight + 1.0 * (plain - controls) - 5.0 * controls) / (len(foreign) + plain)


def _block(char: str, strict: bool) -> float:
    """The weight of a character that no Chinese standard counts as common."""
    code = ord(char)
    if code == 0xFFFD or 0xE000 <= code < 0xF900 or code >= 0xF0000:
        return -5.0
    if 0x4E00 <= code < 0xA000 or 0x20000 <= code < 0x32000:
        return 0.2 if not strict else 0.6  # traditional and rare: as likely as not a misread pair of bytes
    if 0x2000 <= code < 0x2800 or 0x3000 <= code < 0x3040 or 0xFF00 <= code < 0xFFF0:
        return 0.5
    return 0.4 if strict else -1.0


def _fits(data: bytes, encoding: str) -> bool:
    """Whether all of the bytes, but for a last character that is cut off, are of the encoding."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data)
    except (UnicodeError, LookupError, TypeError, ValueError):
        return False
    return True


def _fill(context: Context, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        start, end = error.start, error.end
    text = data.decode(encoding, "replace")
    holes = text.count("\ufffd")
    if end < len(data) and holes > max(_FEW_HOLES, len(text) * _HOLES):
        raise DamagedError(
            f"编码混乱：按 {encoding.upper()} 读，从第{start + 1}个字节起有{holes}处认不出",
            where=context.name,
            do="请用记事本打开核对，另存为 UTF-8 再读",
        )
    return text


def _binary(context: Context) -> UnreadableError:
    return UnreadableError(
        "这不是文字，是二进制数据", where=context.name, do="请给出文本、docx、xlsx、pdf 或 html 文件"
    )
