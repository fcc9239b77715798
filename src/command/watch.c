/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watch: the terminal, its keys and its signals. */
#include "command/watch.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "kernel/system.h"

/* xterm's ctlseqs: alternate screen, no cursor; no line goes on in the next one (DECAWM) */
#define TAKE_SCREEN TEXT("\x1b[?1049h\x1b[?25l\x1b[?7l")
#define GIVE_SCREEN TEXT("\x1b[?7h\x1b[?25h\x1b[?1049l")

enum { TITLE_SIZE = 512 };

static volatile sig_atomic_t signalled; /* the last signal; 0: none */

static void note_signal(int number)
{
	signalled = number;
}

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH };

static void write_all(struct text text)
{
	while (text.length > 0) {
		ssize_t n = write(STDOUT_FILENO, text.bytes, text.length);

		if (n < 0 && errno != EINTR)
			return; /* the next report will tell */
		text = text_skip(text, n < 0 ? 0 : (size_t)n);
	}
}

/* ---- the terminal ---- */

static void take_keys(struct watch *watch)
{
	struct termios keys = watch->before;

	if (!watch->has_keys)
		return;
	keys.c_lflag &= (tcflag_t) ~(ICANON | ECHO); /* each key at once; ^C stays a signal */
	tcsetattr(STDIN_FILENO, TCSANOW, &keys);
}

static void take_terminal(struct watch *watch)
{
	take_keys(watch);
	write_all(TAKE_SCREEN);
	watch->is_on = true;
}

static void give_terminal(struct watch *watch)
{
	if (!watch->is_on)
		return;
	write_all(GIVE_SCREEN);
	if (watch->has_keys)
		tcsetattr(STDIN_FILENO, TCSANOW, &watch->before);
	watch->is_on = false;
}

static struct winsize size_of_terminal(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0)
		size = (struct winsize){ .ws_row = 24, .ws_col = 80 };
	return size;
}

/* ---- what is shown ---- */

static bool has_heading(const struct watch *watch)
{
	const struct output_settings *settings = &watch->output->settings;

	return watch->n_rows > 0 && !settings->without_headings && !settings->is_one_row &&
	       !settings->is_vertical;
}

/* Lines below the title and the headings, as many as the terminal has. */
static size_t lines_shown(const struct watch *watch)
{
	size_t others = 1u + has_heading(watch), rows = size_of_terminal().ws_row;

	return rows > others ? rows - others : 1;
}

static size_t lines_there(const struct watch *watch)
{
	return watch->n_lines - MIN(watch->n_lines, (size_t)has_heading(watch));
}

static void keep_within(struct watch *watch)
{
	size_t there = lines_there(watch), shown = lines_shown(watch);

	watch->first = MIN(watch->first, there > shown ? there - shown : 0);
}

static int add_title(const struct watch *watch, struct buffer *ret)
{
	size_t there = lines_there(watch), last = MIN(watch->first + lines_shown(watch), there);
	int width = size_of_terminal().ws_col;
	char title[TITLE_SIZE], clock[16] = "";
	time_t now = time(NULL);
	struct tm day;
	int length;

	if (localtime_r(&now, &day))
		strftime(clock, sizeof(clock), "%H:%M:%S", &day);
	length = snprintf(title, sizeof(title), "%.*s%s%s %s  every %gs  %s",
	                  (int)watch->host.length, watch->host.bytes ? watch->host.bytes : "",
	                  watch->host.bytes ? ": " : "", watch->command->name, watch->view->name,
	                  watch->interval, clock);
	if (has_heading(watch))
		snprintf(title + MIN((size_t)length, sizeof(title) - 1),
		         sizeof(title) - MIN((size_t)length, sizeof(title) - 1),
		         "  rows %zu-%zu of %zu%s", last > 0 ? watch->first + 1 : 0, last, there,
		         watch->has_keys ? "  q: quit" : "");
	return buffer_add_format(ret, "\x1b[H\x1b[7m%-*.*s\x1b[0m\x1b[K", width, width, title);
}

