/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replay: hands the files that are named to a fuzz target, without a fuzzer: make check does. */
#include <stdio.h>

#include "fuzz.h"

/* In memory of its exact size, as a fuzzer does. */
static int replay(const char *path)
{
	FILE *file = fopen(path, "re");
	long size = -1;
	uint8_t *bytes = NULL;
	int r = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	if (size >= 0)
		bytes = malloc(size > 0 ? (size_t)size : 1);
	if (bytes && fseek(file, 0, SEEK_SET) == 0 &&
	    fread(bytes, 1, (size_t)size, file) == (size_t)size)
		r = LLVMFuzzerTestOneInput(bytes, (size_t)size);
	else
		perror(path);
	free(bytes);
	if (file)
		fclose(file);
	return r;
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int n = 1; n < argc; n++)
		failed |= replay(argv[n]);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
