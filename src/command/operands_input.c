/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operand "-": processes from standard input. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>

#include "command/operands.h"
#include "command/selection.h"

enum { MOST_INPUT = 64 << 20, MOST_DEPTH = 4, CHUNK = 64 << 10 };

static int refuse_process(struct text text)
{
	return message_usage(
		"standard input: '%.*s' is not a process (PID, PID@START or PID:INODE)",
		(int)MIN(text.length, (size_t)80), text.bytes);
}

static int read_all(struct buffer *ret)
{
	for (;;) {
		ssize_t n;
		int r = buffer_reserve(ret, ret->length + CHUNK);

		if (r < 0)
			return r;
		n = read(STDIN_FILENO, ret->text + ret->length, CHUNK);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			return 0;
		ret->length += n < 0 ? 0 : (size_t)n;
		if (ret->length > MOST_INPUT)
			return -EFBIG;
	}
}

static int add_process(struct invocation *invocation, struct text word)
{
	struct reference reference;

	/* an operand may be a list, but a word of the input may not */
	if (reference_parse(word, &reference) < 0)
		return refuse_process(word);
	return selection_add_process(invocation, word) == 0 ? 0 : EXIT_USAGE;
}

static int add_words(struct invocation *invocation, struct text text)
{
	struct text word;
	int r = 0;

	while (r == 0 && text_next_word(&text, &word))
		r = add_process(invocation, word);
	return r;
}

/* ---- JSON ---- */

static int add_number(struct invocation *invocation, const json_t *number)
{
	char pid[24];

	snprintf(pid, sizeof(pid), "%lld", (long long)json_integer_value(number));
	return add_process(invocation, text_of(pid));
}

/* An `id` that is a number is that of a thread: `pid` counts then. */
static int add_object(struct invocation *invocation, const json_t *object)
{
	const json_t *id = json_object_get(object, "id"), *pid = json_object_get(object, "pid");

	if (json_is_string(id))
		return add_process(invocation,
		                   (struct text){ json_string_value(id), json_string_length(id) });
	if (json_is_integer(pid))
		return add_number(invocation, pid);
	return message_usage("standard input: an object has neither 'id' nor 'pid'");
}

static int add_json(struct invocation *invocation, const json_t *json, unsigned depth)
{
	int r = 0;

	if (json_is_object(json))
		return add_object(invocation, json);
	if (json_is_integer(json))
		return add_number(invocation, json);
	if (json_is_string(json))
		return add_process(invocation, (struct text){ json_string_value(json),
		                                              json_string_length(json) });
	if (!json_is_array(json) || depth >= MOST_DEPTH)
		return message_usage("standard input: not a list of processes");
	for (size_t n = 0; n < json_array_size(json) && r == 0; n++)
		r = add_json(invocation, json_array_get(json, n), depth + 1);
	return r;
}

/* Adds the processes of one or several documents, with or without white space between them. */
static int add_documents(struct invocation *invocation, struct text text)
{
	int r = 0;

	for (text = text_trim(text); text.length > 0 && r == 0; text = text_trim(text)) {
		json_error_t error;
		json_t *json = json_loadb(text.bytes, text.length, JSON_DISABLE_EOF_CHECK, &error);

		if (!json)
			return message_usage("standard input: %s", error.text);
		text = text_skip(text, MIN((size_t)MAX(error.position, 1), text.length));
		r = add_json(invocation, json, 0);
		json_decref(json);
	}
	return r;
}

int operands_read_input(struct invocation *invocation)
{
	_cleanup_buffer_ struct buffer input = { 0 };
	struct text text;
	int r = read_all(&input);

	if (r < 0) {
		message_error("standard input", r);
		return EXIT_PROBLEM;
	}
	if (selection_begin_list(invocation) != 0) {
		message_error(NULL, -ENOMEM);
		return EXIT_PROBLEM;
	}
	text = text_trim(buffer_text(&input));
	if (text_starts(text, TEXT("[")) || text_starts(text, TEXT("{")))
		return add_documents(invocation, text);
	return add_words(invocation, text);
}
