# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks and what is mounted, of a host whose files are written here."""
from kit import Host, expect, near, test

SECTOR = 512  # bytes of a sector in diskstats and /sys/block, whatever the device has

# Documentation/admin-guide/iostats.rst: fields 4 to 17
DISK = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117]
PART = [201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217]
STACK = [301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 311, 312, 313, 314, 315, 316, 317]


def diskstats(disk=None, **changes):
    """Lines of a disk, its partition and what the device mapper makes of it."""
    numbers = list(disk or DISK)
    for field, grown in changes.items():
        numbers[int(field[1:]) - 4] += grown
    return "\n".join(f"{name} " + " ".join(map(str, values)) for name, values in [
        ("8 0 sda", numbers), ("8 1 sda1", PART), ("254 0 dm-0", STACK)])


def counters(numbers):
    return dict(
        read_count=numbers[0], read_merged_count=numbers[1], read_bytes=numbers[2] * SECTOR,
        read_time=numbers[3], write_count=numbers[4], write_merged_count=numbers[5],
        write_bytes=numbers[6] * SECTOR, write_time=numbers[7], in_flight=numbers[8],
        busy_time=numbers[9], weighted_time=numbers[10], discard_count=numbers[11],
        discard_bytes=numbers[13] * SECTOR, flush_count=numbers[15],
        io_count=numbers[0] + numbers[4], io_time=numbers[3] + numbers[7])


FILES = {
    "proc/diskstats": diskstats(),
    "proc/self/mountinfo": "27 1 8:1 /top /srv/a\\040b rw,noatime - ext4 /dev/sda1 rw\n"
                           "28 1 8:2 / /old rw - xfs /dev/sdb1 rw\n"
                           "29 28 0:40 / /old ro,nosuid - tmpfs tmpfs ro",
    "proc/filesystems": "nodev\ttmpfs\n\text4\n\txfs",
    "sys/block/sda/dev": "8:0", "sys/block/sda/size": "4096", "sys/block/sda/ro": "0",
    "sys/block/sda/removable": "1", "sys/block/sda/queue/rotational": "1",
    "sys/block/sda/queue/scheduler": "none [mq-deadline] kyber",
    "sys/block/sda/queue/logical_block_size": "4096",
    "sys/block/sda/device/model": "Some Disk", "sys/block/sda/device/vendor": "ACME",
    "sys/block/sda/device/serial": "S123",
    "sys/block/sda/sda1/dev": "8:1", "sys/block/sda/sda1/partition": "1",
    "sys/block/sda/sda1/size": "2048", "sys/block/sda/sda1/ro": "1",
    "sys/block/dm-0/dev": "254:3", "sys/block/dm-0/size": "1024", "sys/block/dm-0/ro": "0",
    "sys/block/dm-0/removable": "0", "sys/block/dm-0/queue/rotational": "0",
    "sys/block/dm-0/dm/name": "vg-root", "sys/block/dm-0/dm/uuid": "LVM-abc",
    "sys/block/dm-0/slaves/sda1/": "",
    "run/udev/data/b8:0": "E:ID_BUS=ata",
    "run/udev/data/b8:1": "E:ID_FS_TYPE=ext4\nE:ID_FS_LABEL=data\nE:ID_FS_UUID=01-23",
}


@test()
def disks():
    with Host(FILES) as host:
        expect("disk io", host.ask("disk io"),
               counters(DISK) | dict(name="sda", is_partition=False, is_stacked=False),
               counters(PART) | dict(name="sda1", is_partition=True, is_stacked=False),
               counters(STACK) | dict(name="dm-0", is_partition=False, is_stacked=True))
        # psutil's sum: whole disks, those made of others too
        total = counters([disk + stack for disk, stack in zip(DISK, STACK)])
        expect("disk io --total", host.ask("disk io --total"), total)
        host.write({"proc/diskstats": "8 0 sda 1 2 3 4 5 6 7 8 9 10 11"})  # Linux 4.18
        expect("disk io", host.ask("disk io"), dict(missing={
            name: "unsupported" for name in ("discard_count", "discard_bytes", "flush_count")}))
        expect("disk io --total", host.ask("disk io --total"), dict(missing={
            name: "unsupported" for name in ("discard_count", "discard_bytes", "flush_count")}))


@test()
def rates_of_disks():
    grown = diskstats(f4=5000, f6=7000, f7=60000, f8=15000, f10=11000, f11=140000, f13=250000,
                      f14=3500000)
    # of 1000 s; iostat(1) has the same of a disk that has no other work
    rates = dict(read_rate=near(5), write_rate=near(15), read_bytes_rate=near(7 * SECTOR),
                 write_bytes_rate=near(11 * SECTOR), utilization=near(25), queue=near(3.5),
                 **{"await": (60000 + 140000) / (5000 + 15000)})
    for view in "disk io", "disk io --total":
        with Host(FILES) as host:
            expect(view, host.ask_later(view, {"proc/diskstats": grown})[:1], rates)


@test()
def what_is_mounted():
    with Host(FILES) as host:
        expect("disk partitions", host.ask("disk partitions", "-a"),
               dict(device="/dev/sda1", mountpoint="/srv/a b", fstype="ext4", root="/top",
                    hidden=False),
               dict(device="/dev/sdb1", mountpoint="/old", fstype="xfs", root="/", hidden=True),
               dict(device="tmpfs", fstype="tmpfs"))
        expect("disk partitions", host.ask("disk partitions", "-a")[2:], dict(opts="ro,nosuid"))


@test()
def devices():
    with Host(FILES) as host:
        expect("disk devices", host.ask("disk devices"), dict(
            name="sda", type="disk", size=4096 * SECTOR, model="Some Disk", vendor="ACME",
            serial="S123", rotational=True, removable=True, read_only=False, transport="ata",
            scheduler="mq-deadline", sector=4096, major=8, minor=0), dict(
            name="sda1", type="part", size=2048 * SECTOR, parents=["sda"], read_only=True,
            fstype="ext4", mountpoints=["/srv/a b"], label="data", uuid="01-23", major=8, minor=1),
            dict(name="dm-0", type="lvm", size=1024 * SECTOR, parents=["sda1"], mapper="vg-root",
                 rotational=False, removable=False, read_only=False, major=254, minor=3),
            key="name")
        expect("disk devices", host.ask("disk devices"), dict(name="dm-0", missing={
            "model": "none", "vendor": "none", "serial": "none", "fstype": "none", "label": "none",
            "uuid": "none", "transport": "none", "scheduler": "none", "sector": "unsupported"}),
            key="name")
