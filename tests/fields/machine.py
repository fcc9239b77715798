# SPDX-License-Identifier: GPL-3.0-or-later
"""CPUs, memory, sensors, users and the machine itself, of a host whose files are written here."""
import struct

from kit import KIB, PAGE, TICKS, Host, Saying, expect, expect_table, near, run, test

BOOT_ID = "01234567-89ab-4def-8123-456789abcdef"
PLACES = {0: (0, 0, 0), 1: (1, 1, 0), 2: (1, 1, 0)}  # CPU to node, socket, core


def lines(**values):
    return "\n".join(f"{name} {value}" for name, value in values.items())


def meminfo(**sizes):
    return "\n".join(f"{name}: {size} kB" for name, size in sizes.items())


def cpu_line(name, *ticks):
    """user nice system idle iowait irq softirq steal guest guest_nice, proc_stat(5)"""
    return f"{name} " + " ".join(str(number * TICKS) for number in ticks)


def pressure(*stalls):
    return "\n".join(f"{kind} avg10={a} avg60={b} avg300={c} total={total}"
                     for kind, a, b, c, total in stalls)


CPU = "sys/devices/system/cpu"
FILES = {
    "proc/1/stat": "1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 1 0 0 0",
    "proc/stat": "\n".join([
        cpu_line("cpu", 1050, 200, 300, 400, 500, 60, 70, 80, 50, 40),
        cpu_line("cpu0", 600, 110, 170, 190, 260, 35, 45, 55, 30, 25),
        cpu_line("cpu2", 450, 90, 130, 210, 240, 25, 25, 25, 20, 15),
        "intr 4001 9", "ctxt 4002", "btime 1700000000", "processes 4003", "procs_running 4",
        "procs_blocked 5", "softirq 4006 1"]),
    "proc/loadavg": "0.25 0.50 0.75 2/88 4321",
    "proc/uptime": "1000.50 1.00",
    "proc/meminfo": meminfo(
        MemTotal=16000, MemFree=1001, MemAvailable=4000, Buffers=1003, Cached=1004,
        SwapCached=1005, Active=1006, Inactive=1007, SwapTotal=2000, SwapFree=500, Zswap=1008,
        Zswapped=1009, Dirty=1010, Writeback=1011, AnonPages=1012, Mapped=1013, Shmem=1014,
        Slab=1015, SReclaimable=1016, KernelStack=1017, PageTables=1018, CommitLimit=1019,
        Committed_AS=1020, Hugepagesize=2048, Hugetlb=1021)
        + "\nHugePages_Total: 23\nHugePages_Free: 22",
    "proc/vmstat": lines(pgpgin=3001, pgpgout=3002, pswpin=3003, pswpout=3004, pgmajfault=3005,
                         oom_kill=3006),
    "proc/swaps": "Filename Type Size Used Priority\n/dev/sda2 partition 8000 2000 -2",
    "proc/spl/kstat/zfs/arcstats": "13 1 0x01 98 26656 4\nname type data\nsize 4 123456789",
    "proc/diskstats": "8 0 sda 1 0 5001 0 1 0 5002 0 0 0 0",
    "proc/net/dev": "Inter-|\n face |\neth0: 6001 1 0 0 0 0 0 0 6002 1 0 0 0 0 0 0",
    "proc/pressure/cpu": pressure(("some", 1.5, 2.5, 3.5, 7000001), ("full", 0.5, 0.6, 0.7, 8001)),
    "proc/pressure/memory": pressure(("some", 4.5, 5.5, 6.5, 7000002), ("full", 1, 2, 3, 8002)),
    "proc/pressure/io": pressure(("some", 7.5, 8.5, 9.5, 7000003), ("full", 4, 5, 6, 8003)),
    "proc/cpuinfo": "\n\n".join(f"processor : {cpu}\nmodel name : Some CPU {cpu}"
                                for cpu in range(3)),
    "proc/self/status": "Name:\tx\nCpus_allowed_list:\t0-7",
    "proc/self/cgroup": "0::/box/job",
    "proc/self/mountinfo": "30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw",
    "proc/sys/kernel/hostname": "some-host",
    "proc/sys/kernel/osrelease": "5.15.90.1-microsoft-standard-WSL2",
    "proc/sys/kernel/arch": "riscv64",
    "proc/sys/kernel/random/boot_id": BOOT_ID,
    "proc/sys/fs/file-nr": "1536\t0\t6144",
    "etc/os-release": 'PRETTY_NAME="Some Linux 7 (seven)"',
    "run/systemd/container": "podman",
    "sys/class/dmi/id/product_name": "VMware Virtual Platform",
    "sys/class/net/eth0/device/": "",
    "sys/block/sda/": "",
    "sys/block/zram0/mm_stat": "4097 100 8193 0 0 0 0 0 0",
    "sys/devices/system/node/node0/cpulist": "0",
    "sys/devices/system/node/node1/cpulist": "1-2",
    f"{CPU}/online": "0,2",
    f"{CPU}/offline": "1,3",
    f"{CPU}/present": "0-2",
    f"{CPU}/possible": "0-3",
    f"{CPU}/cpufreq/policy0/affected_cpus": "0",
    f"{CPU}/cpufreq/policy0/scaling_cur_freq": "2000000",
    f"{CPU}/cpufreq/policy0/scaling_min_freq": "800000",
    f"{CPU}/cpufreq/policy0/scaling_max_freq": "3000000",
    f"{CPU}/cpufreq/policy2/affected_cpus": "2",
    f"{CPU}/cpufreq/policy2/scaling_cur_freq": "1000000",
    f"{CPU}/cpufreq/policy2/scaling_min_freq": "700000",
    f"{CPU}/cpufreq/policy2/scaling_max_freq": "2500000",
    "sys/fs/cgroup/cgroup.controllers": "cpu memory",
    "sys/fs/cgroup/box/cpu.max": "150000 100000",
    "sys/fs/cgroup/box/cpu.weight": "77",
    "sys/fs/cgroup/box/cpu.stat": lines(usage_usec=5000001, user_usec=3000002, system_usec=2000003,
                                        nr_periods=91, nr_throttled=92, throttled_usec=4000004),
    "sys/fs/cgroup/box/memory.current": "4194304",
    "sys/fs/cgroup/box/memory.max": "8388608",
    "sys/fs/cgroup/box/memory.high": "6291456",
    "sys/fs/cgroup/box/memory.peak": "5242880",
    "sys/fs/cgroup/box/memory.swap.current": "12288",
    "sys/fs/cgroup/box/memory.swap.max": "16384",
    "sys/fs/cgroup/box/memory.events": lines(low=0, high=1, max=3, oom=2, oom_kill=6),
    "sys/fs/cgroup/box/job/memory.max": "max",
    "sys/fs/cgroup/box/job/cpu.max": "max 100000",
}
for number, (node, socket, core) in PLACES.items():
    top = f"{CPU}/cpu{number}/topology/"
    FILES |= {
        top + "core_cpus_list": "0" if core == socket == 0 else "1-2",
        top + "package_cpus_list": "0" if socket == 0 else "1-2",
        top + "physical_package_id": str(30 + socket), top + "die_id": str(40 + socket),
        top + "cluster_id": str(50 + socket), top + "core_id": str(60 + socket),
        top + "book_id": str(70 + socket), top + "drawer_id": str(80 + socket)}
