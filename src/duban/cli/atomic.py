"""Nothing is written half: a file appears whole under its name, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from duban.errors import DubanError

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "空间配额已用完",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长",
}


def write_whole(target: Path, payload: bytes) -> None:
    """Write to a temporary file in the same folder, then move it over ``target``.

    A file that is there keeps its permissions. Raises DubanError where the folder is missing, full or closed to us.
    """
    # A short name of its own: a target whose name is as long as the file system allows must still work.
    draft = target.with_name(f".duban-{os.urandom(8).hex()}.tmp")
    try:
        try:
            with draft.open("xb") as file:
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                draft.chmod(target.stat().st_mode & 0o7777)
            draft.replace(target)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise DubanError(f"写不进去（{reason(error)}）", where=str(target), do=_way_out(error)) from error


def reason(error: OSError) -> str:
    """The system's reason in Chinese where it is a common one."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件夹"
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return "这个名字已被占用"
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)


def _way_out(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "请先建好文件夹，或换一个 --out"
    return "请换一个 --out 再试"
