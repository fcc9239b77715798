/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIDs of the children of each parent (reverse_ppid_map of nvitop). */
#include <errno.h>

#include "collect/process/tree.h"

struct family {
	struct record record;
	uint64_t ppid;
	struct numbers pids;
};

static int compare_by_ppid(const void *left, const void *right)
{
	const struct process *a = left, *b = right;

	if (a->stat.ppid != b->stat.ppid)
		return a->stat.ppid < b->stat.ppid ? -1 : 1;
	return (a->pid > b->pid) - (a->pid < b->pid);
}

static int add_family(const struct plan *plan, const struct process *children, size_t n,
                      struct rows *rows)
{
	struct family *family = rows_add(rows, sizeof(*family));
	uint64_t *pids = arena_array(&rows->arena, n, sizeof(*pids));

	if (!family || !pids)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		pids[i] = children[i].pid;
	family->ppid = children[0].stat.ppid;
	family->pids = (struct numbers){ .items = pids, .n = n, .is = PRESENT };
	return rows_offer(plan, NULL, rows);
}

/* Removes processes whose stat could not be read: their parent is not known. */
static size_t remove_unknown(struct process *records, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (records[i].record.source[SRC_STAT] == PRESENT)
			records[kept++] = records[i];
	return kept;
}

static int tree_scan_pids(void *handle, const struct plan *plan, const struct take *take)
{
	_cleanup_rows_ struct rows processes = { 0 }, rows = { 0 };
	int r = tree_gather(handle, plan, &processes);
	struct process *records = (struct process *)processes.records;
	size_t n = remove_unknown(records, processes.n);

	if (r == 0 && n > 0)
		qsort(records, n, sizeof(*records), compare_by_ppid);
	for (size_t first = 0, end; first < n && r == 0; first = end) {
		end = first + 1;
		while (end < n && records[end].stat.ppid == records[first].stat.ppid)
			end++;
		r = add_family(plan, &records[first], end - first, &rows);
	}
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source pids_sources[] = { { .path = "/proc/PID/stat" } };

static const struct field pids_fields[] = {
	FIELD(struct family, ppid, .name = "ppid",
	      .help = "PID of the parent; 0 for processes without a parent"),
	FIELD(struct family, pids, .name = "pids", .help = "PIDs of the children"),
};

const struct collector tree_pids_collector = {
	.name = "tree_pids",
	.fields = pids_fields,
	.n_fields = ARRAY_SIZE(pids_fields),
	.sources = pids_sources,
	.n_sources = ARRAY_SIZE(pids_sources),
	.record_size = sizeof(struct family),
	.key = "ppid",
	.open = process_open,
	.may_block = true,
	.scan = tree_scan_pids,
	.close = process_close,
};
