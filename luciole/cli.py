"""The `luciole` command."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from luciole import logs
from luciole.errors import Mendable
from luciole.helplines import OVERDUE_DAYS

# Before anything of Rasa is imported: no telemetry, no chatter.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
# Rasa draws its progress bars below this level: a thousand lines of them.
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")


TOO_OLD = f"days after which a help service is to be checked again ({OVERDUE_DAYS})"


def main() -> None:
    """Runs one command; a known mistake ends with its message and exit code 1."""
    logs.silence_warnings()
    arguments = parser().parse_args()
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        logs.refuse_unsafe()
        sys.exit(command(arguments))
    except KeyboardInterrupt:
        sys.exit(130)
    except (Mendable, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


def parser() -> argparse.ArgumentParser:
    """Every command with its options (docs/operate.md)."""
    top = argparse.ArgumentParser(prog="luciole", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="train if the content changed, then serve everything")
    run.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    run.add_argument("--port", type=int, default=5005, help="port to listen on (5005)")
    run.add_argument("--workers", type=workers, default=1, metavar="N", help="processes (1)")
    run.set_defaults(command=run_command)

    train = commands.add_parser("train", help="train the model of the present content")
    train.add_argument("--if-needed", action="store_true", help="not if its model is there")
    train.set_defaults(command=train_command)

    check = commands.add_parser("check", help="validate all content; exit 1 if anything is wrong")
    check.add_argument("--release", action="store_true", help="also refuse what is not signed")
    check.add_argument("--days", type=int, default=OVERDUE_DAYS, help=TOO_OLD)
    check.set_defaults(command=check_command)

    helplines = commands.add_parser("helplines", help="the directory: one country, or tables")
    helplines.add_argument("country", nargs="?", metavar="CC", help="two letters, such as BE (all)")
    helplines.add_argument("--recheck", type=Path, metavar="CSV", help="write what to check again")
    helplines.add_argument("--apply", type=Path, metavar="CSV", help="read a filled re-check list")
    helplines.add_argument("--days", type=int, default=OVERDUE_DAYS, help=TOO_OLD)
    helplines.set_defaults(command=helplines_command)

    evaluate = commands.add_parser("evaluate", help="understand a JSONL file of messages")
    evaluate.add_argument("file", type=Path, help='one {"text": …} a line, with "intent", "lang"')
    evaluate.add_argument("--out", type=Path, help="file to write what was understood to")
    evaluate.set_defaults(command=evaluate_command)

    say = commands.add_parser("say", help="one message through the whole assistant, reply as JSON")
    say.add_argument("text", help="what a young person writes")
    say.add_argument("--country", type=country, help="two letters, such as BE (none)")
    say.add_argument("--lang", default="fr", choices=["fr", "en"], help="the page's language (fr)")
    say.set_defaults(command=say_command)

    review = commands.add_parser("review", help="booklet, translators' tables, signatures")
    actions = ["booklet", "verdicts", "export", "import", "merge"]
    review.add_argument("action", choices=actions, help="what to print or to bring in")
    review.add_argument(
        "language", nargs="?", default="fr", choices=["fr", "en"], help="of what is printed (fr)"
    )
    review.add_argument("--file", type=Path, help="what to import or merge")
    review.set_defaults(command=review_command)

    key = commands.add_parser("key", help="print a new key for LUCIOLE_STATE_KEYS")
    key.set_defaults(command=key_command)
    return top


def workers(text: str) -> int:
    """The number of worker processes. Raises ArgumentTypeError."""
    from luciole.metrics import MOST_WORKERS

    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_WORKERS):
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST_WORKERS}")
    return int(text)


def country(text: str) -> str:
    """The code of a country. Raises ArgumentTypeError."""
    from luciole.countries import country_codes

    code = text.upper()
    if code not in country_codes():
        raise argparse.ArgumentTypeError(f"{text!r} is no country: give two letters, such as BE")
    return code


def train_command(arguments: argparse.Namespace) -> int:
    from luciole import loading
    from luciole.check import unreadable
    from luciole.content import content_version

    logs.configure()
    if arguments.if_needed and loading.model_path().exists():
        print(f"{loading.model_path().name} is trained.")
        return 0
    if faults := unreadable():
        print("\n".join(faults))
        return 1
    print(f"Training content version {content_version()} …", flush=True)
    path, seconds = loading.train()
    print(f"Trained {path.name} in {seconds:.0f} s.")
    return 0


def run_command(arguments: argparse.Namespace) -> int:
    from luciole import loading, server

    logs.configure()
    if train_command(argparse.Namespace(if_needed=True)):
        return 1
    address = f"http://{arguments.host}:{arguments.port}"
    print(f"Loading {loading.model_path().name} …", flush=True)
    print(f"Demo page   {address}/\nHealth      {address}/health\nStop with Ctrl-C.", flush=True)
    server.run(arguments.host, arguments.port, arguments.workers)
    return 0


def check_command(arguments: argparse.Namespace) -> int:
    from datetime import date

    from luciole.check import check_all, guarded
    from luciole.helplines.reply import directory
    from luciole.helplines.table import overdue_text
    from luciole.review import release_faults

    faults = check_all() + (guarded(release_faults) if arguments.release else [])
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults." if faults else "All content is sound.")
    if not faults:
        print(overdue_text(directory(), arguments.days, date.today()), end="")
    return 1 if faults else 0


def helplines_command(arguments: argparse.Namespace) -> int:
    from datetime import date

    from luciole import paths
    from luciole.content import ContentError
    from luciole.helplines import table
    from luciole.helplines.reply import directory

    if arguments.apply:
        applied = table.apply_recheck(arguments.apply, paths.HELPLINES, date.today())
        print(f"{len(applied.updated)} services marked as checked.")
        print("\n".join((*applied.corrections, *applied.errors)))
        return 1 if applied.errors else 0
    if arguments.recheck:
        count = table.write_recheck(directory(), arguments.recheck, arguments.days, date.today())
        print(f"{count} services to check again in {arguments.recheck}.")
    elif arguments.country:
        country = directory().country(arguments.country.upper())
        if country is None:
            raise ContentError(f"No file for {arguments.country}: see `luciole helplines`.")
        print(table.country_table(country, directory()))
    else:
        print(table.coverage_table(directory()))
    return 0


def evaluate_command(arguments: argparse.Namespace) -> int:
    from luciole import evaluate, loading

    logs.configure()
    rows = evaluate.read_rows(arguments.file)

    async def understand_all() -> list[evaluate.Understood]:
        agent = await loading.load()
        return [await evaluate.understand(agent, row["text"]) for row in rows]

    understood = asyncio.run(understand_all())
    print("\n".join(evaluate.report(rows, understood)))
    if arguments.out:
        evaluate.write_rows(arguments.out, understood)
    return 0


def say_command(arguments: argparse.Namespace) -> int:
    from luciole import loading, settings
    from luciole.assistant import Assistant
    from luciole.channel.requests import turn_request
    from luciole.state.seal import Sealer

    logs.configure()
    body = {"text": arguments.text, "language": arguments.lang, "country": arguments.country}
    request = turn_request(body)

    async def reply() -> dict[str, object]:
        agent = await loading.load()
        chosen = settings.load()
        assistant = Assistant(agent.handle_message, Sealer(chosen.state_keys, chosen.state_seconds))
        answer = await assistant.reply(request)
        return {"state": answer.state, "messages": answer.messages}

    print(json.dumps(asyncio.run(reply()), ensure_ascii=False, indent=2))
    return 0


def review_command(arguments: argparse.Namespace) -> int:
    from luciole.review.commands import run

    print(run(arguments.action, arguments.language, arguments.file), end="")
    return 0


def key_command(_: argparse.Namespace) -> int:
    from cryptography.fernet import Fernet

    print(Fernet.generate_key().decode())
    return 0


if __name__ == "__main__":
    main()
