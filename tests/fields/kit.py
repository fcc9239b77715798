# SPDX-License-Identifier: GPL-3.0-or-later
"""What the files of this directory share: a host made of text, questions, comparisons, the count."""
import functools
import json
import os
import re
import shutil
import subprocess
import tempfile

NVHOST = os.environ.get("NVHOST") or os.path.join(os.path.dirname(__file__), "../../src/nvhost")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGESIZE")
KIB = 1024
INTERVAL = 1000  # seconds between two samples; what the machine takes for them is little beside it
SECONDS = 120  # of patience with a program that should answer at once

SEEN = {}  # "command view.column" to the values that were right
WRONG = []
SKIPPED = []
COUNTED = set()  # columns of tests that this machine cannot run
TESTS = []

os.environ.update(LC_ALL="C.UTF-8", TERM="dumb")
for name in ("HOST_PROC", "HOST_SYS", "NO_COLOR", "COLUMNS", "NVHOST_DEBUG"):
    os.environ.pop(name, None)


class Skip(Exception):
    """This machine cannot run the test, for the reason that is told."""


class Between:
    """A number that changes while it is asked for."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def __eq__(self, other):
        return isinstance(other, (int, float)) and self.low <= other <= self.high

    def __repr__(self):
        return f"{self.low} to {self.high}"


class Saying:
    """A text in words of our own: what it has to say."""

    def __init__(self, words):
        self.words = words

    def __eq__(self, other):
        return isinstance(other, str) and self.words in other

    def __repr__(self):
        return f"... {self.words} ..."


def near(value, share=0.02):
    """What is measured over an interval that cannot be known exactly."""
    return Between(value * (1 - share), value * (1 + share))


class Host:
    """A directory that is a machine's root for nvhost --root."""

    def __init__(self, files=None):
        self.root = tempfile.mkdtemp(prefix="nvhost-fields-")
        self.write(files or {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def path(self, name):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def write(self, files):
        """Texts by path; an empty directory ends in a slash, a symbolic link is a tuple."""
        for name, text in files.items():
            path = self.path(name)
            if isinstance(text, tuple):
                os.symlink(text[0], path)
            elif not name.endswith("/"):
                with open(path, "wb") as file:
                    file.write(text if isinstance(text, bytes) else (text + "\n").encode())

    def ask(self, view, *more):
        return ask(view, f"--root={self.root}", *more)

    def ask_later(self, view, files, *more):
        """The same when these files have changed, INTERVAL seconds after they were as they are."""
        state = self.path("state")
        self.ask(view, f"--state={state}", *more)
        with open(state, encoding="utf-8") as file:
            sample = json.load(file)
        for row in sample["rows"].values():
            row[0] -= INTERVAL
        with open(state, "w", encoding="utf-8") as file:
            json.dump(sample, file)
        self.write(files)
        return self.ask(view, f"--state={state}", *more)


def run(arguments, *more, statuses=(0,), **options):
    """Runs nvhost with these words, and gives what it printed."""
    done = subprocess.run([NVHOST, *arguments.split(), *more], capture_output=True, text=True,
                          timeout=SECONDS, check=False, **options)
    if done.returncode not in statuses:
        raise AssertionError(f"nvhost {arguments}: status {done.returncode}: {done.stderr}")
    return done.stdout


@functools.lru_cache(maxsize=None)
def columns(view):
    """The type of each column of a view; the members of a struct are columns too."""
    types = {}
    described = run(f"{view} -H -J -o name,type,members", statuses=(0, 2)) or run(f"{view} -H -J")
    for row in json.loads(described):  # actions do not tell members
        types[row["name"]] = row["type"]
        types.update({f"{row['name']}.{member}": None for member in row.get("members") or []})
    return types


def ask(view, *more, **options):
    """The rows of a view, with all of its columns; those of a tree without their branches."""
    names = ",".join(name for name in columns(view) if "." not in name)
    rows = json.loads(run(view, "-J", "-o", names, "--interval=0.01", *more, **options))
    return flat(rows if isinstance(rows, list) else [rows])


def flat(rows):
    return [one for row in rows for one in [row, *flat(row.pop("children", []))]]


def is_same(got, want):
    if isinstance(want, (Between, Saying)):
        return want == got
    if isinstance(want, dict):
        return isinstance(got, dict) and all(
            name in got and is_same(got[name], value) for name, value in want.items())
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == len(want) and all(map(is_same, got, want))
    if isinstance(want, float) and isinstance(got, (int, float)):
        return abs(got - want) <= 1e-9 * max(abs(got), abs(want))
    return type(got) is type(want) and got == want


def note(name, value):
    """A right value of a column; of what it consists of too."""
    if value is not None:
        SEEN.setdefault(name, []).append(value)
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            for member, inner in part.items():
                note(f"{name}.{member}", inner)


def nulls(view, row):
    """The columns of a row, and the members of its structs, of which the column missing tells."""
    for column, kind in columns(view).items():
        value = row.get(column)
        if "." not in column and column in row and value is None:
            yield column
        if kind == "struct" and value is not None:
            yield from (f"{column}.{member}" for member, inner in value.items() if inner is None)


def compare(view, row, want):
    """Holds a row of a view against the right values of some of its columns."""
    if row.get("missing") is not None and sorted(row["missing"]) != sorted(nulls(view, row)):
        WRONG.append(f"{view}.missing: {row['missing']} where these are null: {[*nulls(view, row)]}")
    for column, value in want.items():
        if column not in row:
            WRONG.append(f"{view}.{column}: there is no such column")
        elif is_same(row[column], value):
            note(f"{view}.{column}", value)
        else:
            WRONG.append(f"{view}.{column}: {row[column]!r} instead of {value!r}")


def expect(view, rows, *wants, key=None):
    """The rows of a view: those with the same value of KEY, or else in this order, and no more."""
    if key is None and len(rows) != len(wants):
        WRONG.append(f"{view}: {len(rows)} rows instead of {len(wants)}")
    for number, want in enumerate(wants):
        if key:
            found = [row for row in rows if is_same(row.get(key), want[key])]
        else:
            found = rows[number:number + 1]
        if len(found) == 1:
            compare(view, found[0], want)
        elif key:
            WRONG.append(f"{view}: {len(found)} rows with {key} {want[key]!r}")


def expect_table(view, text, *wants):
    """What has columns that only a table shows: heading and rows, as words."""
    rows = [line.split() for line in text.splitlines()]
    if rows != [want.split() for want in wants]:
        WRONG.append(f"{view} as a table: {rows} instead of {wants}")


def test(**columns):
    """Marks a test. COLUMNS, by view, are those that count although this machine cannot run it."""
    def mark(function):
        function.columns = {view.replace("_", " "): names for view, names in columns.items()}
        TESTS.append(function)
        return function
    return mark


def run_all():
    for function in TESTS:
        where = f"{function.__module__}: {function.__name__}"
        try:
            function()
        except Skip as reason:
            SKIPPED.append(f"{where}: {reason}")
            for view, names in function.columns.items():
                COUNTED.update(f"{view}.{name}" for name in names.split())
        except (AssertionError, OSError, LookupError, ValueError, subprocess.SubprocessError) as why:
            WRONG.append(f"{where}: {why!r}")


def flags(view):
    """The options of a view that take no value."""
    words = [line.split("\t")[0] for line in run(f"complete {view} --").splitlines()]
    return {word for word in words if not word.endswith("=")}


def tables(view):
    """The view, and what it is with an option that makes other columns of it: -P, --total."""
    yield view
    for option in sorted(flags(view) - flags("info info")):
        if run(f"{view} {option} -H -J", statuses=(0, 2)):
            table = f"{view} {option}"
            if columns(table) != columns(view):
                yield table


def views():
    """What has columns, as the program lists it itself; and one that an operand makes."""
    for command in [line.split("\t")[0] for line in run("complete", "").splitlines()]:
        if command != "help":
            text = run(f"{command} --help")
            section = re.search(r"^Views[^\n]*\n(.*?)^$", text, re.M | re.S)
            names = re.findall(r"^  ([a-z]+) ", section.group(1), re.M) if section else []
            for view in [f"{command} {name}" for name in names] or [command]:
                yield from tables(view)
    yield "disk usage /"


def is_tested(name, kind):
    if name.endswith(".missing"):  # the same for all views: query/missing.c; see nulls()
        return any(any(SEEN[other]) for other in SEEN if other.endswith(".missing"))
    values = SEEN.get(name, [])
    if kind == "bool":
        return True in values and False in values
    return any(isinstance(value, Between) and value.low > 0 or value not in (0, "", [], {})
               for value in values)


def untested(exceptions):
    known = {f"{view}.{column}": kind for view in views() for column, kind in columns(view).items()}
    for name in set(exceptions) | set(SEEN):
        column = name.split(".")[:2]
        if ".".join(column) not in known:
            WRONG.append(f"{name} is no column")
    for name in set(exceptions) & set(SEEN):
        if is_tested(name, known[name]):
            WRONG.append(f"{name} is tested, and need not be an exception")
    return [name for name, kind in known.items()
            if name not in exceptions and name not in COUNTED and not is_tested(name, kind)]
