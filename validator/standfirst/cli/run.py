"""Running a command: arguments in, exit code out. Every failure becomes one line on the standard error.

=====  ==================================================================================
code   meaning
=====  ==================================================================================
0      clean
1      findings at error level
2      the work could not be done: usage, nothing matched, input or output, or a bug
130    interrupted
143    terminated (SIGTERM)
=====  ==================================================================================
"""

import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from standfirst._version import __version__
from standfirst.cli.group import LazyGroup
from standfirst.errors import InvalidDocumentError, StandfirstError

CLEAN, FINDINGS, FAILED, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143

_COMMANDS = {
    "validate": "Check documents and corpora.",
    "convert": "Convert documents between formats.",
    "fmt": "Rewrite documents in canonical form.",
    "fix": "Mend what can be mended without a person.",
    "describe": "Describe a corpus for repositories and search engines.",
    "diagnose": "Say why offsets are wrong.",
    "reanchor": "Move annotations onto a revised text.",
    "benchmark": "Measure how programs fare with wrong offsets.",
    "new": "Make a document of a plain text.",
    "agreement": "Compare two annotations of one text.",
    "explain": "Explain a rule.",
    "rules": "List the rules.",
    "formats": "List the formats.",
    "schema": "Print a schema.",
}


@click.group(
    cls=LazyGroup,
    commands_in="standfirst.cli.commands",
    summaries=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="standfirst")
def group() -> None:
    """Validate and convert annotated news articles.

    Exit codes: 0 clean, 1 findings at error level, 2 the work could not be done, 130 interrupted, 143 terminated.
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code. Only an exit code leaves: no error does."""
    _prepare_streams()
    try:
        with _terminable():
            return _run(arguments)
    except _TerminatedError:
        _say("terminated")
        return TERMINATED
    except BrokenPipeError:
        _silence()
        return CLEAN
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except MemoryError:
        return _fail("out of memory; split the file, or check fewer at once")
    except OSError as error:
        return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except Exception as error:
        if os.environ.get("STANDFIRST_DEBUG"):
            raise
        return _fail(
            f"this is a bug in Standfirst: {type(error).__name__}: {error}; please report it (STANDFIRST_DEBUG=1 shows where)"
        )


class _TerminatedError(BaseException):
    """The process was asked to end. Like an interruption it passes everything that only catches errors."""


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM clean up as an interruption does: a file that is half written goes.

    Where the caller has a handler of its own, or ignores the signal, that stays.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return

    def terminate(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_IGN)  # a second signal must not cut the cleaning short
        raise _TerminatedError

    signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _run(arguments: Sequence[str]) -> int:
    try:
        code = group.main(list(arguments), prog_name="standfirst", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else CLEAN
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.Abort:
        _say("interrupted")
        return INTERRUPTED
    except click.UsageError as error:
        context = error.ctx
        hint = f" (`{context.command_path} --help` lists what there is)" if context is not None else ""
        return _fail(error.format_message() + hint)
    except click.ClickException as error:
        return _fail(error.format_message())
    except InvalidDocumentError as error:
        _say(str(error))
        return FINDINGS
    except StandfirstError as error:
        return _fail(str(error))


def _prepare_streams() -> None:
    """Let nothing that is printed fail for want of an encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _fail(message: str) -> int:
    _say(message)
    return FAILED


def _say(message: str) -> None:
    if sys.stderr is None:  # closed: print would take the standard output for it
        return
    from standfirst.report import printable  # names of files and members are not trusted

    with contextlib.suppress(OSError):
        print(f"standfirst: {printable(message)}", file=sys.stderr)  # noqa: T201


def _silence() -> None:
    """Point the standard output away from the closed pipe, or Python complains when it exits."""
    if sys.stdout is None:
        return
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
