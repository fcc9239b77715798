# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes of a host whose files are written here: the right values are arithmetic on them.

No two numbers of a file are the same, so that none is taken for its neighbour.
"""
import json

from kit import KIB, PAGE, TICKS, Host, expect, is_same, run, test

DOCKER = "0123456789abcdef" * 4
POD = "01234567-89ab-cdef-0123-456789abcdef"

# proc_pid_stat(5); the first number is field 4
NUMBERS = [1, 40, 39, 34817, 41, 4194304, 101, 102, 103, 104, 500, 250, 120, 80, 25, 5, 2, 0, 5000,
           4096000, 106, 107, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 3, 7, 1, 90, 0, 0, 0, 0, 0,
           0, 0, 0, 0, 0]


def stat(pid, comm, state, **changes):
    """A line of stat; CHANGES are by the number of the field: f5=7."""
    numbers = list(NUMBERS)
    for field, number in changes.items():
        numbers[int(field[1:]) - 4] = number
    return f"{pid} ({comm}) {state} " + " ".join(map(str, numbers))


def kib(**sizes):
    return "\n".join(f"{name + ':':<16}{size:8} kB" for name, size in sizes.items())


MAP = dict(Size=1024, Rss=201, Pss=202, Shared_Clean=203, Shared_Dirty=204, Private_Clean=205,
           Private_Dirty=206, Referenced=207, Anonymous=208, Swap=209)
SMAPS = "55d0c0000000-55d0c0100000 r-xp 00000000 08:01 77 /usr/bin/work er\n" + kib(**MAP)
MAP_VALUES = {name.lower(): size * KIB for name, size in MAP.items()} | {"path": "/usr/bin/work er"}

LIMITS = "\n".join(f"{name:<26}{soft:<21}{hard:<21}{units}" for name, soft, hard, units in [
    ("Limit", "Soft Limit", "Hard Limit", "Units"), ("Max cpu time", 11, 12, "seconds"),
    ("Max file size", 13, 14, "bytes"), ("Max data size", 15, 16, "bytes"),
    ("Max stack size", 17, 18, "bytes"), ("Max core file size", 19, "unlimited", "bytes"),
    ("Max resident set", 21, 22, "bytes"), ("Max processes", 23, 24, "processes"),
    ("Max open files", 25, 26, "files"), ("Max locked memory", 27, 28, "bytes"),
    ("Max address space", 29, 30, "bytes"), ("Max file locks", 31, 32, "locks"),
    ("Max pending signals", 33, 34, "signals"), ("Max msgqueue size", 35, 36, "bytes"),
    ("Max nice priority", 37, 38, ""), ("Max realtime priority", 39, 40, ""),
    ("Max realtime timeout", 41, 42, "us")])
LIMIT_VALUES = dict(cpu=(11, 12), fsize=(13, 14), data=(15, 16), stack=(17, 18), core=(19, -1),
                    rss=(21, 22), nproc=(23, 24), nofile=(25, 26), memlock=(27, 28),
                    locks=(31, 32), sigpending=(33, 34), msgqueue=(35, 36), nice=(37, 38),
                    rtprio=(39, 40), rttime=(41, 42)) | {"as": (29, 30)}

STATUS = f"""Name:\tx
Tgid:\t42
Uid:\t1007\t1008\t1009\t1010
Gid:\t2004\t2005\t2006\t2007
Groups:\t4 24
NStgid:\t42\t5\t1
NSpid:\t42\t5\t1
""" + kib(VmPeak=301, VmHWM=302, RssAnon=303, RssFile=304, RssShmem=305, VmSwap=306,
          HugetlbPages=307) + """
