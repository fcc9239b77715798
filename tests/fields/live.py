# SPDX-License-Identifier: GPL-3.0-or-later
"""What only a live kernel says: the right values are set here, or asked of system calls."""
import contextlib
import ctypes
import json
import mmap
import os
import pty
import shutil
import struct
import subprocess
import tempfile
import threading
import time

from kit import NVHOST, TICKS, Between, Host, Skip, ask, columns, expect, near, test
from process import FILES, stat

LISTS = ["ps list", "tree tree", "tree ppids", "tree children", "tree parents"]
CLONE_FILES = 0x400  # sched.h


@contextlib.contextmanager
def replaced_shell():
    """A shell of I/O class be:3 whose program is replaced while it runs, and its child: two PIDs."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(os.path.realpath("/bin/sh"), f"{place}/sh")
        with subprocess.Popen(["ionice", "-c", "2", "-n", "3", f"{place}/sh", "-c",
                               "sleep 300 & echo $!; read line; kill $!"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as shell:
            child = int(shell.stdout.readline())
            try:
                shutil.copy("/bin/sh", f"{place}/new")
                os.replace(f"{place}/new", f"{place}/sh")
                yield shell.pid, child
            finally:
                shell.stdin.write("\n")


@contextlib.contextmanager
def open_files():
    """A file of 5000 bytes, and one of 6000 that has no name any more; both are mapped too."""
    with tempfile.TemporaryDirectory() as place, open(f"{place}/kept", "w+b") as kept, \
            open(f"{place}/gone", "w+b") as gone:
        for file, size in (kept, 5000), (gone, 6000):
            file.write(b"x" * size)
            file.flush()
        os.unlink(gone.name)
        with mmap.mmap(kept.fileno(), 4096), mmap.mmap(gone.fileno(), 4096):
            yield kept, gone


def with_parent_and_child(view, parent, pid, child):
    """The row of a process in a view, which is asked by its relatives where it has to be."""
    words = {"tree children": [str(parent)], "tree parents": [str(child)], "tree ppids": []}
    rows = ask(view, "-w", f"pid == {pid}", *words.get(view, [str(pid)]), statuses=(0, 1))
    return next(row for row in rows if row["pid"] == pid)


@test(**{view.replace(" ", "_"): "pidfd_inode ionice ionice.ioclass ionice.value"
         " exe_deleted needs_restart" for view in LISTS})
def programs():
    if not shutil.which("ionice"):
        raise Skip("ionice(1) is not installed")
    own = os.getpid()
    with replaced_shell() as (shell, child):
        for view in LISTS:
            expect(view, [with_parent_and_child(view, own, shell, child)], dict(
                exe_deleted=True, needs_restart=True, ionice=dict(ioclass="be", value=3)))
            expect(view, [with_parent_and_child(view, os.getppid(), own, shell)],
                   dict(exe_deleted=False, needs_restart=False))
        inodes = [os.fstat(os.pidfd_open(pid)).st_ino for pid in (shell, child)]
        if inodes[0] == inodes[1]:
            raise Skip("this kernel gives all pidfds one inode")
        for view in LISTS:
            expect(view, [with_parent_and_child(view, own, shell, child)],
                   dict(pidfd_inode=inodes[0]))


@test()
def files():
    own = os.getpid()
    with open_files() as (kept, gone), subprocess.Popen(["sleep", "300"]) as child:
        paths, numbers = (kept.name, gone.name), (kept.fileno(), gone.fileno())
        wants = [dict(fd=kept.fileno(), size=5000, deleted=False),
                 dict(fd=gone.fileno(), size=6000, deleted=True)]
        maps = [dict(path=gone.name, deleted=True), dict(path=kept.name, deleted=False)]
        for view in LISTS:
            row = with_parent_and_child(view, os.getppid(), own, child.pid)
            own_part = dict(
                fds=[fd for fd in row["fds"] if fd["fd"] in numbers],
                open_files=[file for file in row["open_files"] if file["fd"] in numbers],
                memory_maps=[one for one in row["memory_maps"] if one["path"] in paths])
            expect(view, [own_part], dict(fds=wants, memory_maps=maps, open_files=[
                dict(path=kept.name, fd=kept.fileno(), size=5000)]))
        expect("ps files", ask("ps files", str(own)), *wants, key="fd")
        expect("ps fds", ask("ps fds", str(own)), *wants, key="fd")
        expect("ps maps", ask("ps maps", str(own)), *maps, key="path")
        child.kill()


@test(ps_files="tid", ps_fds="tid")
def files_of_a_thread():
    libc = ctypes.CDLL(None, use_errno=True)
    ready, done = threading.Event(), threading.Event()
    said = {}

    def work():
        said["tid"] = threading.get_native_id()
        if libc.unshare(CLONE_FILES) == 0:
            said["file"] = os.open(os.path.abspath(__file__), os.O_RDONLY)
        ready.set()
        done.wait()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    try:
        if "file" not in said:
            raise Skip("a thread may not have descriptors of its own here")
        for view in "ps files", "ps fds":
            rows = [row for row in ask(view, str(os.getpid())) if row["tid"] is not None]
            rows = [row for row in rows if row["fd"] == said["file"]]
            expect(view, rows, dict(fd=said["file"], tid=said["tid"]))
    finally:
        done.set()
        thread.join()


@test()
def shares_of_processes():
    grown = {f"f{14 + n}": [500, 250][n] + [150, 100][n] * TICKS for n in range(2)}  # of 1000 s
    later = {"proc/42/stat": stat(42, "x", "R", **grown)}
    for view in LISTS:
        with Host(FILES) as host:
            words = {"tree children": ["1"], "tree parents": ["5"]}.get(view, [])
            expect(view, host.ask_later(view, later, *words), dict(pid=42, cpu_percent=near(25)),
                   key="pid")
    later = {"proc/42/task/42/stat": stat(42, "x", "R", **grown)}
    with Host(FILES) as host:
        expect("ps threads", host.ask_later("ps threads", later, "42"),
               dict(id=42, cpu_percent=near(25)), dict(id=44, cpu_percent=0.0))


def in_mounts(*commands):
    """Runs commands in a mount namespace of its own."""
    how = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    if not shutil.which("unshare") or subprocess.run(
            [*how, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True,
            check=False).returncode:
        raise Skip("no mount namespaces here")
    done = subprocess.run([*how, "sh", "-ec", "\n".join(commands)], capture_output=True, text=True,
                          check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


SIZES = "total used free percent inodes inodes_used inodes_free inodes_percent"


SIZE = dict(total=8 << 20, used=2 << 20, free=6 << 20, percent=25.0, inodes=100, inodes_used=25,
            inodes_free=75, inodes_percent=25.0)


def in_file_system(place, command):
    """What the command prints, beside a tmpfs of SIZE at the place."""
    return in_mounts(
        f"mount -t tmpfs -o size=8m,nr_inodes=100 some-name {place}", f"cd {place}",
        "head -c 2097152 /dev/zero >file", "touch $(seq 23)",  # and the directory: 25 inodes
        command)


@test(disk_usage="mountpoint device fstype root " + SIZES)
def usage():
    with tempfile.TemporaryDirectory() as place:
        rows = in_file_system(
            place, f"'{NVHOST}' disk usage -a -J -w 'mountpoint == \"{place}\"'"
            " -o " + ",".join(columns("disk usage")))
        expect("disk usage", rows, SIZE | dict(mountpoint=place, device="some-name",
                                               fstype="tmpfs", root="/"))


@test(**{"disk_usage_/": "path " + SIZES})
def usage_of_a_path():
    with tempfile.TemporaryDirectory() as place:
        row = in_file_system(
            place, f"'{NVHOST}' disk usage {place} -J -o " + ",".join(columns("disk usage /")))
        expect("disk usage /", row if isinstance(row, list) else [row], SIZE | dict(path=place))


@test(users_users="idle")
def idle_users():
    here, there = pty.openpty()
    name = os.ttyname(there)
    os.utime(name, (time.time() - 90, time.time()))
    with tempfile.TemporaryDirectory() as place:
        with open(f"{place}/utmp", "wb") as file:
            file.write(struct.pack(
                "hi32s4s32s256shhiii4i20x", 7, os.getpid(), name[len("/dev/"):].encode(), b"t",
                b"ann", b"", 0, 0, 0, 1700000000, 0, 0, 0, 0, 0))
        begin = time.time()
        rows = in_mounts("mount -t tmpfs none /run", f"cp {place}/utmp /run/utmp",
                         f"'{NVHOST}' users -J -o " + ",".join(columns("users users")))
        passed = time.time() - begin
    os.close(here)
    os.close(there)
    expect("users users", rows, dict(name="ann", idle=Between(89, 91 + passed)))


@test()
def user():
    env = os.environ | {"LOGNAME": "somebody"}
    expect("info info", ask("info info", env=env), dict(username="somebody"))
