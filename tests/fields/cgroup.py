# SPDX-License-Identifier: GPL-3.0-or-later
"""Control groups of a host whose files are written here."""
from kit import Host, expect, near, test

DOCKER = "0123456789abcdef" * 4
POD = "01234567_89ab_cdef_0123_456789abcdef"
TOP = "sys/fs/cgroup"
SERVICE = "system.slice/cron.service"
USER = "user.slice/user-1007.slice/user@1007.service/app.slice/editor.service"
KUBE = f"kubepods.slice/kubepods-pod{POD}.slice/cri-containerd-{DOCKER}.scope"
LXC = "lxc.payload.web"


def lines(**values):
    return "\n".join(f"{name} {value}" for name, value in values.items())


FILES = {
    "proc/self/mountinfo": "30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw",
    "proc/self/cgroup": "0::/",
    f"{TOP}/cgroup.controllers": "cpu io memory pids",
    "proc/41/cgroup": f"0::/{SERVICE}", "proc/44/cgroup": f"0::/{USER}",
    "proc/45/cgroup": f"0::/{KUBE}", "proc/46/cgroup": f"0::/{LXC}",
} | {f"proc/{pid}/stat": f"{pid} (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0"
     for pid in (41, 44, 45, 46)} | {
    f"{TOP}/{USER}/cgroup.procs": "", f"{TOP}/{KUBE}/cgroup.procs": "",
    f"{TOP}/{LXC}/cgroup.procs": "",
    f"{TOP}/{SERVICE}/cgroup.procs": "41\n42\n43",
    f"{TOP}/{SERVICE}/pids.current": "1001",
    f"{TOP}/{SERVICE}/pids.max": "1002",
    f"{TOP}/{SERVICE}/cpu.stat": lines(usage_usec=2500001, user_usec=1500002, system_usec=1000003,
                                       nr_throttled=1003, throttled_usec=900004),
    f"{TOP}/{SERVICE}/cpu.max": "50000 100000",
    f"{TOP}/{SERVICE}/cpu.weight": "77",
    f"{TOP}/{SERVICE}/memory.current": "1048576",
    f"{TOP}/{SERVICE}/memory.max": "4194304",
    f"{TOP}/{SERVICE}/memory.high": "3145728",
    f"{TOP}/{SERVICE}/memory.peak": "2097152",
    f"{TOP}/{SERVICE}/memory.swap.current": "12288",
    f"{TOP}/{SERVICE}/memory.swap.max": "16384",
    f"{TOP}/{SERVICE}/memory.events": lines(low=1, high=1004, max=1005, oom=1006, oom_kill=1007),
    f"{TOP}/{SERVICE}/memory.stat": lines(anon=4096, file=8192, kernel=20480),
    f"{TOP}/{SERVICE}/io.stat": "8:0 rbytes=1000 wbytes=2000 rios=3 wios=4 dbytes=5 dios=6\n"
                                "8:16 rbytes=24 wbytes=48 rios=100 wios=200 dbytes=7 dios=8",
    f"{TOP}/{SERVICE}/cpu.pressure": "some avg10=1.25 avg60=9.00 avg300=9.00 total=9",
    f"{TOP}/{SERVICE}/memory.pressure": "some avg10=2.25 avg60=9.00 avg300=9.00 total=9",
    f"{TOP}/{SERVICE}/io.pressure": "some avg10=3.25 avg60=9.00 avg300=9.00 total=9",
}

GROUP = dict(
    path=f"/{SERVICE}", name="cron.service", depth=2, unit="cron.service", slice="system.slice",
    processes=3, tasks=1001, tasks_limit=1002, cpu_usage=2.500001, cpu_user=1.500002,
    cpu_system=1.000003, cpu_limit=0.5, cpu_weight=77, cpu_throttled=1003,
    cpu_throttled_time=0.900004, memory=1048576, memory_limit=4194304, memory_percent=25.0,
    memory_high=3145728, memory_peak=2097152, swap=12288, swap_limit=16384, anon=4096, file=8192,
    kernel=20480, high_events=1004, max_events=1005, oom_events=1006, oom_kills=1007,
    read_bytes=1024, write_bytes=2048, read_count=103, write_count=204, cpu_pressure=1.25,
    memory_pressure=2.25, io_pressure=3.25, missing={
        "user_unit": "none", "container": "none", "container_runtime": "none",
        "container_name": "none", "pod": "none"})


@test()
def groups():
    with Host(FILES) as host:
        for view in "cgroup list", "cgroup tree":
            expect(view, host.ask(view), GROUP,
                   dict(path=f"/{USER}", user_unit="editor.service", unit="user@1007.service"),
                   dict(path=f"/{KUBE}", container=DOCKER, container_runtime="containerd",
                        pod=POD.replace("_", "-")),
                   dict(path=f"/{LXC}", container="web", container_name="web",
                        container_runtime="lxc"), key="path")


@test()
def rates_of_groups():
    later = {f"{TOP}/{SERVICE}/cpu.stat": "usage_usec 252500001",  # 250 s
             f"{TOP}/{SERVICE}/io.stat": "8:0 rbytes=5001024 wbytes=7002048 rios=3103 wios=4204"}
    for view in "cgroup list", "cgroup tree":
        with Host(FILES) as host:
            expect(view, host.ask_later(view, later), dict(
                path=f"/{SERVICE}", cpu_percent=near(25), read_bytes_rate=near(5000),
                write_bytes_rate=near(7000), read_rate=near(3), write_rate=near(4)), key="path")
