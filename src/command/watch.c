/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watch: the terminal, its keys and its signals. */
#include "command/watch.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "kernel/system.h"

/* xterm's ctlseqs: alternate screen, no cursor; no line goes on in the next one (DECAWM) */
#define TAKE_SCREEN TEXT("\x1b[?1049h\x1b[?25l\x1b[?7l")
#define GIVE_SCREEN TEXT("\x1b[?7h\x1b[?25h\x1b[?1049l")

static volatile sig_atomic_t signalled; /* the last signal; 0: none */

static void note_signal(int number)
{
	signalled = number;
}

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
static const int pause_signals[] = { SIGTSTP, SIGWINCH };

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
	watch_write(TAKE_SCREEN);
	watch->is_on = true;
}

static void give_terminal(struct watch *watch)
{
	if (!watch->is_on)
		return;
	watch_write(GIVE_SCREEN);
	if (watch->has_keys)
		tcsetattr(STDIN_FILENO, TCSANOW, &watch->before);
	watch->is_on = false;
}

/* ---- keys and signals ---- */

/* What a key does; false: it ends the watch. */
static bool obey(struct watch *watch, struct text key)
{
	ptrdiff_t page = (ptrdiff_t)watch_lines_shown(watch), all = PTRDIFF_MAX / 2;
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
			watch_scroll(watch, keys[n].lines);
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

/* Whether a report is wanted at once: the old one is too wide now, or gone. */
static bool obey_signal(struct watch *watch)
{
	int number = signalled;

	signalled = 0;
	if (number == SIGTSTP)
		stop(watch);
	return number != 0;
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
	while (time_left(until, &left)) {
		struct pollfd keys = { .fd = watch->has_keys ? STDIN_FILENO : -1,
			               .events = POLLIN };
		int n = ppoll(&keys, 1, &left, &watch->pause_mask);

		if (n < 0 && obey_signal(watch))
			return true;
		if (n > 0 && !read_keys(watch))
			return false;
		if (n > 0)
			watch_paint(watch);
	}
	return true;
}

/* ---- beginning and end ---- */

/* A report may take its time, or hang: what ends us must not wait for it. */
static void *wait_for_end(void *arg)
{
	struct watch *watch = arg;
	sigset_t ending;
	int number;

	sigemptyset(&ending);
	for (size_t n = 0; n < ARRAY_SIZE(ending_signals); n++)
		sigaddset(&ending, ending_signals[n]);
	if (sigwait(&ending, &number) != 0)
		return NULL;
	give_terminal(watch);
	signal(number, SIG_DFL);
	pthread_sigmask(SIG_UNBLOCK, &ending, NULL);
	kill(getpid(), number);
	return NULL;
}

/* All threads that come have our mask: signals are heard in the pauses, and by the ender. */
static int hear_signals(struct watch *watch)
{
	struct sigaction action = { .sa_handler = note_signal };
	sigset_t ours;

	sigemptyset(&ours);
	for (size_t n = 0; n < ARRAY_SIZE(ending_signals); n++)
		sigaddset(&ours, ending_signals[n]);
	for (size_t n = 0; n < ARRAY_SIZE(pause_signals); n++) {
		sigaction(pause_signals[n], &action, NULL);
		sigaddset(&ours, pause_signals[n]);
	}
	pthread_sigmask(SIG_BLOCK, &ours, &watch->mask);
	pthread_sigmask(SIG_BLOCK, NULL, &watch->pause_mask);
	for (size_t n = 0; n < ARRAY_SIZE(pause_signals); n++)
		sigdelset(&watch->pause_mask, pause_signals[n]);
	watch->has_ender = pthread_create(&watch->ender, NULL, wait_for_end, watch) == 0;
	return watch->has_ender ? 0 : -EAGAIN;
}

static void forget_signals(struct watch *watch)
{
	if (!watch->has_ender)
		return;
	pthread_cancel(watch->ender);
	pthread_join(watch->ender, NULL);
	pthread_sigmask(SIG_SETMASK, &watch->mask, NULL);
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
	output->show = watch_show;
	output->show_arg = watch;
	query->pause = pause_until;
	query->arg = watch;
	r = hear_signals(watch);
	if (r == 0)
		take_terminal(watch);
	return r;
}

void watch_end(struct watch *watch)
{
	bool is_up = watch->is_on && watch->query->options->count.v > 0;

	forget_signals(watch);
	give_terminal(watch);
	if (is_up)
		watch_write(buffer_text(&watch->page));
	buffer_done(&watch->page);
	free(watch->lines);
}
