# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/fixtures/record records each file that the hosts of this directory have: all that nvhost
reads, of a laptop, a container and a virtual machine, whatever this machine is."""
import os
import subprocess

import cgroup
import disk
import machine
import network
import process
from kit import WRONG, Host, test

# What older kernels have instead, and other machines besides.
SUPPLY = "sys/class/power_supply/BAT0/"
V1 = "sys/fs/cgroup"
OTHER = {SUPPLY + name: "1" for name in """status scope present capacity charge_full
    charge_full_design charge_now current_avg current_now power_avg voltage_max_design
    voltage_min_design voltage_now time_to_empty_avg time_to_empty_now time_to_full_avg
    time_to_full_now""".split()} | {
    f"{V1}/{name}": "1" for name in """memory/box/memory.usage_in_bytes
    memory/box/memory.max_usage_in_bytes memory/box/memory.limit_in_bytes
    memory/box/memory.soft_limit_in_bytes memory/box/memory.failcnt memory/box/memory.stat
    memory/box/memory.kmem.usage_in_bytes memory/box/memory.oom_control cpu/box/cpu.cfs_quota_us
    cpu/box/cpu.cfs_period_us cpu/box/cpu.shares cpu/box/cpu.stat cpu/box/cpuacct.usage
    cpu/box/cpuacct.stat cpuset/box/cpuset.effective_cpus freezer/box/freezer.state
    freezer/box/cgroup.procs pids/box/pids.current pids/box/pids.max
    blkio/box/blkio.throttle.io_service_bytes blkio/box/blkio.throttle.io_serviced
    blkio/box/blkio.throttle.io_service_bytes_recursive
    blkio/box/blkio.throttle.io_serviced_recursive""".split()} | {
    f"sys/{name}": "1" for name in """class/thermal/thermal_zone0/type
    class/thermal/thermal_zone0/temp class/thermal/thermal_zone0/trip_point_0_type
    class/thermal/thermal_zone0/trip_point_0_temp class/powercap/intel-rapl:0/name
    class/powercap/intel-rapl:0/energy_uj class/hwmon/hwmon0/device/name
    class/hwmon/hwmon0/device/temp1_input class/hwmon/hwmon0/device/temp1_max
    devices/system/node/node0/cpumap devices/system/cpu/cpu0/cpufreq/scaling_cur_freq
    devices/system/cpu/cpu0/cpufreq/affected_cpus devices/system/cpu/cpu0/topology/core_siblings_list
    devices/system/cpu/cpu0/topology/thread_siblings_list devices/system/cpu/cpu1/online
    block/md0/md/level block/sda/serial class/dmi/id/sys_vendor class/dmi/id/board_vendor
    class/dmi/id/bios_vendor hypervisor/type hypervisor/properties/features""".split()} | {
    f"proc/{name}": "1" for name in """zoneinfo filesystems partitions net/tcp6 net/udp6
    sysinfo xen/capabilities device-tree/compatible device-tree/hypervisor/compatible
    sys/kernel/pid_max sys/kernel/threads-max sys/kernel/task_delayacct sys/fs/aio-nr
    sys/fs/aio-max-nr sys/fs/epoll/max_user_watches sys/fs/inotify/max_user_instances
    sys/fs/inotify/max_user_watches sys/kernel/random/entropy_avail sys/kernel/random/poolsize
    sys/net/netfilter/nf_conntrack_count sys/net/netfilter/nf_conntrack_max""".split()} | {
    "run/host/container-manager": "x", "proc/7/stat": process.FILES["proc/1/stat"],
    "proc/7/cgroup": "\n".join(f"{number}:{name}:/box" for number, name in enumerate(
        "memory cpu cpuset freezer pids blkio".split(), 1)),
    "proc/self/mountinfo": "\n".join(
        f"{number} 20 0:{number} / /sys/fs/cgroup/{name} rw - cgroup cgroup rw,{name}"
        for number, name in enumerate("memory cpu cpuset freezer pids blkio".split(), 30))}

RECORD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../fixtures/record")
OTHERWISE = {"proc/42/environ": "an environment is never recorded",
             "etc/passwd": "without the names of people and their shells"}


def is_same_file(one, other):
    if os.path.islink(one):
        return os.path.islink(other) and os.readlink(one) == os.readlink(other)
    if os.path.isdir(one):
        return os.path.isdir(other)
    with open(one, "rb") as file:
        text = file.read()
    if not os.path.isfile(other):
        return False
    with open(other, "rb") as file:
        return text == file.read()


@test()
def recorder():
    for files in (machine.FILES, machine.SENSORS, machine.USERS, disk.FILES, network.FILES,
                  cgroup.FILES, process.FILES, OTHER):
        with Host(files) as host, Host() as place:
            recording = os.path.join(place.root, "recording")
            os.makedirs(host.path("proc/"), exist_ok=True)
            os.makedirs(host.path("sys/"), exist_ok=True)
            subprocess.run([RECORD, f"--root={host.root}", recording], capture_output=True,
                           check=True)
            WRONG.extend(
                f"{name} is not recorded as it is" for name in files if name not in OTHERWISE
                and not is_same_file(host.path(name), os.path.join(recording, name)))
