"""The command line's manners: Chinese help and refusals, groups loaded only when called, quiet ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from duban.cli import streams

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand
    from typer._click import Context

INTERRUPTED = 130
_HELP_WORDS = (
    (r"Usage: ", "用法："),
    (r"^Arguments:", "对象："),
    (r"^Options:", "选项："),
    (r"^Commands:", "命令："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 …"),
    (r"\{(\S+?)\}\.\.\.", r"\1"),
    (r"Show this message and exit\.", "显示这页说明。 Show this help."),
    (r"\[default: (.+?)\]", r"[默认：\1]"),
    # What the Chinese name says already.
    (r" <list\[\w+\]>|\s*\[required\]|\s*\[x>=\d+\]|; x>=\d+(?=\])", ""),
)
_HINT = r"'(-*[^']+)'(?: / '[^']+')*"
_REFUSALS = (
    (r"No such option: (\S+).*", r"没有 \1 这个选项"),
    (r"No such command '(.+?)'.*", r"没有 \1 这个命令"),
    (r"Missing command.*", r"缺少命令"),
    (r"Invalid value for '什么': '(.*?)' is not one of (.+?)\.?", r"没有 \1 可以列，可以写 \2"),
    (rf"Missing argument {_HINT}.*", r"缺少\1"),
    (rf"Missing option {_HINT}.*", r"缺少 \1"),
    (r"Option '(.+?)' requires .+", r"\1 后面缺少内容"),
    (r"Option '(.+?)' does not take a value.*", r"\1 后面不带内容"),
    (r"Got unexpected extra arguments? \((.+?)\).*", r"多出了 \1"),
    (rf"Invalid value for {_HINT}: (?:Value error, )?'(.*?)' is not one of (.+?)\.?", r"\1 不能是 \2，可以是 \3"),
    (rf"Invalid value for {_HINT}: '(.*?)' does not match the formats? .+", r"\1 要是日期，写作 2023-06-30，写的是 \2"),
    (rf"Invalid value for {_HINT}: .+ in the range x>=(\d+)\.?", r"\1 至少是 \2"),
    (rf"Invalid value for {_HINT}: .+ not a valid int.*", r"\1 要是一个整数"),
)


def in_chinese(refusal: str) -> str:
    """A refusal of the option parser in Chinese; one that has no Chinese yet is given as it is."""
    for pattern, words in _REFUSALS:
        match = re.fullmatch(pattern, refusal, re.DOTALL)
        if match:
            return match.expand(words).replace("', '", "、").replace("'", "")
    return refusal


class Command(TyperCommand):
    """A command whose help has Chinese headings."""

    def get_help(self, ctx: Context) -> str:
        """The help page."""
        return _chinese_help(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help has Chinese headings."""

    def get_help(self, ctx: Context) -> str:
        """The help page."""
        return _chinese_help(super().get_help(ctx))


class LazyGroup(Group):
    """The commands, each in a module that is imported when it is called.

    ``modules`` names them: command to module; the module's ``app`` is a Typer app with that one command or group.
    """

    modules: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: Context) -> list[str]:
        """All commands in the order they are declared."""
        return list(self.modules)

    def get_command(self, ctx: Context, cmd_name: str) -> AnyCommand | None:
        """One command, loaded now."""
        module = self.modules.get(cmd_name)
        return typer.main.get_command(import_module(module).app) if module else None

    def invoke(self, ctx: Context) -> Any:
        """Run the command; a closed pipe is no error, an interruption is one line."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            streams.hang_up()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            streams.say("已中断，没有写完的结果没有留下。")
            raise typer.Exit(INTERRUPTED) from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """As Typer's own, with refusals in Chinese, in one line, with exit status 2."""
        try:
            result = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except TyperException as refusal:
            say_refusal(refusal)
            result = 2
        if not standalone_mode:
            return result
        sys.exit(result if isinstance(result, int) else 0)


def say_refusal(refusal: TyperException) -> None:
    """What is wrong with the command line, and where to look."""
    message = refusal.format_message() if hasattr(refusal, "format_message") else str(refusal)
    context = getattr(refusal, "ctx", None)
    command = context.command_path if context else "duban"
    streams.say(f"用法不对：{in_chinese(message)}。看说明：{command} --help")


def _chinese_help(text: str) -> str:
    for english, chinese in _HELP_WORDS:
        text = re.sub(english, chinese, text, flags=re.MULTILINE)
    return text