for index, (level, kind, size, line, ways) in enumerate(
        [(1, "Data", "48K", 64, 12), (1, "Instruction", "32K", 65, 8), (2, "Unified", "2048K", 66, 16),
         (3, "Unified", "30M", 67, 15)]):
    top = f"{CPU}/cpu2/cache/index{index}/"
    FILES |= {top + "level": str(level), top + "type": kind, top + "size": size,
              top + "coherency_line_size": str(line), top + "ways_of_associativity": str(ways),
              top + "shared_cpu_list": "1-2"}

NAMES = "user nice system idle iowait irq softirq steal guest guest_nice".split()


def times(*seconds):
    return dict(zip(NAMES, map(float, seconds)))


LOAD = dict(load1=0.25, load5=0.5, load15=0.75)
TOPOLOGY = [
    dict(cpu=0, socket=0, core=0, online=True, current=2000.0, min=800.0, max=3000.0,
         model="Some CPU 0", package_id=30, missing={
             "l1d": "unsupported", "l1i": "unsupported", "l2": "unsupported", "l3": "unsupported",
             "caches": "unsupported"}),
    dict(cpu=1, node=1, online=False, model="Some CPU 1"),
    dict(cpu=2, node=1, socket=1, core=1, online=True, l1d=48 * KIB, l1i=32 * KIB, l2=2048 * KIB,
         l3=30 * KIB * KIB, current=1000.0, min=700.0, max=2500.0, model="Some CPU 2",
         package_id=31, die_id=41, cluster_id=51, core_id=61, book_id=71, drawer_id=81, caches=[
             dict(name="L1d", level=1, type="Data", size=48 * KIB, line=64, ways=12, cpus=[1, 2]),
             dict(name="L1i", level=1, type="Instruction", size=32 * KIB, line=65, ways=8),
             dict(name="L2", level=2, type="Unified", size=2048 * KIB, line=66, ways=16),
             dict(name="L3", level=3, type="Unified", size=30 * KIB * KIB, line=67, ways=15)])]


