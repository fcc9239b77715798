# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions report of the processes that they act on."""
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

from kit import NVHOST, SECONDS, Between, Saying, Skip, expect, near, test

NOBODY = 65534


def start_of(pid):
    """Field 22 of proc_pid_stat(5)."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        return int(file.read().rpartition(")")[2].split()[19])


def own_name(pid):
    with open(f"/proc/{pid}/comm", encoding="utf-8") as file:
        return file.read().strip()


class Sleeper:
    """A process that has become sleep(1); it is ended and reaped with the block."""

    def __enter__(self):
        self.process = subprocess.Popen(["sleep", "300"])
        while own_name(self.process.pid) != "sleep":
            time.sleep(0.01)
        return self.process.pid

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def rows(command, *words, statuses=(0,), **options):
    try:
        done = subprocess.run([NVHOST, *command.split(), *words], capture_output=True, text=True,
                              timeout=SECONDS, check=False, **options)
    except PermissionError as why:
        raise Skip("another user cannot reach the program here") from why
    if done.returncode not in statuses:
        raise AssertionError(f"nvhost {command}: status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def as_parent(command, script):
    """An action whose own child is the process: what has begun in a shell that becomes nvhost."""
    begin = time.monotonic()
    done = subprocess.run(
        ["sh", "-c", f'{{ {script}; }} & echo "$!"; exec "$0" {command} -J $!',
         NVHOST], capture_output=True, text=True, timeout=SECONDS, check=False)
    pid, _, text = done.stdout.partition("\n")
    row, = json.loads(text)
    return int(pid), row, time.monotonic() - begin


@test(wait="core_dumped")
def wait():
    pid, row, passed = as_parent("wait", "sleep 0.2")
    expect("wait", [row], dict(pid=pid, returncode=0, signal=None, core_dumped=False,
                               elapsed=Between(1e-9, passed), state="gone"))
    with Sleeper() as pid:
        expect("wait", rows("wait -J --timeout=0.01", str(pid), statuses=(124,)), dict(
            pid=pid, id=f"{pid}@{start_of(pid)}", name="sleep", state="alive",
            elapsed=Between(0.005, SECONDS)))
    with tempfile.TemporaryDirectory() as place:
        killed = "sh -c 'ulimit -c unlimited; kill -ABRT $$'"
        _, row, _ = as_parent("wait", f"cd {place}; sleep 0.2; exec {killed}")
        child = subprocess.Popen(["sh", "-c", f"exec {killed}"], cwd=place)
        status = os.waitpid(child.pid, 0)[1]
        expect("wait", [row], dict(returncode=-signal.SIGABRT, signal="ABRT",
                                   core_dumped=os.WCOREDUMP(status)))
    if not os.WCOREDUMP(status):
        raise Skip("no cores are dumped here")


@contextlib.contextmanager
def of_others():
    """A process that an ordinary user may not signal, and how to be such a user."""
    if os.geteuid() == 0:
        with Sleeper() as pid:
            yield pid, dict(user=NOBODY, group=NOBODY, extra_groups=[])
        return
    for pid in sorted(int(name) for name in os.listdir("/proc") if name.isdigit()):
        with contextlib.suppress(FileNotFoundError):
            if os.stat(f"/proc/{pid}").st_uid != os.geteuid():
                yield pid, {}  # of those that are there, the one that has been there for longest
                return
    raise Skip("there is no process of another user")


@test(kill="error")
def kill():
    pid, row, passed = as_parent("kill --wait=60", "sleep 300")
    expect("kill", [row], dict(pid=pid, signal="TERM", sent=True, state="gone", returncode=-15,
                               elapsed=Between(1e-9, passed)))
    with Sleeper() as pid:
        expect("kill", rows("kill -J -s URG", str(pid)), dict(
            pid=pid, id=f"{pid}@{start_of(pid)}", name="sleep", signal="URG", sent=True))
    with of_others() as (pid, who):
        expect("kill", rows("kill -J --force -s URG", str(pid), statuses=(1,), **who), dict(
            pid=pid, sent=False, error="Operation not permitted"))


@test()
def signals():
    known = {row["number"]: row["name"] for row in rows("kill -l -J")}
    assert set(range(1, 32)) <= set(known), known
    wrong = {name: number for number, name in known.items()
             if getattr(signal, f"SIG{name}", number) != number}
    assert not wrong, wrong


# proc_pid_limits(5)
LIMITS = {"Max cpu time": "cpu", "Max file size": "fsize", "Max data size": "data",
          "Max stack size": "stack", "Max core file size": "core", "Max resident set": "rss",
          "Max processes": "nproc", "Max open files": "nofile", "Max locked memory": "memlock",
          "Max address space": "as", "Max file locks": "locks",
          "Max pending signals": "sigpending", "Max msgqueue size": "msgqueue",
          "Max realtime priority": "rtprio", "Max realtime timeout": "rttime"}


def limits_of(pid):
    """Soft and hard limit by name, as /proc has them."""
    with open(f"/proc/{pid}/limits", encoding="utf-8") as file:
        lines = file.read().splitlines()[1:]
    return {LIMITS[line[:26].strip()]: line[26:68].split() for line in lines
            if line[:26].strip() in LIMITS}


def lower(soft, number):
    return str(number if soft == "unlimited" else min(number, int(soft)))


@test(set="error")
def settings():
    cpus = sorted(os.sched_getaffinity(0))
    with Sleeper() as pid:
        old = limits_of(pid)
        with open(f"/proc/{pid}/oom_score_adj", encoding="utf-8") as file:
            adjusted = int(file.read())
        nice = os.getpriority(os.PRIO_PROCESS, pid)
        words = [f"--nice={nice + 3}", "--ionice=be:5", f"--affinity={cpus[-1]}", "--policy=other",
                 f"--oom-score-adj={min(adjusted + 17, 1000)}"]
        words += [f"--rlimit={name}={lower(soft, 5000 + number)}:{hard}"
                  for number, (name, (soft, hard)) in enumerate(old.items())]
        rows("set -J --ionice=be:4 --policy=batch", str(pid))
        row, = rows("set -J", str(pid), *words)
        new = limits_of(pid)
        expect("set", [row], dict(
            pid=pid, id=f"{pid}@{start_of(pid)}", name="sleep",
            nice=dict(old=nice, new=os.getpriority(os.PRIO_PROCESS, pid)),
            ionice=dict(old="be:4", new="be:5"),
            cpu_affinity=dict(old=cpus, new=sorted(os.sched_getaffinity(pid))),
            policy=dict(old="batch", new="other"),
            oom_score_adj=dict(old=adjusted, new=min(adjusted + 17, 1000))) | {
                name: dict(old=":".join(old[name]), new=":".join(new[name])) for name in old})
        expect("set", [row], dict(cpu_affinity=dict(new=cpus[-1:]), nice=dict(new=nice + 3),
                                  cpu=dict(new=f"5000:{old['cpu'][1]}")))
    with of_others() as (pid, who):
        expect("set", rows("set -J --yes --nice=19", str(pid), statuses=(1,), **who),
               dict(pid=pid, error=Saying("not permitted")))


# What the command says of itself in the end is the least that can be right.
WORK = """
import json, mmap, os, resource, sys, time
begin = time.monotonic()
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
os.write(file, b"x" * (3 << 20))
os.fsync(file)
for read in lambda: mmap.mmap(file, 3 << 20)[1 << 20], lambda: os.pread(file, 2 << 20, 0):
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    read()
while time.process_time() < 0.4:
    pass
