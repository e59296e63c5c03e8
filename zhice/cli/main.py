"""The command `zhice`: every command is found by its name and loaded only when it is called.

Exit status: 0 done · 1 refused, and the reason is said · 2 not understood. With --json the answer, and nothing else,
is on stdout: one line of UTF-8; a refusal is {"error": …} there and words on stderr.
"""

from __future__ import annotations

import sys

import click

from zhice.cli.frame import Lazy, refuse
from zhice.kernel.errors import ZhiceError

# name: (module in zhice.cli, what it does)
COMMANDS = {
    "run": ("commands_house", "启动全部服务并打印网址；Ctrl-C 停止 / start everything and print the address"),
    "up": ("commands_house", "启动数据库并保持运行 / start the database and leave it running"),
    "down": ("commands_house", "停止数据库 / stop the database"),
    "migrate": ("commands_house", "更新数据库结构 / bring the tables up to date"),
    "worker": ("commands_house", "执行后台任务 / work on the background jobs"),
    "backup": ("commands_backup", "备份数据库、文件与密钥 / back up database, files and keys"),
    "restore": ("commands_backup", "核对并恢复备份 / verify and restore a backup"),
    "example": ("commands_example", "示例地区 / the example region"),
    "plan": ("commands_plan", "读取、导入、导出规划 / read, load and export plans"),
    "intake": ("commands_records", "导入数据文件 / take a file of records in"),
    "indicators": ("commands_figures", "指标清单 / the indicators"),
    "figure": ("commands_figures", "测算一个指标 / compute a figure"),
    "evidence": ("commands_figures", "一个指标的佐证记录 / the records behind a figure"),
    "fees": ("commands_records", "年费与续展的提醒 / reminders of fees"),
    "match": ("commands_matching", "两个名称是否同一主体 / whether two names are one party"),
    "find": ("commands_search", "查找各类记录 / find records of every kind"),
    "search": ("commands_search", "检索索引 / the index of search"),
    "journal": ("commands_records", "操作日志 / the journal"),
    "corpus": ("commands_corpus", "语料：快照、登记、选定 / corpora: snapshot, register, choose"),
}


@click.group(cls=Lazy, commands_by_name=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version="0.1.0", prog_name="zhice")
def zhice() -> None:
    """知策：让知识产权战略落到实处。 / Zhice: a region's intellectual-property strategy, made to run."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command and end the process with its exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        zhice.main(args=words, prog_name="zhice", standalone_mode=False)
    except ZhiceError as refusal:
        sys.exit(refuse(refusal.words, as_json="--json" in words))
    except click.ClickException as misunderstood:
        misunderstood.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except BrokenPipeError:
        # the reader (head, less) has gone: no more to say, and Python must not say it at exit either
        sys.stdout = None  # type: ignore[assignment]
        sys.exit(0)


if __name__ == "__main__":
    main()