@test()
def cpus():
    with Host(FILES) as host:
        busy = 1050 + 200 + 300 + 60 + 70 + 80
        expect("cpu summary", host.ask("cpu summary"), LOAD | dict(
            logical=2, physical=2, current=1500.0, busy=float(busy), total=float(busy + 400 + 500),
            model="Some CPU 0"))
        expect("cpu times", host.ask("cpu times"),
               times(1050, 200, 300, 400, 500, 60, 70, 80, 50, 40))
        expect("cpu times --per-cpu", host.ask("cpu times --per-cpu"),
               times(600, 110, 170, 190, 260, 35, 45, 55, 30, 25) | dict(cpu=0),
               times(450, 90, 130, 210, 240, 25, 25, 25, 20, 15) | dict(cpu=2))
        expect("cpu count", host.ask("cpu count"), dict(
            logical=2, physical=2, usable=1.5, online=[0, 2], offline=[1, 3], present=[0, 1, 2],
            possible=[0, 1, 2, 3]))
        expect("cpu freq", host.ask("cpu freq"), dict(current=1500.0, min=750.0, max=2750.0))
        expect("cpu freq --per-cpu", host.ask("cpu freq --per-cpu"),
               dict(cpu=0, current=2000.0, min=800.0, max=3000.0),
               dict(cpu=2, current=1000.0, min=700.0, max=2500.0))
        expect("cpu stats", host.ask("cpu stats"), dict(
            ctx_switches=4002, interrupts=4001, soft_interrupts=4006, syscalls=0))
        expect("cpu load", host.ask("cpu load"), LOAD)
        expect("cpu topology", host.ask("cpu topology"), *TOPOLOGY)
        expect("cpu cgroup", host.ask("cpu cgroup"),
               dict(path="/box/job", binding=False, limit=None),
               dict(path="/box", binding=True, limit=1.5, weight=77, usage=5.000001, user=3.000002,
                    system=2.000003, periods=91, throttled=92, throttled_time=4.000004), {})


@test()
def shares_of_cpus():
    later = {"proc/stat": "\n".join([
        cpu_line("cpu", 1050 + 40, 200 + 25, 300 + 20, 400 + 60, 500 + 10, 60 + 9, 70 + 8, 80 + 43,
                 50 + 10, 40 + 15),
        cpu_line("cpu0", 600, 110, 170, 190 + 25, 260, 35, 45 + 75, 55, 30, 25),
        cpu_line("cpu2", 450 + 40, 90 + 25, 130 + 20, 210 + 60, 240 + 10, 25 + 9, 25 + 8, 25 + 43,
                 20 + 10, 15 + 15)])}
    # of 215 seconds that all CPUs had, 40 + 25 + 20 + 9 + 8 + 43 were not idle
    shares = {name: round(100 * part / 215, 1) for name, part in dict(
        user=40, nice=25, system=20, idle=60, iowait=10, irq=9, softirq=8, steal=43, guest=10,
        guest_nice=15).items()} | {"percent": round(100 * 145 / 215, 1)}
    with Host(FILES) as host:
        expect("cpu percent", host.ask_later("cpu percent", later), shares | {
            "times": times(1090, 225, 320, 460, 510, 69, 78, 123, 60, 55)})
    with Host(FILES) as host:
        expect("cpu percent --per-cpu", host.ask_later("cpu percent --per-cpu", later),
               dict(cpu=0, percent=75.0, softirq=75.0, idle=25.0, times=times(
                   600, 110, 170, 215, 260, 35, 120, 55, 30, 25)),
               shares | dict(cpu=2))
    with Host(FILES) as host:
        expect("cpu summary", host.ask_later("cpu summary", later),
               dict(percent=round(100 * 145 / 215, 1)))
    with Host(FILES) as host:
        # 500 s of CPU time in 1000 s
        later = {"sys/fs/cgroup/box/cpu.stat": "usage_usec 505000001"}
        expect("cpu cgroup", host.ask_later("cpu cgroup", later)[1:2], dict(percent=near(50)))


