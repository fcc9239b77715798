/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screen: the page, and the part of it that is shown. */
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"

#include "command/screen.h"

enum { TITLE_SIZE = 512 };

void screen_write(struct text text)
{
	while (text.length > 0) {
		ssize_t n = write(STDOUT_FILENO, text.bytes, text.length);

		if (n < 0 && errno != EINTR)
			return;
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

static bool has_heading(const struct screen *screen)
{
	const struct output_settings *settings = &screen->output->settings;

	return screen->n_rows > 0 && !settings->without_headings && !settings->is_one_row &&
	       !settings->is_vertical;
}

size_t screen_lines_shown(const struct screen *screen)
{
	size_t others = 1u + has_heading(screen), rows = size_of_terminal().ws_row;

	return rows > others ? rows - others : 1;
}

static size_t lines_there(const struct screen *screen)
{
	return screen->n_lines - MIN(screen->n_lines, (size_t)has_heading(screen));
}

static void keep_within(struct screen *screen)
{
	size_t there = lines_there(screen), shown = screen_lines_shown(screen);

	screen->first = MIN(screen->first, there > shown ? there - shown : 0);
}

static int add_title(const struct screen *screen, struct buffer *ret)
{
	size_t there = lines_there(screen),
	       last = MIN(screen->first + screen_lines_shown(screen), there);
	int width = size_of_terminal().ws_col;
	char title[TITLE_SIZE], clock[16] = "";
	time_t now = time(NULL);
	struct tm day;
	int length;

	if (localtime_r(&now, &day))
		strftime(clock, sizeof(clock), "%H:%M:%S", &day);
	length = snprintf(title, sizeof(title), "%.*s%s%s %s  every %gs  %s",
	                  (int)screen->host.length, screen->host.bytes ? screen->host.bytes : "",
	                  screen->host.bytes ? ": " : "", screen->command->name, screen->view->name,
	                  screen->interval, clock);
	if (has_heading(screen))
		snprintf(title + MIN((size_t)length, sizeof(title) - 1),
		         sizeof(title) - MIN((size_t)length, sizeof(title) - 1),
		         "  rows %zu-%zu of %zu%s", last > 0 ? screen->first + 1 : 0, last, there,
		         screen->has_keys ? "  q: quit" : "");
	return buffer_add_format(ret, "\x1b[H\x1b[7m%-*.*s\x1b[0m\x1b[K", width, width, title);
}

/* Appends line N of the page. */
static int add_line(const struct screen *screen, size_t n, struct buffer *ret)
{
	int r = buffer_add(ret, TEXT("\r\n"));

	if (r == 0)
		r = buffer_add(ret, screen->lines[n]);
	return r < 0 ? r : buffer_add(ret, TEXT("\x1b[K"));
}

void screen_paint(struct screen *screen)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	size_t head = MIN((size_t)has_heading(screen), screen->n_lines);
	size_t most = screen_lines_shown(screen);
	int r;

	keep_within(screen);
	r = add_title(screen, &text);
	for (size_t n = 0; n < head && r == 0; n++)
		r = add_line(screen, n, &text);
	for (size_t n = head + screen->first; n < screen->n_lines && most > 0 && r == 0;
	     n++, most--)
		r = add_line(screen, n, &text);
	if (r == 0 && buffer_add(&text, TEXT("\x1b[J")) == 0)
		screen_write(buffer_text(&text));
}

static int split_lines(struct screen *screen)
{
	struct text rest = buffer_text(&screen->page), line;

	screen->n_lines = 0;
	while (text_next_line(&rest, &line)) {
		int r = array_grow(&screen->lines, screen->n_lines, &screen->n_room,
		                   sizeof(*screen->lines));

		if (r < 0)
			return r;
		screen->lines[screen->n_lines++] = line;
	}
	return 0;
}

int screen_show(void *arg, struct output *output)
{
	struct screen *screen = arg;
	struct buffer page = screen->page;
	int r;

	screen->page = output->buffer;
	page.length = 0;
	output->buffer = page;
	screen->n_rows = output->n_rows;
	r = split_lines(screen);
	if (r == 0)
		screen_paint(screen);
	return r;
}

void screen_scroll(struct screen *screen, ptrdiff_t by)
{
	if (by < 0)
		screen->first -= MIN(screen->first, (size_t)-by);
	else
		screen->first += (size_t)by;
	keep_within(screen);
}