/* A line of the page, behind the one above. */
static int add_line(const struct watch *watch, size_t n, struct buffer *ret)
{
	int r = buffer_add(ret, TEXT("\r\n"));

	if (r == 0)
		r = buffer_add(ret, watch->lines[n]);
	return r < 0 ? r : buffer_add(ret, TEXT("\x1b[K"));
}

static void paint(struct watch *watch)
{
	_cleanup_buffer_ struct buffer screen = { 0 };
	size_t head = MIN((size_t)has_heading(watch), watch->n_lines);
	size_t most = lines_shown(watch);
	int r;

	keep_within(watch);
	r = add_title(watch, &screen);
	for (size_t n = 0; n < head && r == 0; n++)
		r = add_line(watch, n, &screen);
	for (size_t n = head + watch->first; n < watch->n_lines && most > 0 && r == 0; n++, most--)
		r = add_line(watch, n, &screen);
	if (r == 0 && buffer_add(&screen, TEXT("\x1b[J")) == 0)
		write_all(buffer_text(&screen));
}

static int split_lines(struct watch *watch)
{
	struct text rest = buffer_text(&watch->page), line;
	size_t size = 0;

	watch->n_lines = 0;
	while (text_next_line(&rest, &line)) {
		if (watch->n_lines == size) {
			struct text *lines;

			size = size * 2 + 64;
			lines = reallocarray(watch->lines, size, sizeof(*lines));
			if (!lines)
				return -ENOMEM;
			watch->lines = lines;
		}
		watch->lines[watch->n_lines++] = line;
	}
	return 0;
}

/* Takes a report instead of the terminal itself. */
static int show(void *arg, struct output *output)
{
	struct watch *watch = arg;
	struct buffer page = watch->page;
	int r;

	watch->page = output->buffer;
	page.length = 0;
	output->buffer = page;
	watch->n_rows = output->n_rows;
	r = split_lines(watch);
	if (r == 0)
		paint(watch);
	return r;
}

/* ---- keys and signals ---- */

static void scroll(struct watch *watch, ptrdiff_t by)
{
	if (by < 0)
		watch->first -= MIN(watch->first, (size_t)-by);
	else
		watch->first += (size_t)by;
	keep_within(watch);
}

/* What a key does; false: it ends the watch. */
static bool obey(struct watch *watch, struct text key)
{
	ptrdiff_t page = (ptrdiff_t)lines_shown(watch), all = PTRDIFF_MAX / 2;
	const struct {
		struct text key;
		ptrdiff_t lines;
	} keys[] = {
		{ TEXT("\x1b[A"), -1 },     { TEXT("\x1bOA"), -1 },    { TEXT("\x1b[B"), 1 },
		{ TEXT("\x1bOB"), 1 },      { TEXT("k"), -1 },         { TEXT("j"), 1 },
		{ TEXT("\x1b[5~"), -page }, { TEXT("\x1b[6~"), page }, { TEXT("b"), -page },
		{ TEXT(" "), page },        { TEXT("\x1b[H"), -all },  { TEXT("\x1b[F"), all },
		{ TEXT("\x1b[1~"), -all },  { TEXT("\x1b[4~"), all },  { TEXT("g"), -all },
		{ TEXT("G"), all },
	};

	for (size_t n = 0; n < ARRAY_SIZE(keys); n++)
		if (text_equal(key, keys[n].key))
			scroll(watch, keys[n].lines);
	return !text_equal(key, TEXT("q")) && !text_equal(key, TEXT("Q"));
}

/* A letter, or an escape with what follows: CSI and SS3 sequences of ECMA-48. */
static size_t key_length(struct text rest)
{
	size_t n = 2;

	if (rest.bytes[0] != '\x1b' || rest.length < 3 || !strchr("[O", rest.bytes[1]))
		return 1;
	while (n + 1 < rest.length && rest.bytes[n] < '@')
		n++;
	return n + 1;
}