MEMORY = dict(total=16000 * KIB, available=4000 * KIB, percent=75.0, used=12000 * KIB,
              free=1001 * KIB, buffers=1003 * KIB, cached=(1004 + 1016) * KIB, shared=1014 * KIB)
SWAP = dict(total=2000 * KIB, used=1500 * KIB, free=500 * KIB, percent=75.0)


@test()
def memory():
    with Host(FILES) as host:
        expect("mem summary", host.ask("mem summary"), MEMORY | dict(name="memory"),
               SWAP | dict(name="swap", missing={
                   "available": "none", "shared": "none", "buffers": "none", "cached": "none"}))
        expect("mem virtual", host.ask("mem virtual"), MEMORY | dict(
            active=1006 * KIB, inactive=1007 * KIB, slab=1015 * KIB, anon=1012 * KIB,
            mapped=1013 * KIB, dirty=1010 * KIB, writeback=1011 * KIB, page_tables=1018 * KIB,
            kernel_stack=1017 * KIB, committed=1020 * KIB, commit_limit=1019 * KIB,
            hugetlb=1021 * KIB, huge_page_size=2048 * KIB, huge_pages_total=23, huge_pages_free=22,
            limit=8388608, limit_used=4194304, arc=123456789))
        expect("mem swap", host.ask("mem swap"), SWAP | dict(
            sin=3003 * PAGE, sout=3004 * PAGE, cached=1005 * KIB, zswap=1008 * KIB,
            zswapped=1009 * KIB, zram=8193, zram_data=4097))
        expect("mem swap --per-device", host.ask("mem swap --per-device"), dict(
            name="/dev/sda2", type="partition", total=8000 * KIB, used=2000 * KIB, free=6000 * KIB,
            percent=25.0, priority=-2))
        expect("mem cgroup", host.ask("mem cgroup"), dict(path="/box/job", binding=False), dict(
            path="/box", binding=True, usage=4194304, limit=8388608, percent=50.0, high=6291456,
            peak=5242880, swap_usage=12288, swap_limit=16384, oom_kills=6), {})


@test()
def memory_by_lines():
    line = " ".join(str(number * KIB) for number in (12000, 1001, 4000)) + f" 75 {1500 * KIB} 75"
    with Host(FILES) as host:
        expect_table("mem", run("mem --bytes --count=2 --interval=0.01", f"--root={host.root}"),
                     "USED FREE AVAILABLE PERCENT SWAP_USED SWAP_PERCENT", line, line)


@test()
def pressures():
    for view, name, some, full in [
            ("cpu pressure", "cpu", (1.5, 2.5, 3.5, 7.000001), (0.5, 0.6, 0.7, 0.008001)),
            ("mem pressure", "memory", (4.5, 5.5, 6.5, 7.000002), (1.0, 2.0, 3.0, 0.008002)),
            ("disk pressure", "io", (7.5, 8.5, 9.5, 7.000003), (4.0, 5.0, 6.0, 0.008003))]:
        with Host(FILES) as host:
            expect(view, host.ask(view), *[
                dict(zip(["name", "avg10", "avg60", "avg300", "total"], [kind, *values]))
                for kind, values in [("some", some), ("full", full)]])
            # 250 and 125 s of 1000
            later = pressure(("some", 1, 1, 1, 257000000), ("full", 1, 1, 1, 125008000))
            expect(view, host.ask_later(view, {f"proc/pressure/{name}": later}),
                   dict(percent=near(25)), dict(percent=near(12.5)))


@test()
def the_machine():
    with Host(FILES) as host:
        expect("info info", host.ask("info info"), LOAD | dict(
            hostname="some-host", wsl="WSL", os="Some Linux 7 (seven)", machine="riscv64",
            kernel="5.15.90.1-microsoft-standard-WSL2", boot_time=1700000000.0, uptime=1000.5,
            memory_percent=75.0, swap_percent=75.0, boot_id=BOOT_ID, forks=4003, procs_running=4,
            procs_blocked=5, processes=1, threads=88, virtualization="vmware", container="podman",
            missing={"username": "none"}))
        expect("info limits", host.ask("info limits"), dict(
            name="open_files", used=1536, limit=6144, percent=25.0,
            what=Saying("open")), key="name")


