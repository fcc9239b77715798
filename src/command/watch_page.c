/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watch page: the report that is shown, and which part of it. */
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "command/watch.h"

enum { TITLE_SIZE = 512 };

void watch_write(struct text text)
{
	while (text.length > 0) {
		ssize_t n = write(STDOUT_FILENO, text.bytes, text.length);

		if (n < 0 && errno != EINTR)
			return; /* the next report will tell */
		text = text_skip(text, n < 0 ? 0 : (size_t)n);
	}
}

static struct winsize size_of_terminal(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0)
		size = (struct winsize){ .ws_row = 24, .ws_col = 80 };
	return size;
}

static bool has_heading(const struct watch *watch)
{
	const struct output_settings *settings = &watch->output->settings;

	return watch->n_rows > 0 && !settings->without_headings && !settings->is_one_row &&
	       !settings->is_vertical;
}

/* Lines below the title and the headings, as many as the terminal has. */
size_t watch_lines_shown(const struct watch *watch)
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
	size_t there = lines_there(watch), shown = watch_lines_shown(watch);

	watch->first = MIN(watch->first, there > shown ? there - shown : 0);
}

static int add_title(const struct watch *watch, struct buffer *ret)
{
	size_t there = lines_there(watch),
	       last = MIN(watch->first + watch_lines_shown(watch), there);
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

void watch_paint(struct watch *watch)
{
	_cleanup_buffer_ struct buffer screen = { 0 };
	size_t head = MIN((size_t)has_heading(watch), watch->n_lines);
	size_t most = watch_lines_shown(watch);
	int r;

	keep_within(watch);
	r = add_title(watch, &screen);
	for (size_t n = 0; n < head && r == 0; n++)
		r = add_line(watch, n, &screen);
	for (size_t n = head + watch->first; n < watch->n_lines && most > 0 && r == 0; n++, most--)
		r = add_line(watch, n, &screen);
	if (r == 0 && buffer_add(&screen, TEXT("\x1b[J")) == 0)
		watch_write(buffer_text(&screen));
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
int watch_show(void *arg, struct output *output)
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
		watch_paint(watch);
	return r;
}

void watch_scroll(struct watch *watch, ptrdiff_t by)
{
	if (by < 0)
		watch->first -= MIN(watch->first, (size_t)-by);
	else
		watch->first += (size_t)by;
	keep_within(watch);
}
