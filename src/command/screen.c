/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screen: the terminal, its keys and its signals. */
#include "command/screen.h"

#include <errno.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/moment.h"
#include "kernel/system.h"

/* xterm's ctlseqs: alternate screen, no cursor, no automatic wrap of lines (DECAWM) */
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

static void take_keys(struct screen *screen)
{
	struct termios keys = screen->before;

	if (!screen->has_keys)
		return;
	keys.c_lflag &= (tcflag_t) ~(ICANON | ECHO); /* keys come at once; ^C still sends SIGINT */
	tcsetattr(STDIN_FILENO, TCSANOW, &keys);
}

static void take_terminal(struct screen *screen)
{
	take_keys(screen);
	screen_write(TAKE_SCREEN);
	screen->is_on = true;
}

static void give_terminal(struct screen *screen)
{
	if (!screen->is_on)
		return;
	screen_write(GIVE_SCREEN);
	if (screen->has_keys)
		tcsetattr(STDIN_FILENO, TCSANOW, &screen->before);
	screen->is_on = false;
}

/* ---- keys and signals ---- */

/* Does what a key stands for. Returns false if the key ends the watch. */
static bool obey_key(struct screen *screen, struct text key)
{
	ptrdiff_t page = (ptrdiff_t)screen_lines_shown(screen), all = PTRDIFF_MAX / 2;
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
			screen_scroll(screen, keys[n].lines);
	return !text_equal(key, TEXT("q")) && !text_equal(key, TEXT("Q"));
}

/* The length of a key: one byte, or a CSI or SS3 sequence (ECMA-48). */
static size_t key_length(struct text rest)
{
	size_t n = 2;

	if (rest.bytes[0] != '\x1b' || rest.length < 3 || !strchr("[O", rest.bytes[1]))
		return 1;
	while (n + 1 < rest.length && rest.bytes[n] < '@')
		n++;
	return n + 1;
}

static bool read_keys(struct screen *screen)
{
	char bytes[64];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));
	struct text rest = { .bytes = bytes, .length = n > 0 ? (size_t)n : 0 };

	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
		screen->has_keys = false; /* the terminal is gone, or belongs to another job now */
	while (rest.length > 0) {
		struct text key = { .bytes = rest.bytes, .length = key_length(rest) };

		rest = text_skip(rest, key.length);
		if (!obey_key(screen, key))
			return false;
	}
	return true;
}

/* ^Z: gives the terminal back while nvhost is stopped. */
static void stop(struct screen *screen)
{
	give_terminal(screen);
	raise(SIGSTOP);
	take_terminal(screen);
}

/* Handles SIGTSTP and SIGWINCH. Returns whether a new report is needed at once. */
static bool obey_signal(struct screen *screen)
{
	int number = signalled;

	signalled = 0;
	if (number == SIGTSTP)
		stop(screen);
	return number != 0;
}

/* The pause() of the query, in which keys scroll the page. */
static bool pause_until(void *arg, const struct timespec *until)
{
	struct screen *screen = arg;
	struct timespec left;

	while (moment_left(until, &left)) {
		struct pollfd keys = { .fd = screen->has_keys ? STDIN_FILENO : -1,
			               .events = POLLIN };
		int n = ppoll(&keys, 1, &left, &screen->pause_mask);

		if (n < 0 && obey_signal(screen))
			return true;
		if (n > 0 && !read_keys(screen))
			return false;
		if (n > 0)
			screen_paint(screen);
	}
	return true;
}

/* ---- beginning and end ---- */

/* The thread that ends nvhost on a signal, even while a report takes long or hangs. */
static void *wait_for_end(void *arg)
{
	struct screen *screen = arg;
	sigset_t ending;
	int number;

	sigemptyset(&ending);
	for (size_t n = 0; n < ARRAY_SIZE(ending_signals); n++)
		sigaddset(&ending, ending_signals[n]);
	if (sigwait(&ending, &number) != 0)
		return NULL;
	give_terminal(screen);
	signal(number, SIG_DFL);
	pthread_sigmask(SIG_UNBLOCK, &ending, NULL);
	kill(getpid(), number);
	return NULL;
}

/*
 * The guard's child is sent SIGKILL when its parent ends (kernel/guard.h), which would leave the
 * terminal as it is: asks for SIGTERM instead.
 */
static void end_with_parent(void)
{
	int number = 0;

	if (prctl(PR_GET_PDEATHSIG, &number) == 0 && number == SIGKILL)
		prctl(PR_SET_PDEATHSIG, SIGTERM);
}

/*
 * Blocks the signals, also for threads that are created later. Only pauses take SIGTSTP and
 * SIGWINCH; the ender thread takes those that end nvhost.
 */
static int hear_signals(struct screen *screen)
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
	pthread_sigmask(SIG_BLOCK, &ours, &screen->mask);
	pthread_sigmask(SIG_BLOCK, NULL, &screen->pause_mask);
	for (size_t n = 0; n < ARRAY_SIZE(pause_signals); n++)
		sigdelset(&screen->pause_mask, pause_signals[n]);
	screen->has_ender = pthread_create(&screen->ender, NULL, wait_for_end, screen) == 0;
	return screen->has_ender ? 0 : -EAGAIN;
}

static void forget_signals(struct screen *screen)
{
	if (!screen->has_ender)
		return;
	pthread_cancel(screen->ender);
	pthread_join(screen->ender, NULL);
	pthread_sigmask(SIG_SETMASK, &screen->mask, NULL);
}

int screen_begin(struct screen *screen, struct invocation *invocation, struct query *query,
                 struct output *output)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	const struct query_options *options = &invocation->query;
	int r = system_hostname_read(&scratch, &invocation->memory, &screen->host);

	if (r < 0)
		return r;
	screen->query = query;
	screen->output = output;
	screen->command = invocation->command;
	screen->view = invocation->view;
	screen->interval = options->interval.is == PRESENT ? options->interval.v : 0.5;
	screen->has_keys = tcgetpgrp(STDIN_FILENO) == getpgrp() &&
	                   tcgetattr(STDIN_FILENO, &screen->before) == 0;
	output->show = screen_show;
	output->show_arg = screen;
	query->pause = pause_until;
	query->arg = screen;
	r = hear_signals(screen);
	if (r == 0) {
		end_with_parent();
		take_terminal(screen);
	}
	return r;
}

void screen_end(struct screen *screen)
{
	bool is_complete = screen->is_on && screen->query->options->count.v > 0;

	forget_signals(screen);
	give_terminal(screen);
	if (is_complete)
		screen_write(buffer_text(&screen->page));
	buffer_done(&screen->page);
	free(screen->lines);
}