Threads:\t2
ShdPnd:\t0000000000000001
SigBlk:\t0000000000000002
SigIgn:\t0000000000001000
SigCgt:\t0000000000004000
CapInh:\t0000000000000001
CapPrm:\t0000000000000003
CapEff:\t0000000000000007
CapBnd:\t000000000000000f
CapAmb:\t0000000000000010
NoNewPrivs:\t1
Seccomp:\t2
Cpus_allowed_list:\t0-1,3
voluntary_ctxt_switches:\t401
nonvoluntary_ctxt_switches:\t402"""

# proc_pid_net(5): addresses as words of the machine, so these read the same in either byte order
TCP = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 01000001:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000  1007        0 901 1 0
   1: 01000001:1F90 02000002:C350 01 00000015:00000016 01:%08X 00000009  1008        0 902 1 0
   2: 01000001:1F90 03000003:C350 01 00000000:00000000 02:%08X 00000000  1008        0 903 1 0
""".rstrip() % (3 * TICKS, 700 * TICKS)
UDP = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
   5: 01000001:0035 02000002:0036 07 00000000:00000000 00:00000000 00000000  1009        0 904 2 0 31"""
UNIX = """Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 905 /run/a.sock"""

FILES = {
    "proc/stat": "cpu  1 1 1 1 1 1 1 1 0 0\nbtime 1700000000",
    "proc/uptime": "1000.00 1.00",
    "proc/meminfo": kib(MemTotal=PAGE // KIB * 8000),
    "proc/tty/drivers": "pty_slave /dev/pts 136 0-1048575 pty:slave",
    "proc/self/mountinfo": "30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw",
    "etc/passwd": "root:x:0:0::/:/bin/sh\nann:x:1007:1::/:/bin/sh\nben:x:1008:1::/:/bin/sh\n"
                  "cat:x:1009:1::/:/bin/sh",
    "proc/1/stat": stat(1, "init", "S", f4=9, f7=0, f22=1, f9=4194560),
    "proc/1/status": "Name:\tinit\nTgid:\t1\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nNoNewPrivs:\t0",
    "proc/1/cmdline": b"/sbin/init\0-x\0",
    "proc/1/cgroup": "0::/user.slice/user-1007.slice/user@1007.service/app.slice/editor.service",
    "proc/2/stat": stat(2, "kworker", "I", f4=9, f9=0x00200040),
    "proc/2/status": "Name:\tkworker\nTgid:\t2\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0",
    "proc/2/cgroup": "0::/machine.slice/libpod-" + DOCKER + ".scope",
    "proc/3/stat": stat(3, "job", "S", f4=1),
    "proc/3/cgroup": "0::/lxc.payload.web/system.slice",
    "proc/9/stat": stat(9, "top", "S", f4=0, f22=0),
    "proc/5/stat": stat(5, "child", "S", f4=42),
    "proc/6/stat": stat(6, "inside", "S", f4=3),
    "proc/7/stat": stat(7, "worker", "S", f4=2),
    "proc/42/stat": stat(42, "x", "R"),
    "proc/42/status": STATUS,
    "proc/42/statm": "1001 502 103 4 0 205 0",
    "proc/42/io": "rchar: 601\nwchar: 602\nsyscr: 603\nsyscw: 604\nread_bytes: 605\n"
                  "write_bytes: 606\ncancelled_write_bytes: 0",
    "proc/42/cmdline": b"/usr/bin/x\0a b\0",
    "proc/42/environ": b"ONE=1\0TWO=a b\0",
    "proc/42/limits": LIMITS,
    "proc/42/schedstat": "10 2500000000 7",
    "proc/42/wchan": "do_epoll_wait",
    "proc/42/oom_score": "667",
    "proc/42/oom_score_adj": "-17",
    "proc/42/loginuid": "1011",
    "proc/42/sessionid": "1012",
    "proc/42/attr/current": "unconfined_u:unconfined_r:unconfined_t:s0",
    "proc/42/cgroup": f"0::/kubepods.slice/kubepods-burstable.slice/"
                      f"kubepods-burstable-pod{POD.replace('-', '_')}.slice/"
                      f"cri-containerd-{DOCKER}.scope",
    "proc/42/smaps": SMAPS,
    "proc/42/smaps_rollup": "55d0c0000000-7ffe00000000 ---p 00000000 00:00 0 [rollup]\n"
                            + kib(Rss=700, Pss=701, Private_Clean=702, Private_Dirty=703, Swap=704),
    "proc/42/maps": "55d0c0000000-55d0c0100000 r-xp 00000000 08:01 77 /usr/bin/work er",
    "proc/42/exe": ("/usr/bin/x",),
    "proc/42/cwd": ("/home/ann",),
    "proc/42/root": ("/srv/jail",),
    "proc/42/fd/3": ("/home/ann/data",),
    "proc/42/fd/5": ("socket:[902]",),
    "proc/42/fd/6": ("pipe:[777]",),
    "proc/42/fd/7": ("socket:[904]",),
    "proc/42/fd/8": ("socket:[905]",),
    "proc/42/fdinfo/3": "pos:\t1234\nflags:\t0102001\nmnt_id:\t29",
    "proc/42/fdinfo/5": "pos:\t0\nflags:\t02\nmnt_id:\t9",
    "proc/42/fdinfo/6": "pos:\t0\nflags:\t01\nmnt_id:\t14",
    "proc/42/fdinfo/7": "pos:\t0\nflags:\t02\nmnt_id:\t9",
    "proc/42/fdinfo/8": "pos:\t0\nflags:\t02\nmnt_id:\t9",
    "proc/net/tcp": TCP,
    "proc/net/udp": UDP,
    "proc/net/unix": UNIX,
    "proc/42/task/42/stat": stat(42, "x", "R"),
    "proc/42/task/42/status": STATUS,
    "proc/42/task/44/stat": stat(44, "fetch", "D", f10=111, f12=113, f14=60, f15=70, f18=-8, f19=9,
                                 f22=6000, f39=2, f40=6, f41=2),
    "proc/42/task/44/status": "Name:\tfetch\nTgid:\t42\nCpus_allowed_list:\t2-3\n"
                              "voluntary_ctxt_switches:\t411\nnonvoluntary_ctxt_switches:\t412",
    "proc/42/task/44/wchan": "io_schedule",
    "sys/fs/cgroup/cgroup.controllers": "cpu",
    f"sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice/"
    f"kubepods-burstable-pod{POD.replace('-', '_')}.slice/cri-containerd-{DOCKER}.scope/"
    "cgroup.events": "populated 1\nfrozen 1",
    "sys/fs/cgroup/user.slice/user-1007.slice/user@1007.service/app.slice/editor.service/"
    "cgroup.events": "populated 1\nfrozen 0",
} | {f"proc/42/ns/{name}": (f"{name}:[{4026531800 + number}]",) for number, name in enumerate(
    ["cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"])}

MEMORY = dict(rss=502 * PAGE, vms=1001 * PAGE, shared=103 * PAGE, text=4 * PAGE, data=205 * PAGE)
MEMORY_EX = MEMORY | dict(peak_rss=302 * KIB, peak_vms=301 * KIB, rss_anon=303 * KIB,
                          rss_file=304 * KIB, rss_shmem=305 * KIB, swap=306 * KIB,
                          hugetlb=307 * KIB)
IO = dict(read_count=603, write_count=604, read_bytes=605, write_bytes=606, read_chars=601,
          write_chars=602)
LOCAL = dict(ip="1.0.0.1", port=0x1F90, path=None)
REMOTE = dict(ip="2.0.0.2", port=0xC350, path=None)
SOCKETS = [dict(fd=7, family="AF_INET", type="SOCK_DGRAM", laddr=dict(ip="1.0.0.1", port=53),
                raddr=dict(ip="2.0.0.2", port=54), status="NONE"),
           dict(fd=5, family="AF_INET", type="SOCK_STREAM", laddr=LOCAL, raddr=REMOTE,
                status="ESTABLISHED")]
START, AGE, BUSY = 5000 / TICKS, 1000 - 5000 / TICKS, 750 / TICKS

PROCESS = dict(
    pid=42, id="42@5000", ppid=1, name="x", exe="/usr/bin/x", cmdline=["/usr/bin/x", "a b"],
    command="/usr/bin/x 'a b'", status="running", state="R", username="ann",
    effective_username="ben", create_time=1700000000 + START, elapsed=AGE, start_ticks=5000,
    cwd="/home/ann", nice=5, uids=dict(real=1007, effective=1008, saved=1009),
    gids=dict(real=2004, effective=2005, saved=2006), groups=[4, 24], nspid=[42, 5, 1],
    parent=dict(pid=1, name="init", username="root", cmdline=["/sbin/init", "-x"]),
    terminal="/dev/pts/1", num_threads=2,
    cpu_times=dict(user=500 / TICKS, system=250 / TICKS, children_user=120 / TICKS,
                   children_system=80 / TICKS, iowait=90 / TICKS),
    cpu_average=100 * BUSY / AGE, memory_info=MEMORY, rss=502 * PAGE, vms=1001 * PAGE,
    shared=103 * PAGE, memory_percent=100 * 502 / 8000, num_fds=5, io_counters=IO, read_bytes=605,
    write_bytes=606, rlimits={name: dict(soft=soft, hard=hard)
             for name, (soft, hard) in LIMIT_VALUES.items()},
    cpu_affinity=[0, 1, 3], cpu_num=3, environ={"ONE": "1", "TWO": "a b"},
    num_ctx_switches=dict(voluntary=401, involuntary=402), page_faults=dict(minor=101, major=103),
    threads=[dict(id=42, user_time=500 / TICKS, system_time=250 / TICKS),
             dict(id=44, user_time=60 / TICKS, system_time=70 / TICKS)],
    memory_info_ex=MEMORY_EX, peak_rss=302 * KIB,
    memory_footprint=dict(uss=(702 + 703) * KIB, pss=701 * KIB, swap=704 * KIB),
    uss=(702 + 703) * KIB, pss=701 * KIB, swap=704 * KIB, memory_maps=[MAP_VALUES],
    open_files=[dict(path="/home/ann/data", fd=3, position=1234, mode="a", flags=0o102001)],
    net_connections=SOCKETS, pgid=40, sid=39, tpgid=41, priority=25, rt_priority=7,
    is_kthread=False, policy="fifo", wchan="do_epoll_wait", oom_score=667, oom_score_adj=-17,
    cgroup="/" + FILES["proc/42/cgroup"].split(":/")[1], cgroup_frozen=True, container=DOCKER,
    container_runtime="containerd", pod=POD,
    namespaces={name: 4026531800 + number for number, name in enumerate(
        ["cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"])},
    # capability.h, signal(7): bit 0 is the first
    capabilities=dict(inheritable=["chown"], permitted=["chown", "dac_override"],
                      effective=["chown", "dac_override", "dac_read_search"],
                      bounding=["chown", "dac_override", "dac_read_search",
                                "fowner"],
                      ambient=["fsetid"]),
    seccomp="filter", no_new_privs=True, security_label="unconfined_u:unconfined_r:unconfined_t:s0",
    signals=dict(pending=["HUP"], blocked=["INT"], ignored=["PIPE"], caught=["TERM"]),
    delays=dict(block_io=90 / TICKS, run_queue=2.5), loginuid=1011, sessionid=1012,
    root="/srv/jail",
    fds=[dict(fd=3, kind="file", mode="a", flags=0o102001, position=1234, target="/home/ann/data"),
         dict(fd=5, kind="socket", mode="r+", target="socket:[902]"),
         dict(fd=6, kind="pipe", mode="w", target="pipe:[777]"),
         dict(fd=7, kind="socket", target="socket:[904]"),
         dict(fd=8, kind="socket", target="socket:[905]")],
    missing={"pidfd_inode": "unsupported", "container_name": "none"})
INIT = dict(pid=1, name="init", is_kthread=False, no_new_privs=False, cgroup_frozen=False,
            unit="user@1007.service", slice="user-1007.slice", user_unit="editor.service")
KERNEL = dict(pid=2, is_kthread=True, status="idle", state="I", container_runtime="podman",
              slice="machine.slice")
CONTAINER = dict(pid=3, container_runtime="lxc", container="web", container_name="web")
ALL = [PROCESS, INIT, KERNEL, CONTAINER]


@test()
def lists_and_trees():
    with Host(FILES) as host:
        expect("ps list", host.ask("ps list"), *ALL, key="pid")
        deep = [row | {"depth": depth} for row, depth in zip(ALL, (2, 1, 1, 2))]
        expect("tree tree", host.ask("tree tree"), *deep, key="pid")
        expect("tree ppids", host.ask("tree ppids"), *ALL, key="pid")
        expect("tree children", host.ask("tree children", "9", "-r"), *deep, dict(pid=5, depth=3),
               key="pid")
        expect("tree children", host.ask("tree children", "1"),
               *[row | {"depth": 1} for row in (CONTAINER, PROCESS)])
        expect("tree parents", host.ask("tree parents", "5", "6", "7"), *deep, key="pid")
        expect("tree pids", host.ask("tree pids"), dict(ppid=1, pids=[3, 42]), key="ppid")


@test()
def names_that_no_list_has():
    """Those of ps(1), and of older versions of psutil."""
    footprint = PROCESS["memory_footprint"]
    sizes = MEMORY_EX | footprint
    want = {"uid": 1008, "gid": 2005, "memory_full_info": MEMORY | footprint}
    want |= {f"memory_percent.{name}": 100 * size / (8000 * PAGE) for name, size in sizes.items()}
    with Host(FILES) as host:
        got = json.loads(run("ps 42 --ndjson", f"--root={host.root}", "-o", ",".join(want)))
    assert is_same(got, want), got


THREADS = [
    dict(pid=42, name="x", id=42, user_time=500 / TICKS, system_time=250 / TICKS, comm="x",
         status="running", state="R", cpu_num=3, cpu_affinity=[0, 1, 3], policy="fifo", priority=25,
         rt_priority=7, nice=5, num_ctx_switches=dict(voluntary=401, involuntary=402),
         page_faults=dict(minor=101, major=103), start_ticks=5000, missing={"wchan": "unsupported"}),
    dict(pid=42, name="x", id=44, user_time=60 / TICKS, system_time=70 / TICKS, comm="fetch",
         status="disk-sleep", state="D", cpu_num=2, cpu_affinity=[2, 3], policy="rr", priority=-8,
         rt_priority=6, nice=9, num_ctx_switches=dict(voluntary=411, involuntary=412),
         page_faults=dict(minor=111, major=113), wchan="io_schedule", start_ticks=6000)]

OWN = dict(pid=42, name="x")
DATA = OWN | dict(fd=3, position=1234, mode="a", flags=0o102001)
UNIX_END = dict(ip=None, port=None, path="/run/a.sock")
FDS = [
    DATA | dict(kind="file", mount=29, target="/home/ann/data",
                missing={"inode": "none", "size": "unsupported", "tid": "none", "family": "none",
                         "type": "none", "laddr": "none", "raddr": "none", "status": "none"}),
    OWN | dict(fd=5, kind="socket", mode="r+", flags=2, mount=9, inode=902,
               target="socket:[902]", family="AF_INET", type="SOCK_STREAM", laddr=LOCAL,
               raddr=REMOTE, status="ESTABLISHED"),
    OWN | dict(fd=6, kind="pipe", mode="w", flags=1, mount=14, inode=777, target="pipe:[777]"),
    OWN | dict(fd=7, kind="socket", inode=904, type="SOCK_DGRAM", raddr=SOCKETS[0]["raddr"]),
    OWN | dict(fd=8, kind="socket", inode=905, family="AF_UNIX", laddr=UNIX_END)]

CONNECTIONS = [
    OWN | dict(SOCKETS[1], uid=1008, username="ben", fds=[5], inode=902, recv_queue=0x16,
               send_queue=0x15, is_listening=False, timer="on", timer_expires=3.0, retransmits=9,
               protocol="tcp", local="1.0.0.1:8080", remote="2.0.0.2:50000", process="x/42"),
    OWN | dict(SOCKETS[0], uid=1009, username="cat", fds=[7], inode=904, drops=31, protocol="udp",
               local="1.0.0.1:53", remote="2.0.0.2:54"),
    OWN | dict(fd=8, family="AF_UNIX", type="SOCK_STREAM", laddr=UNIX_END, inode=905,
               protocol="u_str", local="/run/a.sock", is_listening=True)]
OTHERS = [
    dict(fd=None, inode=901, status="LISTEN", backlog=3, is_listening=True, uid=1007,
         username="ann", local="1.0.0.1:8080", remote="*:*"),
    dict(inode=903, timer="keepalive", timer_expires=700.0, uid=1008, remote="3.0.0.3:50000")]


@test()
def what_belongs_to_a_process():
    with Host(FILES) as host:
        expect("ps threads", host.ask("ps threads", "42"), *THREADS)
        expect("ps files", host.ask("ps files", "42"), DATA | dict(path="/home/ann/data", missing={
            "size": "unsupported", "tid": "none"}))
        expect("ps fds", host.ask("ps fds", "42"), *FDS)
        expect("ps maps", host.ask("ps maps", "42"), OWN | MAP_VALUES)
        expect("ps maps", host.ask("ps maps", "42", "--ungrouped"), OWN | MAP_VALUES | dict(
            addr="55d0c0000000-55d0c0100000", perms="r-xp"))
        expect("ps environ", host.ask("ps environ", "42"),
               dict(pid=42, process="x", name="ONE", value="1"),
               dict(pid=42, process="x", name="TWO", value="a b"))
        units = dict(line[:26].strip() and (line[:26].strip(), line[68:].strip())
                     for line in LIMITS.splitlines())
        expect("ps limits", host.ask("ps limits", "42"), *[
            OWN | dict(resource=name, soft=soft, hard=hard)
            for name, (soft, hard) in LIMIT_VALUES.items()], key="resource")
        expect("ps limits", host.ask("ps limits", "42"), dict(
            resource="nofile", units=units["Max open files"]), key="resource")


@test()
def sockets_of_tables():
    with Host(FILES) as host:
        mine = host.ask("ps connections", "42", "--kind=all")
        expect("ps connections", mine, *CONNECTIONS, key="inode")
        rows = host.ask("net connections", "--kind=all")
        expect("net connections", rows, *CONNECTIONS, *OTHERS, key="inode")
