/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topics: help on what several commands share, each on one screen. */
#include "command/help.h"

static const char filters[] =
	"Filters: -w EXPR (--where) keeps the rows for which EXPR holds.\n"
	"\n"
	"  COLUMN == VALUE   also != < <= > >=, in (A, B); text in quotes or a bare word\n"
	"  COLUMN =~ REGEX   matches an extended regular expression; !~ does not match\n"
	"  and, or, not, ()  join comparisons; so do && || !\n"
	"\n"
	"Both sides may be calculated: num_fds > 0.8 * rlimits.nofile.soft. Numbers take\n"
	"K M G T P (1024) or ms s m h d w. A list passes if one item does:\n"
	"net_connections.laddr.port == 443. A comparison with a value that is missing is\n"
	"false. -w may be repeated; all must hold. 'nvhost ps -H' lists the columns,\n"
	"'man nvhost-expressions' the functions, columns of your own and groups.\n"
	"\n"
	"Options select processes too: -u USER, -N REGEX, --port=N, --open=PATH,\n"
	"--unit=NAME, --container=ID, --children-of=PID (nvhost ps --help=all).\n"
	"\n"
	"Examples:\n"
	"  nvhost ps -w 'rss > 100M and username == root'\n"
	"  nvhost ps -w 'elapsed < 1h' -o pid,name,elapsed\n"
	"  nvhost disk usage -w 'percent > 90'\n"
	"  nvhost net connections -w 'status == LISTEN' -o laddr,pid,name\n"
	"  nvhost ps -q -N '^sshd$' && echo running\n";

static const char groups[] =
	"Groups: -g LIST (--group-by) makes one row of all rows with the same LIST.\n"
	"\n"
	"  count()           number of rows; count(X): number of rows that have X\n"
	"  sum(X), mean(X)   also min, max, quantile(X, 0.95)\n"
	"  distinct(X)       number of different values; list(X): the values\n"
	"  any(X)            the value, if all rows have the same\n"
	"\n"
	"-o chooses columns, --having EXPR chooses groups, -S '-sum(rss)' sorts them.\n"
	"Without -g, these functions make one row of all rows; in 'tree', a process has\n"
	"the values of all its descendants too. rate(X) and delta(X) compare two samples\n"
	"(nvhost help time).\n"
	"\n"
	"Examples:\n"
	"  nvhost ps -g username -o 'username,count(),sum(rss)' -S '-sum(rss)'\n"
	"  nvhost ps -g 'program=basename(exe)' -o 'program,count(),max(rss)' -l 5\n"
	"  nvhost ps -n -o 'count()' -w 'name == sshd'\n"
	"  nvhost net connections -g status\n"
	"  nvhost tree -o 'pid,name,rss,sum(rss)'\n";

static const char formats[] =
	"Formats: -f NAME (--format).\n"
	"\n"
	"  table        for people: 1.2G, local time, colors and bars on a terminal\n"
	"  json         one array of objects, or one object for a view of one row (-J)\n"
	"  ndjson       one object on each line (--ndjson)\n"
	"  csv, tsv     a line of headings, then a line for each row (--csv, --tsv)\n"
	"  openmetrics  for Prometheus and the textfile collector of its node exporter\n"
	"\n"
	"Formats for machines never scale a number: bytes, seconds, percent. An unknown\n"
	"value is null, or empty; the column 'missing' tells why. -n leaves out the\n"
	"headings, -b the units of the table; -o chooses columns, --schema prints the\n"
	"JSON Schema. Scripts should name their columns: the default ones are for people.\n"
	"\n"
	"Examples:\n"
	"  nvhost mem virtual -J -o percent\n"
	"  nvhost ps --ndjson -o pid,name,rss\n"
	"  nvhost disk io --csv\n"
	"  nvhost cpu load -n -o load1\n"
	"  nvhost ps -o pid,exe,missing -J 1\n";

static const char time_text[] =
	"Time: samples, reports and durations.\n"
	"\n"
	"  DURATION           seconds, or with ms s m h d: 2, 500ms, 1.5h\n"
	"  -i, --interval     time between two samples (0.5s), and between reports\n"
	"  -c, --count        number of reports; 0: until interrupted\n"
	"  -W, --watch        redraw on a terminal until interrupted, every 2s\n"
	"  --state=FILE       rates since the last run, which left its sample in FILE\n"
	"\n"
	"A column such as cpu_percent or read_bytes_rate needs two samples: nvhost sleeps\n"
	"for the interval between them, or compares with FILE and does not sleep.\n"
	"Points in time are seconds since 1970 in formats for machines, local time in\n"
	"the table (TZ).\n"
	"\n"
	"Examples:\n"
	"  nvhost cpu percent -i 2\n"
	"  nvhost mem virtual -c 3 -i 100ms --csv -o percent\n"
	"  nvhost ps -o pid,cpu_percent,name -S -cpu_percent -l 5\n"
	"  nvhost cpu percent --ndjson --state=cpu.state\n"
	"  nvhost ps -w 'elapsed > 7d' -o pid,name,elapsed\n";

static const char environment[] =
	"Environment: the variables that nvhost reads.\n"
	"\n"
	"  NVHOST_PS, NVHOST_DISK_IO, ...\n"
	"                        columns of tables on a terminal, for COMMAND[_VIEW]\n"
	"  NVHOST_DEBUG          \"plan\": print the plan; \"read\": each file read\n"
	"  HOST_PROC, HOST_SYS   read these instead of /proc, /sys (as --procfs, --sysfs)\n"
	"  NO_COLOR              no color unless --color=always\n"
	"  COLUMNS               width of the table\n"
	"  TZ                    local time in the table\n"
	"  LC_ALL, LC_CTYPE      the characters that the terminal can show\n"
	"  TERM                  \"dumb\": no color\n"
	"\n"
	"For commands of 'wait --exec' nvhost sets NVHOST_PID and NVHOST_RETURNCODE.\n"
	"A program with file capabilities ignores HOST_PROC and HOST_SYS.\n"
	"\n"
	"Examples:\n"
	"  NVHOST_PS=pid,name,rss nvhost ps\n"
	"  HOST_PROC=/proc nvhost cpu load\n"
	"  NO_COLOR=1 nvhost mem\n"
	"  TZ=UTC nvhost users\n";

static const char exit_status[] =
	"Exit status.\n"
	"\n"
	"  0              done, and everything that was named was found\n"
	"  1              something that was named is missing, denied or failed, or -q\n"
	"                 matched nothing, or the output could not be written\n"
	"  2              usage error: nothing was done\n"
	"  124            wait, run, --until: the time was over\n"
	"  125, 126, 127  run: nvhost failed, the command is not executable, not found\n"
	"  128+n          run: the command was killed by signal n\n"
	"\n"
	"A value that is missing or denied is no error. Each error has one message on\n"
	"standard error: nvhost COMMAND: subject: reason.\n"
	"\n"
	"Examples:\n"
	"  nvhost ps -q -w 'rss > 1T' || echo 'none is that large'\n"
	"  nvhost ps -q -N '^no-such-name$' || echo $?\n"
	"  nvhost run -q -- sh -c 'exit 3' || echo $?\n";

const struct topic topics[] = {
	{ "filters", "choosing rows: --where and selectors of processes", filters },
	{ "groups", "one row of many: counts, sums, changes", groups },
	{ "formats", "tables, JSON, CSV, metrics", formats },
	{ "time", "durations, samples, reports", time_text },
	{ "environment", "variables that nvhost reads", environment },
	{ "exit-status", "meaning of the exit status", exit_status },
};
const size_t n_topics = ARRAY_SIZE(topics);
