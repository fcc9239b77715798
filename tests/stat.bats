#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# nvhost stat: what the machine does, of which the right numbers are those of the files.
load helpers

setup() {
	use_fixture small
	HOST=$BATS_TEST_TMPDIR/fixture
	mkdir -p "$PROC/pressure" "$SYS/class/net/eth0/device" "$SYS/block/sda/sda1"
	echo 1 >"$SYS/block/sda/sda1/partition"
	put_sample 0
}

# put_sample N: the files as they are after N more steps of 1000.
put_sample() {
	local n=$1
	printf 'cpu  %d 0 %d %d %d 0 0 0 0 0\nintr %d\nctxt %d\nprocesses %d\nprocs_running 3\nprocs_blocked 1\n' \
		$((100 + 500 * n)) $((200 + 250 * n)) $((300 + 125 * n)) $((400 + 125 * n)) \
		$((1000 * n)) $((9007199254740993 + 3000 * n)) $((70 + 500 * n)) >"$PROC/stat"
	printf 'pswpin %d\npswpout %d\npgpgin %d\npgpgout %d\npgmajfault %d\noom_kill %d\n' \
		$((3 + n)) $((10 + 2 * n)) $((5 + 8 * n)) $((6 + 12 * n)) $((7 + 1000 * n)) $((2 + n)) >"$PROC/vmstat"
	cat >"$PROC/diskstats" <<-END
		   8 0 sda 1 0 $((2000 + 16 * n)) 1 1 0 $((6000 + 48 * n)) 1 0 1 1
		   8 1 sda1 1 0 $((1999 + 7000 * n)) 1 1 0 5999 1 0 1 1
		 259 0 nvme0n1 1 0 $((16 + 16 * n)) 1 1 0 24 1 0 1 1
	END
	cat >"$PROC/net/dev" <<-END
		Inter-| Receive | Transmit
		 face |bytes |bytes
		    lo: $((5000 * n)) 0 0 0 0 0 0 0 $((5000 * n)) 0 0 0 0 0 0 0
		  eth0: $((20 + 1024 * n)) 0 0 0 0 0 0 0 $((30 + 4096 * n)) 0 0 0 0 0 0 0
		   br0: $((90000 * n)) 0 0 0 0 0 0 0 7 0 0 0 0 0 0 0
	END
	for resource in cpu memory io; do
		echo "some avg10=0.00 avg60=0.00 avg300=0.00 total=$((1000000 + 100000 * n))" \
			>"$PROC/pressure/$resource"
	done
}

ask() {
	run -0 --separate-stderr nvhost stat "$@" --root="$HOST"
	[ -z "$stderr" ] || { echo "$stderr"; false; }
}

@test "stat: what is now, and what was counted since boot" {
	ask --csv -n -o running,blocked,load1,memory,swap,available
	[ "$output" = 3,1,0.25,43.8,25,9216000000 ]
	ask --csv -n -o read_bytes,write_bytes,bytes_recv,bytes_sent,oom_kills,pgpgin,cpu_stall
	[ "$output" = "$(((2000 + 16) * 512)),$(((6000 + 24) * 512)),20,30,2,5120,1" ]
	ask --csv -n -o interrupts,ctx_switches,forks,major_faults,times.user
	[ "$output" = "0,9007199254740993,70,7,1" ]
}

@test "stat: shares and rates are those between two samples" {
	local columns=percent,user,system,idle,iowait,read,write,recv,sent,swapped_in,swapped_out
	ask --state="$BATS_TEST_TMPDIR/state" -J -o "$columns"
	put_sample 1
	ask --state="$BATS_TEST_TMPDIR/state" -J -o "$columns,oom_kills"
	put_sample 2
	ask --state="$BATS_TEST_TMPDIR/state" -J -o "$columns,oom_kills"
	# of 1000 ticks; rates by their ratio to that of swapped_in, one page a step
	page=$(getconf PAGESIZE)
	jq -e --argjson page "$page" 'def is($n): . > $n * 0.999 and . < $n * 1.001;
		.percent == 75 and .user == 50 and .system == 25 and .idle == 12.5 and .iowait == 12.5
		and (.swapped_out / .swapped_in | is(2))
		and (.read / .swapped_in * $page | is(32 * 512))
		and (.write / .swapped_in * $page | is(48 * 512))
		and (.recv / .swapped_in * $page | is(1024))
		and (.sent / .swapped_in * $page | is(4096))
		and .oom_kills == 4' <<<"$output"
}

@test "stat: the first report is of an interval, not of the time since boot" {
	(sleep 0.4 && put_sample 1) 3>&- &
	local changer=$!
	ask -i 1s -J -o percent,ctx_switches_rate
	wait "$changer"
	jq -e '.percent == 75 and .ctx_switches_rate > 2700 and .ctx_switches_rate < 3100' <<<"$output"
}

@test "stat: where there are no network cards, all interfaces count but lo" {
	rm -r "$SYS/class/net"
	put_sample 1
	ask --csv -n -o bytes_recv,bytes_sent
	[ "$output" = "$((20 + 1024 + 90000)),$((30 + 4096 + 7))" ]
}

@test "stat: a table has a line a report below one heading; one report is a line too" {
	ask -c 3 -i 0.05s -o running,blocked,load1
	[ "$output" = 'RUNNING BLOCKED LOAD1
      3       1  0.25
      3       1  0.25
      3       1  0.25' ]
	ask -o running,load1
	[ "$output" = 'RUNNING LOAD1
      3  0.25' ]
	ask -x -o running,load1
	[ "$output" = 'running 3
load1   0.25' ]
}

@test "several reports of one row: a line each in every view" {
	run -0 nvhost cpu load -c 2 -i 0.05s -o load1,load5 --root="$HOST"
	[ "$output" = 'LOAD1 LOAD5
 0.25   0.5
 0.25   0.5' ] || [ "$(wc -l <<<"$output")" -eq 3 ]
}

@test "stat: of a disk that may be a partition, the sums are not known" {
	rm -r "$SYS/block/sda/sda1"
	ask -J -o read_bytes,write_bytes,missing
	[ "$(jq -c . <<<"$output")" = '{"read_bytes":null,"write_bytes":null,"missing":{"read_bytes":"unsupported","write_bytes":"unsupported"}}' ]
}

@test "stat: a file that is missing costs its own columns" {
	rm "$PROC/vmstat" "$PROC/pressure/io"
	ask -J -o running,oom_kills,io_stall,cpu_stall,missing
	jq -e '.running == 3 and .oom_kills == null and .io_stall == null and .cpu_stall == 1
		and .missing == { oom_kills: "unsupported", io_stall: "unsupported" }' <<<"$output"
}

@test "stat: the live machine's CPU shares add up, and its counters grow" {
	run -0 nvhost stat -J -i 0.2s -o user,system,idle,iowait,irq,steal,ctx_switches
	jq -e '(.user + .system + .idle + .iowait + .irq + .steal) as $all | $all > 99 and $all < 101
		and .ctx_switches > 0' <<<"$output"
}
