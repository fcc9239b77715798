# SPDX-License-Identifier: GPL-3.0-or-later
"""Sockets of this program: the right values are what getsockopt(2) says of them."""
import ctypes
import os
import select
import socket
import struct
import tempfile
import time

from kit import SECONDS, Between, Skip, ask, expect, test

VIEWS = ["ps connections", "net connections"]
SO_ATTACH_FILTER, TCP_INFO, TCP_CONGESTION = 26, 11, 13

INFINITE = 0x7fffffff  # TCP_INFINITE_SSTHRESH

# struct tcp_info, linux/tcp.h
TCP_INFO_LAYOUT = "=8B24I4Q6I4Q2I2Q"
TCP_INFO_NAMES = """state ca_state retransmits probes backoff options wscale flags
    rto ato snd_mss rcv_mss unacked sacked lost retrans fackets
    last_data_sent last_ack_sent last_data_recv last_ack_recv
    pmtu rcv_ssthresh rtt rttvar snd_ssthresh snd_cwnd advmss reordering
    rcv_rtt rcv_space total_retrans pacing_rate max_pacing_rate bytes_acked bytes_received
    segs_out segs_in notsent_bytes min_rtt data_segs_in data_segs_out
    delivery_rate busy_time rwnd_limited sndbuf_limited delivered delivered_ce
    bytes_sent bytes_retrans""".split()

# our column to the kernel's name
COLUMNS = dict(
    rtt="rtt", rttvar="rttvar", min_rtt="min_rtt", rto="rto", mss="snd_mss", pmtu="pmtu",
    cwnd="snd_cwnd", ssthresh="snd_ssthresh", unacked="unacked", lost="lost",
    retransmitted="retrans", total_retransmitted="total_retrans", bytes_sent="bytes_sent",
    bytes_acked="bytes_acked", bytes_received="bytes_received",
    bytes_retransmitted="bytes_retrans", delivery_rate="delivery_rate", pacing_rate="pacing_rate")
AGES = dict(last_data_sent="last_data_sent", last_data_received="last_data_recv")
ALL = " ".join(f"{name} tcp_info.{name}" for name in [*COLUMNS, *AGES, "congestion"]) + " tcp_info"


def tcp_info(sock):
    size = struct.calcsize(TCP_INFO_LAYOUT)
    data = sock.getsockopt(socket.IPPROTO_TCP, TCP_INFO, size)
    if len(data) < size:
        raise Skip("this kernel knows less of TCP")
    return dict(zip(TCP_INFO_NAMES, struct.unpack(TCP_INFO_LAYOUT, data)))


def inode(sock):
    return os.fstat(sock.fileno()).st_ino


def rows_of(view, *socks):
    """The rows of sockets that this process holds."""
    words = [str(os.getpid())] if view == "ps connections" else []
    numbers = [inode(sock) for sock in socks]
    rows = [row for row in ask(view, "--kind=all", *words, statuses=(0, 1))
            if row["inode"] in numbers]
    if not rows or rows[0]["tcp_info"] is None and rows[0]["max_backlog"] is None \
            and rows[0]["peer_inode"] is None:
        raise Skip("sock_diag(7) does not tell of sockets here")
    return rows


def connect():
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        return client, server.accept()[0]


def receive(sock, size):
    while size > 0:
        assert select.select([sock], [], [], SECONDS)[0]
        size -= len(sock.recv(size))


def refuse_all(sock):
    """From now on the kernel drops what comes for the socket: a filter of one instruction."""
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]
    ret_0 = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0))
    program = Program(1, ctypes.addressof(ret_0))
    try:
        sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, bytes(program))
    except PermissionError as why:
        raise Skip("this user may not make a connection lose what it sends") from why


def choose_reno(sock):
    """The congestion control of the socket: one that has a threshold after a loss, if it may be."""
    try:
        sock.setsockopt(socket.IPPROTO_TCP, TCP_CONGESTION, b"reno")
    except PermissionError:
        pass
    return sock.getsockopt(socket.IPPROTO_TCP, TCP_CONGESTION, 16).split(b"\0")[0].decode()


def wait_for_loss(client):
    for _ in range(SECONDS * 100):
        info = tcp_info(client)
        if info["lost"] and info["retrans"] and info["bytes_retrans"]:
            return
        time.sleep(0.01)
    raise Skip("nothing was sent again")


def held_still(view, client):
    """A row of the socket, and what the kernel said before and after, which was the same."""
    for _ in range(200):
        before = tcp_info(client)
        row, = rows_of(view, client)
        after = tcp_info(client)
        if all(before[name] == after[name] for name in COLUMNS.values()) and \
                all(0 < before[name] <= after[name] for name in AGES.values()):
            return row, before, after
    raise AssertionError("the socket changes all the time")


def compare_tcp(client, congestion):
    """Whether all columns have something to tell."""
    for view in VIEWS:
        row, before, after = held_still(view, client)
        want = {ours: before[kernel] for ours, kernel in COLUMNS.items()}
        want |= {ours: Between(before[kernel], after[kernel]) for ours, kernel in AGES.items()}
        want["congestion"] = congestion
        if want["ssthresh"] >= INFINITE:
            want["ssthresh"] = None
        expect(view, [row], want | dict(tcp_info=want))
    return want["ssthresh"] is not None


@test(ps_connections=ALL, net_connections=ALL)
def tcp():
    client, server = connect()
    with client, server:
        congestion = choose_reno(client)
        client.sendall(b"x" * 1001)
        receive(server, 1001)
        server.sendall(b"y" * 502)
        receive(client, 502)
        compare_tcp(client, congestion)
        refuse_all(server)
        client.sendall(b"z" * 3003)
        wait_for_loss(client)
        if not compare_tcp(client, congestion):
            raise Skip(f"{congestion} has no threshold")


@test(ps_connections="max_backlog backlog", net_connections="max_backlog backlog")
def listeners():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(7)
        clients = [socket.create_connection(server.getsockname()) for _ in range(2)]
        for view in VIEWS:
            expect(view, rows_of(view, server), dict(max_backlog=7, backlog=2))
        for client in clients:
            client.close()


@test(ps_connections="interface", net_connections="interface")
def bound_to_an_interface():
    with socket.socket() as server:
        try:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
        except PermissionError as why:
            raise Skip("an ordinary user may not bind a socket to an interface") from why
        server.bind(("127.0.0.1", 0))
        server.listen(3)
        for view in VIEWS:
            expect(view, rows_of(view, server), dict(interface="lo", max_backlog=3))


@test(ps_connections="peer_inode raddr.path", net_connections="peer_inode raddr.path",
      ps_fds="raddr.path")
def unix():
    with tempfile.TemporaryDirectory() as place, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{place}/socket")
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(f"{place}/socket")
            far = server.accept()[0]
            with far:
                for view in VIEWS:
                    expect(view, rows_of(view, client), dict(
                        peer_inode=inode(far), raddr=dict(path=f"{place}/socket")))
                rows = [row for row in ask("ps fds", str(os.getpid()))
                        if row["fd"] == client.fileno()]
                expect("ps fds", rows, dict(raddr=dict(path=f"{place}/socket")))
