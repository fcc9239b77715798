# SPDX-License-Identifier: GPL-3.0-or-later
"""Interfaces, addresses and routes: of a host whose files are written here, and of a network
namespace that is made here."""
import json
import os
import shutil
import subprocess

from kit import NVHOST, Host, Skip, columns, expect, expect_table, near, run, test

# "receive bytes packets errs drop fifo frame compressed multicast", then transmit with colls
RECEIVED = [101, 102, 103, 104, 105, 106, 107, 108]
SENT = [201, 202, 203, 204, 205, 206, 207, 208]


def dev(name, *numbers):
    return f"{name}: " + " ".join(map(str, numbers))


def counters(got, sent):
    return dict(bytes_recv=got[0], packets_recv=got[1], errin=got[2], dropin=got[3],
                multicast=got[7], bytes_sent=sent[0], packets_sent=sent[1], errout=sent[2],
                dropout=sent[3], collisions=sent[5])


HEAD = "Inter-|   Receive\n face |bytes\n"
FILES = {
    "proc/net/dev": HEAD + dev("eth0", *RECEIVED, *SENT) + "\n" + dev("eth1", *[1] * 16),
    # netdevice(7): IFF_UP 1, IFF_BROADCAST 2, IFF_RUNNING 64, IFF_MULTICAST 4096
    "sys/class/net/eth0/flags": "0x1043", "sys/class/net/eth0/mtu": "1492",
    "sys/class/net/eth0/speed": "2500", "sys/class/net/eth0/duplex": "full",
    "sys/class/net/eth0/operstate": "up", "sys/class/net/eth0/address": "52:54:00:12:34:56",
    "sys/class/net/eth0/broadcast": "ff:ff:ff:ff:ff:ff",
    "sys/class/net/eth1/flags": "0x1003", "sys/class/net/eth1/mtu": "9000",
    "sys/class/net/eth1/speed": "-1", "sys/class/net/eth1/duplex": "half",
    "sys/class/net/eth1/operstate": "down",
    "proc/net/fib_trie": "Local:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 10.0.0.10\n"
                         "        /32 host LOCAL",
    "proc/net/route": "Iface\tDestination\tGateway\n"
                      "eth0\t00000000\t00000000\t0001\t0\t0\t7\t00000000\t0\t0\t0",
    "proc/net/if_inet6": "20010db8000000000000000000000001 02 40 00 80 eth0",
    "proc/net/ipv6_route": "20010db8000000000000000000000000 40 " + "0" * 32 + " 00 "
                           + "fe80" + "0" * 27 + "1 00000400 00000001 00000000 00000003 eth0",
}
STATE = dict(name="eth0", isup=True, duplex="full", speed=2500, mtu=1492,
             flags="up,broadcast,running,multicast")
DOWN = dict(name="eth1", isup=False, duplex="half", down_reason="carrier")


@test()
def interfaces():
    traffic = counters(RECEIVED, SENT)
    with Host(FILES) as host:
        lost = {"missing": {"down_reason": "none"}}
        expect("net summary", host.ask("net summary"), STATE | traffic | lost, DOWN)
        expect("net stats", host.ask("net stats"), STATE | lost, DOWN)
        expect("net io", host.ask("net io"), traffic | dict(name="eth0"), dict(name="eth1"))
        expect("net io --total", host.ask("net io --total"),
               counters([number + 1 for number in RECEIVED], [number + 1 for number in SENT]))
        host.write({"proc/net/dev": HEAD + dev("eth0", 2 ** 64, *[1] * 15)})
        for view in "net io", "net io --total":
            expect(view, host.ask(view), dict(missing={"bytes_recv": "none"}))