@test()
def activity():
    seconds = dict(user=1250.0, system=300.0, idle=400.0, iowait=500.0, irq=130.0, steal=80.0)
    with Host(FILES) as host:
        expect("stat", host.ask("stat"), dict(
            running=4, blocked=5, load1=0.25, available=4000 * KIB, memory=75.0, swap=75.0,
            oom_kills=3006, times=seconds, interrupts=4001, ctx_switches=4002, forks=4003,
            sin=3003 * PAGE, sout=3004 * PAGE, pgpgin=3001 * KIB, pgpgout=3002 * KIB,
            major_faults=3005, read_bytes=5001 * 512, write_bytes=5002 * 512, bytes_recv=6001,
            bytes_sent=6002, cpu_stall=7.000001, memory_stall=7.000002, io_stall=7.000003))
        later = {
            "proc/stat": cpu_line("cpu", 1050 + 50, 200 + 40, 300 + 50, 400 + 30, 500 + 10, 60 + 4,
                                  70 + 4, 80 + 12, 50, 40)
                         + "\nintr 9001 9\nctxt 8002\nprocesses 7003",
            "proc/vmstat": lines(pgpgin=6001, pgpgout=7002, pswpin=8003, pswpout=9004,
                                 pgmajfault=10005),
            "proc/diskstats": "8 0 sda 1 0 16001 0 1 0 17002 0 0 0 0",
            "proc/net/dev": "Inter-|\n face |\neth0: 18001 1 0 0 0 0 0 0 19002 1 0 0 0 0 0 0",
            "proc/pressure/cpu": pressure(("some", 1, 1, 1, 7000001 + 110000000)),
            "proc/pressure/memory": pressure(("some", 1, 1, 1, 7000002 + 220000000)),
            "proc/pressure/io": pressure(("some", 1, 1, 1, 7000003 + 330000000))}
        # in 1000 s
        expect("stat", host.ask_later("stat", later), dict(
            percent=80.0, user=45.0, system=25.0, idle=15.0, iowait=5.0, irq=4.0, steal=6.0,
            swapped_in=near(5 * PAGE), swapped_out=near(6 * PAGE), paged_in=near(3 * KIB),
            paged_out=near(4 * KIB), major_faults_rate=near(7), read=near(11 * 512),
            write=near(12 * 512), recv=near(12), sent=near(13), interrupts_rate=near(5),
            ctx_switches_rate=near(4), forks_rate=near(3), cpu_pressure=near(11),
            memory_pressure=near(22), io_pressure=near(33)))


CHIP = "sys/class/hwmon/hwmon0/"
SUPPLY = "sys/class/power_supply/"
SENSORS = {
    CHIP + "name": "chip",
    CHIP + "temp1_input": "45000", CHIP + "temp1_label": "Package", CHIP + "temp1_max": "80000",
    CHIP + "temp1_crit": "100000", CHIP + "temp1_min": "5000", CHIP + "temp1_max_alarm": "1",
    CHIP + "temp1_fault": "0", CHIP + "temp2_input": "1000", CHIP + "temp2_fault": "1",
    CHIP + "temp2_alarm": "0",
    CHIP + "fan3_input": "1205", CHIP + "fan3_label": "Rear", CHIP + "fan3_min": "300",
    CHIP + "fan3_max": "3000", CHIP + "fan3_target": "1200", CHIP + "fan3_alarm": "1",
    CHIP + "fan3_fault": "0", CHIP + "fan4_input": "0", CHIP + "fan4_alarm": "0",
    CHIP + "fan4_fault": "1",
    CHIP + "power5_input": "25500000", CHIP + "power5_cap": "65000000",
    SUPPLY + "AC/type": "Mains", SUPPLY + "AC/online": "0",
    SUPPLY + "BAT0/type": "Battery", SUPPLY + "BAT0/status": "Discharging",
    SUPPLY + "BAT0/scope": "System", SUPPLY + "BAT0/cycle_count": "217",
    SUPPLY + "BAT0/energy_now": "20000000", SUPPLY + "BAT0/energy_full": "50000000",
    SUPPLY + "BAT0/energy_full_design": "62500000", SUPPLY + "BAT0/power_now": "10000000",
    SUPPLY + "BAT1/type": "Battery", SUPPLY + "BAT1/status": "Charging",
    SUPPLY + "BAT1/energy_now": "20000000", SUPPLY + "BAT1/energy_full": "50000000",
    SUPPLY + "BAT1/power_now": "15000000",
}