static bool read_keys(struct watch *watch)
{
	char bytes[64];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));
	struct text rest = { .bytes = bytes, .length = n > 0 ? (size_t)n : 0 };

	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
		watch->has_keys = false; /* the terminal is gone, or not ours any more */
	while (rest.length > 0) {
		struct text key = { .bytes = rest.bytes, .length = key_length(rest) };

		rest = text_skip(rest, key.length);
		if (!obey(watch, key))
			return false;
	}
	return true;
}

/* ^Z gives the terminal back for as long as we stand still. */
static void stop(struct watch *watch)
{
	give_terminal(watch);
	raise(SIGSTOP);
	take_terminal(watch);
}

/* False: the watch ends. *ret_is_due: a report is wanted at once, as the old one is too wide now.
 */
static bool obey_signal(struct watch *watch, bool *ret_is_due)
{
	int number = signalled;

	signalled = 0;
	if (number == SIGWINCH || number == SIGTSTP)
		*ret_is_due = true;
	else if (number != 0)
		watch->ended_by = number;
	if (number == SIGTSTP)
		stop(watch);
	return watch->ended_by == 0;
}

static bool time_left(const struct timespec *until, struct timespec *ret)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ret->tv_sec = until->tv_sec - now.tv_sec;
	ret->tv_nsec = until->tv_nsec - now.tv_nsec;
	if (ret->tv_nsec < 0) {
		ret->tv_nsec += 1000000000;
		ret->tv_sec--;
	}
	return ret->tv_sec >= 0;
}

/* The query's pause: keys scroll meanwhile. */
static bool pause_until(void *arg, const struct timespec *until)
{
	struct watch *watch = arg;
	struct timespec left;
	bool is_due = false;

	while (!is_due && time_left(until, &left)) {
		struct pollfd keys = { .fd = watch->has_keys ? STDIN_FILENO : -1,
			               .events = POLLIN };
		int n = ppoll(&keys, 1, &left, &watch->open_mask);

		if (n < 0 && !obey_signal(watch, &is_due))
			return false;
		if (n > 0 && !read_keys(watch))
			return false;
		if (n != 0 && !is_due)
			paint(watch);
	}
	return true;
}

/* ---- beginning and end ---- */

/* Signals are heard in the pauses alone. */
static void hear_signals(struct watch *watch)
{
	struct sigaction action = { .sa_handler = note_signal };
	sigset_t ours;

	sigemptyset(&ours);
	for (size_t n = 0; n < ARRAY_SIZE(signals); n++) {
		sigaction(signals[n], &action, NULL);
		sigaddset(&ours, signals[n]);
	}
	pthread_sigmask(SIG_BLOCK, &ours, &watch->mask);
	watch->open_mask = watch->mask;
	for (size_t n = 0; n < ARRAY_SIZE(signals); n++)
		sigdelset(&watch->open_mask, signals[n]);
}

int watch_begin(struct watch *watch, struct invocation *invocation, struct query *query,
                struct output *output)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	const struct query_options *options = &invocation->query;
	int r = system_hostname_read(&scratch, &invocation->memory, &watch->host);

	if (r < 0)
		return r;
	watch->query = query;
	watch->output = output;
	watch->command = invocation->command;
	watch->view = invocation->view;
	watch->interval = options->interval.is == PRESENT ? options->interval.v : 0.5;
	watch->has_keys = tcgetpgrp(STDIN_FILENO) == getpgrp() &&
	                  tcgetattr(STDIN_FILENO, &watch->before) == 0;
	output->show = show;
	output->show_arg = watch;
	query->pause = pause_until;
	query->arg = watch;
	hear_signals(watch);
	take_terminal(watch);
	return 0;
}

void watch_end(struct watch *watch)
{
	bool is_up = watch->is_on && watch->query->options->count.v > 0;

	give_terminal(watch);
	if (is_up)
		write_all(buffer_text(&watch->page));
	buffer_done(&watch->page);
	free(watch->lines);
	if (watch->ended_by == 0)
		return;
	signal(watch->ended_by, SIG_DFL);
	pthread_sigmask(SIG_SETMASK, &watch->open_mask, NULL);
	raise(watch->ended_by);
}
