"""The command line: every command of ``apoyo``, and what it says when something is wrong."""

import argparse
import asyncio
import gc
import logging
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot.config import ConfigError, read_config
from bot.ops import scrubbing
from bot.ops.checking import as_json, check, shown
from bot.ops.progress import saying
from bot.ops.setup import init
from bot.platform import platforms
from bot.ports import KeyTrouble, StoreBroken, StoreFull, Unusable
from bot.records import KINDS
from bot.running import run as live
from bot.sealing import Boxes, Keys
from bot.sealing.disk import change, files, off
from bot.sealing.lost import lost
from bot.store import Files, StoreDamaged, StoreKey, StoreLocked, StoreTooNew, backup, peek, restore

KNOWN = (ConfigError, KeyTrouble, StoreBroken, StoreDamaged, StoreKey, StoreLocked, StoreTooNew,
         Unusable)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 not done, 2 not understood."""
    options = _parser().parse_args(arguments)
    logging.getLogger("bot.ops.vitals").setLevel(logging.INFO)
    gc.set_threshold(20_000, 20, 100)  # what lives here lives long: look for rubbish less often
    scrubbing.begin()
    try:
        return int(options.do(options) or 0)
    except KNOWN as error:
        print(f"apoyo: {error}", file=sys.stderr)
    except BrokenPipeError:  # whoever read our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except StoreFull:
        print("apoyo: the disk is full. Make room on it and start again; nothing is lost.",
              file=sys.stderr)
    except OSError as error:
        print(f"apoyo: {error.filename or 'the disk'}: {error.strerror}. Look at the name, at who "
              "may read and write it, and at the room left.", file=sys.stderr)
    except EOFError:
        print("\napoyo: nobody is there to answer. Copy config.example.yaml instead.",
              file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="apoyo", description="A chat bot for mutual aid.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=version("apoyo"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="live in the chats named in the configuration")
    run.add_argument("--config", type=Path, required=True, metavar="FILE")
    run.set_defaults(do=_run)
    asking = commands.add_parser("init", help="answer a few questions and get a configuration")
    asking.add_argument("--config", type=Path, default=Path("config.yaml"), metavar="FILE")
    asking.set_defaults(do=_init)
    checking = commands.add_parser("check", help="see what stands in the way of running")
    checking.add_argument("--config", type=Path, default=Path("config.yaml"), metavar="FILE")
    checking.add_argument("--json", action="store_true", help="for programs")
    checking.set_defaults(do=_check)
    for platform in platforms():
        for tool in platform.tools:
            made = commands.add_parser(tool.name, help=tool.help)
            tool.describe(made)
            made.set_defaults(do=tool.run)
    taking = commands.add_parser("export", help="write what there is as JSON, CSV, .ics and a "
                                 "page to print")
    taking.add_argument("folder", type=Path, metavar="FOLDER")
    taking.add_argument("--config", type=Path, required=True, metavar="FILE")
    taking.set_defaults(do=_export)
    keys = commands.add_parser("key", help="encrypt the data with a new key, or no longer")
    keys.add_argument("action", choices=("change", "off"))
    keys.add_argument("--config", type=Path, required=True, metavar="FILE")
    keys.set_defaults(do=_key)
    saving = commands.add_parser("backup", help="write all data into one file, also while running")
    saving.set_defaults(do=_backup)
    restoring = commands.add_parser("restore", help="check a backup and put it in place")
    restoring.set_defaults(do=_restore)
    for one in (saving, restoring):
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--data", type=Path, metavar="DIR")
        one.add_argument("--config", type=Path, metavar="FILE")
    return parser


def _run(options: argparse.Namespace) -> int:
    config = read_config(options.config)
    known = sorted(platform.name for platform in platforms() if platform.connect)
    for name, _ in config.adapters:
        if name not in known:
            raise ConfigError(f"{options.config}: there is no chat called '{name}' to run in. "
                              f"Known: {', '.join(known) or 'none yet'}.")
    if not config.adapters:
        raise ConfigError(f"{options.config}: no chat is set up under 'adapters'. To try Apoyo "
                          "without one: apoyo console")
    asyncio.run(live(options.config))
    return 0


def _init(options: argparse.Namespace) -> int:
    return init(options.config)


def _check(options: argparse.Namespace) -> int:
    found = check(options.config)
    print(as_json(found) if options.json else shown(found))
    return 1 if any(one.ok is False for one in found) else 0


def _place(options: argparse.Namespace) -> tuple[Path, Files]:
    """Return the data folder that is meant, and how to reach it."""
    config = read_config(options.config)
    folder = options.data or config.data
    return folder, files(folder, config.data_key_file)


def _key(options: argparse.Namespace) -> int:
    config = read_config(options.config)
    with saying("writing everything anew"):
        (change if options.action == "change" else off)(config.data, config.data_key_file)
    if options.action == "off":
        print("The data are no longer encrypted. Take 'data_key_file' out of the configuration; "
              "keep the key for as long as there are backups made with it.")
    else:
        print("The data are encrypted with a new key. Backups made before open with the old one "
              "alone: make a new one now, and remove those.")
    return 0


def _export(options: argparse.Namespace) -> int:
    from bot.ops.exporting import export  # with the calendar library, which nothing else needs here

    config = read_config(options.config)
    with saying("reading what is kept"):
        uow = peek(config.data, KINDS, files=files(config.data, config.data_key_file))
        made = export(uow, options.folder, datetime.now(UTC))
    print("\n".join(f"Written: {file}" for file in made))
    print("Names are in them: keep them to yourselves, and not for long.")
    return 0


def _backup(options: argparse.Namespace) -> int:
    folder, reach = _place(options)
    with saying("saving"):
        backup(folder, options.file, files=reach)
    print(f"Saved to {options.file}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    folder, reach = _place(options)
    with saying("checking and restoring"):
        kept = restore(options.file, folder, kinds=KINDS, files=reach)
    print("Restored. Start Apoyo again.")
    config = read_config(options.config)
    trouble = lost(peek(folder, KINDS), Boxes(Keys(folder, config.sealing_key_file)))
    if trouble:
        print(trouble)
    if kept:
        print(f"What was there before is in {kept}.")
    return 0