@test()
def sensors():
    place = dict(name="chip", device="class/hwmon/hwmon0")
    hot = place | dict(label="Package", current=45.0, high=80.0, critical=100.0, low=5.0,
                       alarm=True, fault=False, index=1)
    broken = place | dict(label="", current=1.0, alarm=False, fault=True, index=2, missing={
        "high": "none", "critical": "none", "low": "none"})
    fan = place | dict(label="Rear", current=1205.0, low=300.0, high=3000.0, target=1200.0,
                       alarm=True, fault=False, index=3)
    still = place | dict(current=0.0, alarm=False, fault=True, index=4, missing={
        "low": "none", "high": "none", "target": "none"})
    with Host(SENSORS) as host:
        expect("sensors temperatures", host.ask("sensors temperatures"), hot, broken)
        expect("sensors fans", host.ask("sensors fans"), fan, still)
        expect("sensors all", host.ask("sensors all"),
               hot | dict(kind="temperature", unit="celsius"),
               dict(index=2, fault=True, alarm=False),
               fan | dict(kind="fan", unit="RPM"), dict(index=4),
               place | dict(kind="power", current=25.5, cap=65.0, unit="watt", missing={
                   "high": "none", "critical": "none", "low": "none", "target": "none",
                   "alarm": "none", "fault": "none"}),
               dict(kind="battery", name="BAT0", current=40.0, unit="percent"), dict(name="BAT1"))
        expect("sensors battery", host.ask("sensors battery"), dict(
            name="BAT0", percent=40.0, secsleft=7200, power_plugged=False, status="Discharging",
            scope="System", cycles=217, power=10.0, energy=20.0 * 3600, energy_full=50.0 * 3600,
            energy_full_design=62.5 * 3600, health=80.0, missing={"time_to_full": "none"}),
               dict(name="BAT1", status="Charging", time_to_full=7200))
        host.write({SUPPLY + "AC/online": "1"})
        expect("sensors battery", host.ask("sensors battery")[:1],
               dict(power_plugged=True, secsleft=-2))


def utmp(*records):
    """utmp(5), as every 64-bit machine of this kernel writes it."""
    return b"".join(struct.pack(
        "hi32s4s32s256shhiii4i20x", kind, pid, line, b"", user, host, 0, 0, 0, seconds, 0,
        0, 0, 0, 0) for kind, pid, line, user, host, seconds in records)


LOGIN = "S 1 40 40 34819 40 4194304 0 0 0 0 0 0 0 0 20 0 1 0 40 0 0 0"
USERS = {
    "proc/1/stat": FILES["proc/1/stat"],
    "proc/40/stat": f"40 (bash) {LOGIN}",
    "proc/40/cmdline": b"less\0a b\0",
    "proc/tty/drivers": "pty_slave /dev/pts 136 0-1048575 pty:slave",
    "run/systemd/sessions/3": "USER=ann\nCLASS=user\nSEAT=seat0\nTTY=pts/3\nLEADER=8\n"
                              "REMOTE_HOST=10.0.0.1\nREALTIME=1700000001000000",
    "var/log/wtmp": utmp((2, 0, b"~", b"reboot", b"6.1", 1700000000),
                         (7, 11, b"pts/0", b"ann", b"10.0.0.1", 1700000010),
                         (8, 11, b"pts/0", b"", b"", 1700000100))}


@test()
def users():
    with Host(USERS) as host:
        expect("users users", host.ask("users users"), dict(
            name="ann", terminal="pts/3", host="10.0.0.1", started=1700000001.0, pid=8,
            command=["less", "a b"], seat="seat0", missing={"idle": "unsupported"}) | {
                "class": "user"})
        expect("users history", host.ask("users history"), dict(
            type="login", name="ann", terminal="pts/0", host="10.0.0.1", started=1700000010.0,
            ended=1700000100.0, duration=90.0, end="logout", pid=11),
            dict(type="boot", name="reboot", host="6.1", missing={
                "terminal": "none", "ended": "none", "pid": "none"}))
