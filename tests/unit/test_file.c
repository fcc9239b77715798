/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/file, root and proc_pids: reading whole, waiting for nobody. */
#include "tree.h"

#include <errno.h>

#include "kernel/file.h"
#include "kernel/process/proc_pids.h"
#include "model/fault.h"

static int proc(void)
{
	return root_open(ROOT_PROC);
}

/* Longer than any single read, and with a NUL in it. */
static void files_are_read_to_their_end(void **state _unused_)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };
	_cleanup_free_ char *bytes = calloc(1, 3000000);

	assert_non_null(bytes);
	memset(bytes, 'x', 2999999);
	bytes[1000] = '\0';
	tree_write("proc/long", (struct text){ bytes, 3000000 });
	assert_int_equal(file_read(proc(), "long", &buffer), 0);
	assert_int_equal(buffer.length, 3000000);
	assert_memory_equal(buffer.text, bytes, 3000000);
	assert_int_equal(buffer.text[buffer.length], '\0');
	assert_int_equal(file_read_root(ROOT_PROC, "long", &buffer), 0);
	assert_int_equal(buffer.length, 3000000);
	tree_write("proc/empty", TEXT(""));
	assert_int_equal(file_read_record(proc(), "empty", &buffer), 0);
	assert_int_equal(buffer.length, 0);
	tree_write("proc/cut", TEXT("no newline"));
	assert_int_equal(file_read_record(proc(), "cut", &buffer), 0);
	assert_text(buffer_text(&buffer), "no newline");
}

static void what_is_no_file_is_an_error(void **state _unused_)
{
	static const int errors[TREE_SPOILS] = { -EISDIR, 0, -ELOOP };
	_cleanup_buffer_ struct buffer buffer = { 0 };
	char line[8] = "old";
	uint64_t u = 7;
	int64_t i = 7;

	for (unsigned how = 0; how < TREE_SPOILS; how++) {
		tree_spoil("proc/x", how);
		assert_int_equal(file_read(proc(), "x", &buffer), errors[how]);
		assert_int_equal(file_read_line(proc(), "x", line, sizeof(line)), errors[how]);
		assert_true(file_read_u64(proc(), "x", &u) < 0); /* a FIFO is empty: no number */
		assert_true(file_read_i64(proc(), "x", &i) < 0);
	}
	assert_true(u == 7 && i == 7);
	assert_int_equal(file_read(proc(), "no/such", &buffer), -ENOENT);
	/* below a directory that could not be opened: why it could not */
	assert_int_equal(file_read(-EMFILE, "x", &buffer), -EMFILE);
	assert_int_equal(file_read_link(proc(), "no", &buffer), -ENOENT);
	tree_write("proc/f", TEXT("f"));
	assert_int_equal(file_read_link(proc(), "f", &buffer), -EINVAL);
	assert_null(file_open_directory(proc(), "f"));
	assert_int_equal(errno, ENOTDIR);
}

/* A file that has no end is given up, in memory that there is. */
static void endless_files_are_refused(void **state _unused_)
{
	_cleanup_buffer_ struct buffer buffer = { 0 }, small = { 0 };
	_cleanup_close_ int dev = open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC);
	int r = file_read(dev, "zero", &buffer);

	assert_true(r == -FAULT_TOO_LARGE || r == -ENOMEM);
	assert_int_equal(file_read_bounded(dev, "zero", 100000, &small), -FAULT_TOO_LARGE);
	assert_true(small.size < 1 << 20);
}

/* As with chroot(2), path_resolution(7): a link of a recorded host leads to a file of that host. */
static void links_stay_in_the_host(void **state _unused_)
{
	static const struct {
		const char *link, *target;
		int error;
	} all[] = {
		{ "etc/a", "/usr/lib/x", 0 },
		{ "etc/b", "../usr/lib/x", 0 },
		{ "etc/c", "../../../usr/lib/x", 0 },
		{ "etc/d", "/../..//usr/./lib/x", 0 },
		{ "etc/e", "/etc/b", 0 },
		{ "etc/f", "/etc/passwd", -ENOENT },
		{ "etc/g", "../../etc/h", -ENOENT },
		{ "etc/i", "/usr/lib/x/y", -ENOTDIR },
		{ "etc/j", "../etc/j", -ELOOP },
	};
	_cleanup_buffer_ struct buffer buffer = { 0 };
	struct stat stat;

	tree_write("usr/lib/x", TEXT("ours"));
	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		tree_link(all[n].link, all[n].target);
		assert_int_equal(file_read_root(ROOT_ETC, all[n].link + 4, &buffer), all[n].error);
		if (all[n].error == 0)
			assert_text(buffer_text(&buffer), "ours");
	}
	tree_link("etc/dir", "/usr/lib");
	assert_int_equal(file_read_root(ROOT_ETC, "dir/x", &buffer), 0);
	assert_int_equal(file_read_root(ROOT_ETC, "/usr/lib/../lib/x", &buffer), 0);
	assert_int_equal(root_stat(root_open(ROOT_ETC), "dir", &stat), 0);
	assert_true(S_ISDIR(stat.st_mode));
	assert_int_equal(root_stat(root_open(ROOT_ETC), "../..", &stat), 0);
	assert_true(S_ISDIR(stat.st_mode));
}

/* Who speaks for a host: its process 1, or whoever recorded it. */
static void files_of_the_process_that_speaks(void **state _unused_)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	assert_string_equal(host_self(), "1");
	assert_false(host_is_mounted());
	assert_int_equal(host_read("mounts", &buffer), -ENOENT);
	tree_write("proc/self/mounts", TEXT("recorder"));
	assert_int_equal(host_read("mounts", &buffer), 0);
	assert_text(buffer_text(&buffer), "recorder");
	tree_write("proc/mounts", TEXT("recorded"));
	assert_int_equal(host_read("mounts", &buffer), 0);
	assert_text(buffer_text(&buffer), "recorded");
	tree_write("proc/1/mounts", TEXT("host"));
	assert_int_equal(host_read("mounts", &buffer), 0);
	assert_text(buffer_text(&buffer), "host");
}

