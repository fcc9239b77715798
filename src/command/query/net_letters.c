/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters of ss(8): rewrites them for `net connections`, before options are parsed. */
#include "command/query/net_letters.h"

#include "base/number.h"

/* Whether a word consists of such letters, at least one of which selects sockets: "-tulpn". */
static bool is_letters(const char *word)
{
	return word[0] == '-' && word[1] && strspn(word + 1, "tuxlpn") == strlen(word + 1) &&
	       strpbrk(word + 1, "tuxl");
}

static bool is_about_sockets(int argc, char **argv)
{
	for (int n = 1; n < argc && strcmp(argv[n], "--") != 0; n++)
		if (strcmp(argv[n], "connections") == 0)
			return true;
	return false;
}

static bool is_number(const char *word)
{
	uint64_t number;

	return word && number_parse_u64(text_of(word), &number) == 0;
}

/* Rewrites the letters of WORD. NEXT: the word behind it, or NULL. */
static void translate_word(char *word, const char *next)
{
	bool has_process = strchr(word, 'p') != NULL;
	char *to = word + 1;

	for (const char *from = word + 1; *from; from++) {
		if (*from == 'p' || (*from == 'n' && has_process))
			continue;
		if (*from == 'x')
			*to++ = NET_LETTER_UNIX;
		else if (*from == 'l' && (from[1] || !is_number(next)))
			*to++ = NET_LETTER_LISTENING;
		else
			*to++ = *from;
	}
	*to = '\0';
}

int net_letters_translate(int argc, char **argv, struct invocation *invocation _unused_)
{
	if (!is_about_sockets(argc, argv))
		return argc;
	for (int n = 1; n < argc && strcmp(argv[n], "--") != 0; n++)
		if (is_letters(argv[n]))
			translate_word(argv[n], n + 1 < argc ? argv[n + 1] : NULL);
	return argc;
}
