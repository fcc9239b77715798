# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of nvhost in which something fails, and what may become of them."""
import errno
import json
import os
import re
import socket
import subprocess

NVHOST = os.environ["NVHOST"]
INTERPOSE = os.environ["INTERPOSE"]
LEAKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "leaks")  # of the C library
PROGRAM = open(NVHOST, "rb").read()
IS_SANITIZED = b"__asan_init" in PROGRAM
IS_OF_GLIBC = b"/ld-linux" in PROGRAM or b"/ld64.so" in PROGRAM  # and not static
ERRORS = [errno.EIO, errno.EACCES, errno.ESRCH, errno.ENOENT, errno.EMFILE, errno.EINTR]
VANISHED = [errno.ESRCH, errno.ENOENT]  # a process that ends in between looks like that
HELD = ".*/(proc|sys|etc|run|dev|var)"  # directories that are held open to the end
MOST_DESCRIPTORS = 24

# What is to fail, as interpose.c has it.
NOTHING, MEMORY, ALL_MEMORY, CALL, SHORT, DESCRIPTORS = "nmacsd"
TOLD = {MEMORY: "no memory", ALL_MEMORY: "no memory from there on", SHORT: "a byte at a time",
        DESCRIPTORS: "so many descriptors"}


class Program:
    """nvhost with some arguments, which runs as often as it is asked to."""

    def __init__(self, arguments):
        self.control, theirs = socket.socketpair()
        self.out, self.err = os.memfd_create("out"), os.memfd_create("err")
        environment = dict(os.environ, LC_ALL="C.UTF-8", FAULTS=str(theirs.fileno()),
                           LD_PRELOAD=INTERPOSE)
        if IS_SANITIZED:
            environment["ASAN_OPTIONS"] = "verify_asan_link_order=0:allocator_may_return_null=1"
            environment["LSAN_OPTIONS"] = f"print_suppressions=0:suppressions={LEAKS}"
        self.process = subprocess.Popen(
            [NVHOST] + arguments, stdin=subprocess.DEVNULL, stdout=self.out, stderr=self.err,
            env=environment, pass_fds=[theirs.fileno()])
        theirs.close()

    def run(self, kind, n=0, error=0, pid=0):
        for fd in self.out, self.err:
            os.ftruncate(fd, 0)
            os.lseek(fd, 0, os.SEEK_SET)
        self.control.send(f"{kind} {n} {error} {pid}\n".encode())
        answer = self.control.recv(65536).decode(errors="replace")
        return Run(answer, *(os.pread(fd, 1 << 24, 0) for fd in (self.out, self.err)))

    def end(self):
        self.control.close()
        self.process.wait()
        os.close(self.out)
        os.close(self.err)


class Run:
    """What one run did."""

    def __init__(self, answer, out, err):
        if not answer:
            raise SystemExit("the program does not take requests: " + err.decode())
        status, is_hit, left, self.call, self.place = answer.rstrip("\n").split("\t")
        self.signal = os.WTERMSIG(int(status)) if os.WIFSIGNALED(int(status)) else 0
        self.status = None if self.signal else os.WEXITSTATUS(int(status))
        self.is_hit = is_hit == "1"
        self.left = [name for name in left.split("|") if name and not re.fullmatch(HELD, name)]
        self.out = out
        self.err = err.decode(errors="replace")


def rows_of(out, form):
    """The rows of a document; ValueError where it is not whole."""
    text = out.decode()
    if form == "ndjson":
        if text and not text.endswith("\n"):
            raise ValueError("the last line is not whole")
        return [json.loads(line) for line in text.splitlines()]
    document = json.loads(text)
    return flat(document if isinstance(document, list) else [document])


def says_gone(run, error):
    """What says that a process is gone is believed: its directory, its pidfd."""
    return error in VANISHED and (
        run.call == "syscall" or re.search("/proc/[0-9]+$|pidfd", run.place))


def words_of(out):
    """Where the C library has no memory for a locale, what is not ASCII is escaped."""
    plain = re.sub(rb"\\x([0-9a-f]{2})", lambda escape: bytes([int(escape[1], 16)]), out)
    return re.findall(rb"\w+", plain)


def is_alike(words, right):
    """libsmartcols draws other lines, and takes other widths, where it has no memory for them: a
    word may be cut."""
    return len(words) == len(right) and all(r.startswith(w) for w, r in zip(words, right))


def flat(rows):
    """A tree's rows too, each without those below it."""
    return [row for r in rows for row in (
        [{key: r[key] for key in r if key != "children"}] + flat(r.get("children", []))
        if isinstance(r, dict) else [r])]