for _ in range(500):
    time.sleep(1e-4)
counters = {line.split(b":")[0].decode(): int(line.split()[1]) for line in open("/proc/self/io", "rb")}
usage = resource.getrusage(resource.RUSAGE_SELF)
json.dump(counters | dict(
    pid=os.getpid(), user=usage.ru_utime, system=usage.ru_stime, rss=usage.ru_maxrss * 1024,
    minor=usage.ru_minflt, major=usage.ru_majflt, voluntary=usage.ru_nvcsw,
    involuntary=usage.ru_nivcsw, elapsed=time.monotonic() - begin), open(sys.argv[2], "w"))
sys.exit(3)
"""


def report_of(place, *words):
    """What nvhost run reports of a command, and how long that took."""
    begin = time.monotonic()
    subprocess.run([NVHOST, "run", "-J", "-O", f"{place}/report", *words], cwd=place, check=False,
                   timeout=SECONDS, stderr=subprocess.DEVNULL)
    with open(f"{place}/report", encoding="utf-8") as file:
        return json.load(file), time.monotonic() - begin


@test(run="read_bytes write_bytes major_faults involuntary_ctx_switches core_dumped")
def run():
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-c", WORK, f"{place}/file", f"{place}/said"]
        row, passed = report_of(place, "--", *command)
        with open(f"{place}/said", encoding="utf-8") as file:
            said = json.load(file)
        expect("run", [row], dict(
            pid=said["pid"], command=command, returncode=3, signal=None, core_dumped=False,
            timed_out=False, elapsed=Between(said["elapsed"], passed),
            user=Between(said["user"], said["user"] + 0.2),
            system=Between(said["system"], said["system"] + 0.2),
            cpu_percent=near(100 * (row["user"] + row["system"]) / row["elapsed"]),
            peak_rss=Between(said["rss"], said["rss"] * 1.2),
            minor_faults=Between(said["minor"], said["minor"] + 2000),
            major_faults=Between(said["major"], said["major"] + 100),
            voluntary_ctx_switches=Between(said["voluntary"], said["voluntary"] + 100),
            involuntary_ctx_switches=Between(said["involuntary"], said["involuntary"] + 100),
            read_count=Between(said["syscr"], said["syscr"] + 100),
            write_count=Between(said["syscw"], said["syscw"] + 100),
            read_chars=Between(said["rchar"], said["rchar"] + 100000),
            write_chars=Between(said["wchar"], said["wchar"] + 1000),
            read_bytes=Between(said["read_bytes"], said["read_bytes"] + (1 << 20)),
            write_bytes=Between(said["write_bytes"], said["write_bytes"] + (1 << 20))))
        row, _ = report_of(place, "--timeout=0.1", "--", "sleep", "300")
        expect("run", [row], dict(returncode=-15, signal="TERM", timed_out=True))
        row, _ = report_of(place, "--", "sh", "-c", "ulimit -c unlimited; kill -ABRT $$")
        child = subprocess.Popen(["sh", "-c", "ulimit -c unlimited; kill -ABRT $$"], cwd=place)
        dumped = os.WCOREDUMP(os.waitpid(child.pid, 0)[1])
        expect("run", [row], dict(signal="ABRT", core_dumped=dumped))
    if not (dumped and said["read_bytes"] and said["write_bytes"] and said["major"]
            and said["involuntary"]):
        raise Skip("no core is dumped here, or no disk is behind the temporary files")
