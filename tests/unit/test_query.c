/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query: whole queries over a made-up collector, to a sink that keeps what comes. */
#include "hostile.h"

#include <errno.h>
#include <stdio.h>

#include "query/query.h"

struct point {
	struct record record;
	uint64_t pid;
	struct opt_u64 size;
	struct text late; /* read only of the rows that are left */
};

#define P(member, ...) FIELD(struct point, member, __VA_ARGS__)

enum { SRC_NONE, SRC_FIRST, SRC_LATE, N_SOURCES };

static const struct field fields[] = {
	P(pid, .name = "pid", .source = SRC_FIRST),
	P(size, .name = "size", .source = SRC_FIRST),
	P(late, .name = "late", .source = SRC_LATE),
};

static const struct point all[] = {
	{ .pid = 3, .size = { .v = 10, .is = PRESENT } },
	{ .pid = 1, .size = { .is = ABSENT } },
	{ .pid = 4, .size = { .v = 30, .is = PRESENT } },
	{ .pid = 5, .size = { .v = 20, .is = PRESENT } },
	{ .pid = 2, .size = { .is = ZOMBIE } },
};

enum { GONE = 4 }; /* this process has ended when its late source is read */

static unsigned n_completed;

/* Two batches, so that more than one is held. */
static int scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	int r = 0;

	for (size_t n = 0; n < ARRAY_SIZE(all) && r == 0;) {
		_cleanup_rows_ struct rows rows = { 0 };
		size_t end = MIN(n + 3, ARRAY_SIZE(all));

		for (; n < end && r == 0; n++) {
			struct point *point = rows_add(&rows, sizeof(*point));

			if (!point)
				return -ENOMEM;
			*point = all[n];
			point->record.source[SRC_FIRST] = PRESENT;
			if (plan->sources & (UINT64_C(1) << SRC_LATE)) {
				point->late = TEXT("early");
				point->record.source[SRC_LATE] = PRESENT;
			}
			r = rows_offer(plan, NULL, &rows);
		}
		if (r == 0 && rows.n > 0)
			r = take->rows(take->arg, &rows);
	}
	return r == -FAULT_ENOUGH ? 0 : r;
}

static int complete(void *handle _unused_, const struct plan *plan, void *record,
                    struct arena *arena _unused_)
{
	struct point *point = record;

	assert_true(plan->sources & (UINT64_C(1) << SRC_LATE));
	n_completed++;
	if (point->pid == GONE)
		return -ESRCH;
	point->late = TEXT("late");
	point->record.source[SRC_LATE] = PRESENT;
	return 0;
}

static const struct source sources[N_SOURCES] = {
	[SRC_FIRST] = { .path = "first" },
	[SRC_LATE] = { .path = "late" },
};

static const struct collector in_one_go = {
	.name = "points",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct point),
	.key = "pid",
	.scan = scan,
};

/* ---- what comes ---- */

static int keep(void *arg, const struct sink_row *row)
{
	const struct value *values = row->values;
	struct buffer *kept = arg;
	int r = buffer_add_format(kept, "%ju", (uintmax_t)values[0].u);

	if (r == 0 && values[1].is == PRESENT)
		r = buffer_add_format(kept, ":%.*s", (int)values[1].text.length,
		                      values[1].text.bytes);
	return r < 0 ? r : buffer_add_byte(kept, ' ');
}

static void tell(void *arg _unused_, const char *subject, int r)
{
	fail_msg("%s: %d", subject, r);
}

static void ask(const struct collector *collector, const struct query_options *options,
                const char *expected)
{
	_cleanup_buffer_ struct buffer why = { 0 }, kept = { 0 };
	struct faults faults = { .tell = tell, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct sink sink = { .row = keep, .arg = &kept };
	struct query query = {
		.collector = collector, .options = options, .sink = &sink, .faults = &faults
	};

	n_completed = 0;
	assert_int_equal(query_prepare(&query, "pid,late", &why), 0);
	assert_int_equal(query_run(&query), 0);
	if (!text_equal(buffer_text(&kept), text_of(expected)))
		fail_msg("'%.*s', not '%s'", (int)kept.length, kept.text, expected);
	query_done(&query);
}

/* ---- two phases ---- */

static void what_is_left_is_completed_and_what_is_gone_left_out(void **state _unused_)
{
	struct collector in_two_goes = in_one_go;
	struct query_options options = { .sort = "-size", .limit = { .v = 2, .is = PRESENT } };

	in_two_goes.complete = complete;
	ask(&in_two_goes, &options, "5:late 3:late ");
	assert_int_equal(n_completed, 3); /* no more than are asked for, and the one that is gone */
	options.limit.v = 0;
	ask(&in_two_goes, &options, "");
	assert_int_equal(n_completed, 0);
	options.limit.is = ABSENT; /* all rows: there is nothing to save */
	ask(&in_two_goes, &options, "4:early 5:early 3:early 1:early 2:early ");
	assert_int_equal(n_completed, 0);
}

static void rows_that_are_alike_stay_in_order(void **state _unused_)
{
	struct query_options options = { .columns = "pid,late", .sort = "late" };

	ask(&in_one_go, &options, "3:early 1:early 4:early 5:early 2:early ");
	options.sort = "size"; /* of nulls, which are at the end, too */
	ask(&in_one_go, &options, "3:early 5:early 4:early 1:early 2:early ");
	options.sort = "size,pid"; /* unless a second key tells them apart */
	ask(&in_one_go, &options, "3:early 5:early 4:early 1:early 2:early ");
	options.sort = "-size,-pid";
	ask(&in_one_go, &options, "4:early 5:early 3:early 2:early 1:early ");
}

static void a_limit_is_that_many(void **state _unused_)
{
	static const char *const first[] = { "", "3:early ", "3:early 1:early ",
		                             "3:early 1:early 4:early ",
		                             "3:early 1:early 4:early 5:early " };

	for (uint64_t n = 0; n < ARRAY_SIZE(first); n++) {
		struct query_options options = { .limit = { .v = n, .is = PRESENT } };

		ask(&in_one_go, &options, first[n]);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_left_is_completed_and_what_is_gone_left_out),
		cmocka_unit_test(rows_that_are_alike_stay_in_order),
		cmocka_unit_test(a_limit_is_that_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