@test()
def rates_of_interfaces():
    grown = dev("eth0", 5101, 7102, *RECEIVED[2:], 11201, 13202, *SENT[2:])  # in 1000 s
    rates = dict(bytes_recv_rate=near(5), packets_recv_rate=near(7), bytes_sent_rate=near(11),
                 packets_sent_rate=near(13))
    for view in "net summary", "net io", "net io --total":
        with Host(FILES) as host:
            expect(view, host.ask_later(view, {"proc/net/dev": HEAD + grown})[:1], rates)


@test()
def addresses():
    with Host(FILES) as host:
        rows = host.ask("net addrs")
        expect("net addrs", rows, dict(
            address="52:54:00:12:34:56", name="eth0", family="AF_PACKET",
            broadcast="ff:ff:ff:ff:ff:ff"), dict(
            address="2001:db8::1", family="AF_INET6", prefix=64, netmask="ffff:ffff:ffff:ffff::",
            missing={"broadcast": "none", "ptp": "none", "primary": "none"}),
            key="address")
        expect("net routes", host.ask("net routes"),
               dict(destination="default", interface="eth0", metric=7, table="main",
                    family="AF_INET", type="unicast", missing={
                        "gateway": "none", "source": "unsupported", "protocol": "unsupported",
                        "scope": "unsupported", "weight": "unsupported"}),
               dict(destination="2001:db8::/64", gateway="fe80::1", interface="eth0", metric=1024,
                    family="AF_INET6"))


@test()
def addresses_in_brief():
    with Host(FILES) as host:
        expect_table("net addrs", run("net addrs", f"--root={host.root}"),
                     "NAME ISUP ADDRESSES HARDWARE", "- - 10.0.0.10 -", "eth0 yes 2001:db8::1/64 52:54:00:12:34:56",
                     "eth1 no -")


def in_namespace(commands, *views):
    """The rows of views in a network namespace of its own, which these commands of ip(8) set up."""
    if not shutil.which("ip") or not shutil.which("unshare"):
        raise Skip("ip(8) or unshare(1) is not installed")
    how = ["unshare", "--net"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    if subprocess.run([*how, "ip", "link", "add", "v0", "type", "veth"], capture_output=True,
                      check=False).returncode:
        raise Skip("no network namespaces here")
    asked = [f"'{NVHOST}' {view} -J -o {','.join(name for name in columns(view) if '.' not in name)}"
             f" {more}; echo ," for view, more in views]
    done = subprocess.run([*how, "sh", "-ec", "\n".join(commands + ["echo ["] + asked + ["echo []]"])],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)[:-1]


@test(net_addrs="ptp device primary", net_routes="gateway source protocol scope weight",
      net_stats="down_reason", net_summary="down_reason")
def of_a_namespace():
    addrs, routes = in_namespace([
        "ip link set lo up",
        "ip link add v0 type veth peer name v1",
        "ip link set v0 addrgenmode none && ip link set v1 addrgenmode none",
        "ip link set v0 up && ip link set v1 up",
        "ip addr add 198.51.100.1/24 brd + dev v0 label v0:1",
        "ip addr add 198.51.100.9/24 dev v0",
        "ip addr add 192.0.2.1 peer 192.0.2.2 dev v0",
        "ip route add 203.0.113.0/24 proto static src 198.51.100.9 metric 50"
        " nexthop via 198.51.100.2 dev v0 weight 3 nexthop via 198.51.100.3 dev v0",
    ], ("net addrs", ""), ("net routes", ""))
    expect("net addrs", addrs, dict(
        name="v0:1", device="v0", family="AF_INET", address="198.51.100.1", netmask="255.255.255.0",
        broadcast="198.51.100.255", prefix=24, primary=True),
        dict(address="198.51.100.9", primary=False),
        dict(address="192.0.2.1", ptp="192.0.2.2"), key="address")
    expect("net routes", routes, dict(
        gateway="198.51.100.2", destination="203.0.113.0/24", interface="v0", metric=50,
        table="main", source="198.51.100.9", protocol="static", scope="global", weight=3,
        type="unicast"), key="gateway")