def differences(value, right, volatile, may_be_null, path=""):
    """Where something stands that is neither what it should be nor, where it may be, null."""
    if path.rpartition(".")[2] in volatile or value == right or (value is None and may_be_null):
        return []
    if isinstance(value, dict) and isinstance(right, dict) and value.keys() == right.keys():
        return [d for key in value for d in differences(
            value[key], right[key], volatile, may_be_null, f"{path}.{key}".lstrip("."))]
    if isinstance(value, list) and isinstance(right, list) and len(value) == len(right):
        return [d for n in range(len(value)) for d in differences(
            value[n], right[n], volatile, may_be_null, path)]
    return [f"{path} is {json.dumps(value)[:200]}, not {json.dumps(right)[:200]}"]


class Subject:
    """A view, and what it should say.

    form: of the output. varies: columns that are never the same. falls_back: those that have a
    second source, where the first fails. lacks: rows may not be there without a message, where the
    file that fails has such a name. statuses: how it may end without having done all.
    """
    statuses = (1,)

    def __init__(self, name, arguments, form="json", varies=(), falls_back=(), lacks=None):
        self.name, self.form = name, form
        self.arguments = arguments + (["--" + form] if form in ("json", "ndjson", "csv") else [])
        self.varies, self.falls_back = {"missing"} | set(varies), set(falls_back)
        self.lacks = re.compile(lacks) if lacks is not None else None

    def start(self):
        """Before a run. The PID that stands for "@"."""
        return 0

    def end(self, run):
        """After a run: what is wrong with what it has done, or None."""

    def judge(self, run, right, kind, error):
        """What is wrong with the run, or None."""
        if run.signal:
            return f"killed by signal {run.signal}"
        if re.search("Sanitizer|runtime error", run.err):
            return run.err
        if run.left:
            return "left open: " + ", ".join(run.left)
        if run.status not in (right.status, *self.statuses):
            return f"status {run.status}"
        if run.status != right.status:
            return None if run.err else f"status {run.status} without a message"
        return self.judge_document(run, right, kind, error)

    def judge_document(self, run, right, kind, error):
        must_be_same = kind != CALL and (kind == SHORT or not run.err)
        if self.form not in ("json", "ndjson"):
            words, theirs = words_of(run.out), words_of(right.out)
            is_same = is_alike(words, theirs) if self.form == "table" else words == theirs
            return "other output" if must_be_same and not is_same else None
        try:
            rows = rows_of(run.out, self.form)
        except ValueError as problem:
            return f"no whole document: {problem}"
        return self.judge_rows(run, rows, rows_of(right.out, self.form), must_be_same, error)

    def judge_rows(self, run, rows, right, must_be_same, error):
        volatile = self.varies | (set() if must_be_same else self.falls_back)
        left = list(right)
        for row in rows:
            found = [(differences(row, r, volatile, not must_be_same), n)
                     for n, r in enumerate(left)]
            wrong, n = min(found, key=lambda f: len(f[0]), default=(["one more"], None))
            if wrong:
                return "; ".join(wrong)
            del left[n]
        if left and not run.err and (must_be_same or not self.may_lack(run, error)):
            return f"silently missing: {json.dumps(left)[:200]}"
        return None

    def may_lack(self, run, error):
        """A process that is gone, and who is below it; else what the subject says."""
        if self.lacks and self.lacks.search(run.place):
            return True
        return says_gone(run, error) or (
            error in VANISHED and re.search(r"/proc/[0-9]+/", run.place))


class Sweep:
    """A subject with each of its faults."""

    def __init__(self, subject, step):
        self.subject, self.step = subject, step
        self.n_runs, self.problems = 0, []
        self.program = Program(subject.arguments)

    def run(self, kind, n=0, error=0):
        self.n_runs += 1
        run = self.program.run(kind, n, error, self.subject.start())
        run.error = error
        run.problem = self.subject.end(run)
        return run

    def check(self, right, kind, n=0, error=0):
        """False where there is no Nth."""
        for _ in range(2):  # processes come and go: what is wrong is so again
            run = self.run(kind, n, error)
            problem = run.problem or self.subject.judge(run, right, kind, error)
            if not problem:
                break
        if problem:
            self.problems.append(
                f"{self.subject.name}: {n}: {run.call} {run.place}: "
                f"{errno.errorcode.get(error) or TOLD[kind]}: {problem}"
                f"\n\tstatus {run.status}, message {run.err.strip()!r}")
        return run.is_hit

    def all(self):
        for _ in range(3):  # a host that is busy may disturb a run, too
            right = self.run(NOTHING)
            problem = right.problem or self.subject.judge(right, right, NOTHING, 0)
            if not problem and right.status == 0:
                break
        else:
            raise SystemExit(f"{self.subject.name}, undisturbed: {problem} {right.err}")
        self.check(right, SHORT)
        for n in range(3, 0 if IS_SANITIZED else MOST_DESCRIPTORS):  # LeakSanitizer needs some, too
            self.check(right, DESCRIPTORS, n)
        for kind in MEMORY, ALL_MEMORY, CALL:
            n = 1
            while self.check(right, kind, n, ERRORS[n // self.step % len(ERRORS)]
                             if kind == CALL else 0):
                n += self.step
        self.program.end()