static void lines_are_the_first_of_a_file(void **state _unused_)
{
	char line[8];

	tree_write("proc/x", TEXT("abc\ndef\n"));
	assert_int_equal(file_read_line(proc(), "x", line, sizeof(line)), 0);
	assert_string_equal(line, "abc");
	tree_write("proc/x", TEXT("abcdefghij\n"));
	assert_int_equal(file_read_line(proc(), "x", line, sizeof(line)), 0);
	assert_string_equal(line, "abcdefg");
	tree_write("proc/x", TEXT("\nabc"));
	assert_int_equal(file_read_line(proc(), "x", line, sizeof(line)), 0);
	assert_string_equal(line, "");
}

/* Never the beginning of a longer one. */
static void numbers_are_whole_files(void **state _unused_)
{
	static const struct text odd[] = {
		TEXT(""),
		TEXT("\n"),
		TEXT("x"),
		TEXT("5 6\n"),
		TEXT("5\n6\n"),
		TEXT("5\0"),
		TEXT("5\0006\n"),
		TEXT("0x5\n"),
		TEXT("5.0\n"),
		TEXT("- 5\n"),
		TEXT("1                                                                     x\n"),
		TEXT("00000000000000000000000000000000000000000000000000000000000000000000007\n"),
	};
	uint64_t u = 7;
	int64_t i = 7;

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++) {
		tree_write("proc/x", odd[n]);
		assert_int_equal(file_read_u64(proc(), "x", &u), -EINVAL);
		assert_int_equal(file_read_i64(proc(), "x", &i), -EINVAL);
	}
	tree_write("proc/x", TEXT("-5\n"));
	assert_int_equal(file_read_u64(proc(), "x", &u), -EINVAL);
	assert_int_equal(u, 7);
	assert_int_equal(file_read_i64(proc(), "x", &i), 0);
	assert_int_equal(i, -5);
	tree_write("proc/x", TEXT("18446744073709551615"));
	assert_int_equal(file_read_u64(proc(), "x", &u), 0);
	assert_true(u == UINT64_MAX);
	assert_int_equal(file_read_i64(proc(), "x", &i), -ERANGE);
}

static void links_have_any_length(void **state _unused_)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };
	char target[4096];

	for (size_t length = 1; length < sizeof(target); length = length * 2 + 1) {
		memset(target, 't', length);
		target[length] = '\0';
		unlink(tree_at("proc/link"));
		tree_link("proc/link", target);
		assert_int_equal(file_read_link(proc(), "link", &buffer), 0);
		assert_int_equal(buffer.length, length);
		assert_string_equal(buffer.text, target);
	}
}

/* 301 must not be there twice, nor 1 by wrap-around. */
static void pids_are_numbers_as_the_kernel_writes_them(void **state _unused_)
{
	static const char *const entries[] = {
		"0",  "00301", "301",        "4294967297", "99999999999999999999", "42",   "301a",
		"-1", "+2",    "2147483648", "1.5",        "2147483647",           "self", "7"
	};
	static const pid_t expected[] = { 7, 42, 301, 2147483647 };
	_cleanup_free_ pid_t *pids = NULL;
	char name[64];
	size_t n;

	for (size_t i = 0; i < ARRAY_SIZE(entries); i++) {
		snprintf(name, sizeof(name), "proc/%s/stat", entries[i]);
		tree_write(name, TEXT(""));
	}
	tree_write("proc/4242", TEXT("a file"));
	assert_int_equal(proc_pids_read(&pids, &n), 0);
	assert_int_equal(n, ARRAY_SIZE(expected));
	assert_memory_equal(pids, expected, sizeof(expected));
}

static void processes_are_directories(void **state _unused_)
{
	_cleanup_close_ int dir = -1;

	tree_write("proc/41", TEXT("a file"));
	tree_write("proc/42/stat", TEXT(""));
	tree_link("proc/43", "43");
	assert_int_equal(pid_open(40), -ESRCH);
	assert_int_equal(pid_open(41), -ESRCH);
	assert_int_equal(pid_open(43), -ELOOP);
	dir = pid_open(42);
	assert_true(dir >= 0);
}

static void roots_are_where_they_are_said_to_be(void **state _unused_)
{
	assert_string_equal(root_path(ROOT_SYS), tree_at("sys"));
	assert_false(root_is_live(ROOT_SYS));
	assert_int_equal(root_open(ROOT_SYS), root_open(ROOT_SYS));
	root_set(ROOT_SYS, NULL);
	assert_string_equal(root_path(ROOT_SYS), tree_at("sys"));
	assert_int_equal(rmdir(tree_at("var")), 0);
	assert_int_equal(root_open(ROOT_VAR), -ENOENT);
	assert_int_equal(mkdir(tree_at("var"), 0700), 0);
	assert_true(root_open(ROOT_VAR) >= 0); /* it is looked for again */
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(files_are_read_to_their_end),
		tree_test(what_is_no_file_is_an_error),
		tree_test(endless_files_are_refused),
		tree_test(links_stay_in_the_host),
		tree_test(files_of_the_process_that_speaks),
		tree_test(lines_are_the_first_of_a_file),
		tree_test(numbers_are_whole_files),
		tree_test(links_have_any_length),
		tree_test(pids_are_numbers_as_the_kernel_writes_them),
		tree_test(processes_are_directories),
		tree_test(roots_are_where_they_are_said_to_be),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
