/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pick: selectors and keys restrict a query, and nvhost itself is left out. */
#include "command/pick.h"

#include "kernel/process/proc_pids.h"

static bool pick_holds(void *arg, const void *record)
{
	const struct pick *pick = arg;
	struct value pid;

	if (pick->guard) {
		record_value(pick->pid, record, &pid);
		if (pid.is == PRESENT && guard_is_of_us(pick->guard, pid.u))
			return false;
	}
	return (!pick->selectors || selectors_hold(pick->selectors, record)) &&
	       keys_hold(&pick->keys, record);
}

bool pick_is_itself(const struct invocation *invocation, uint64_t pid)
{
	return guard_is_of_us(&invocation->guard, pid) && proc_pids_are_ours();
}

static bool is_named(const struct invocation *invocation)
{
	const struct selection *selection = &invocation->selection;

	for (size_t n = 0; n < selection->n_processes; n++)
		if (guard_is_of_us(&invocation->guard,
		                   (uint64_t)selection->processes[n].reference.pid))
			return true;
	return false;
}

static bool is_choosing(const struct invocation *invocation)
{
	return invocation->query.n_where > 0 || select_has_words(&invocation->selection);
}

void pick_prepare(const struct invocation *invocation, const struct collector *collector,
                  struct pick *ret, struct restriction *restriction)
{
	*ret = (struct pick){
		.pid = field_find(collector->fields, collector->n_fields, TEXT("pid")),
	};
	if (select_has_words(&invocation->selection))
		ret->selectors = &invocation->selectors;
	if (ret->pid && is_choosing(invocation) && !is_named(invocation) && proc_pids_are_ours())
		ret->guard = &invocation->guard;
	if (!ret->selectors && !ret->guard)
		return;
	*restriction = (struct restriction){
		.sources = ret->selectors ? ret->selectors->sources : 0,
		.holds = pick_holds,
		.arg = ret,
	};
}

int pick_by_keys(struct invocation *invocation, const struct collector *collector,
                 struct pick *pick, struct restriction *restriction)
{
	struct keys *keys = &pick->keys;
	int r = keys_prepare(keys, collector, invocation->words, invocation->n_words,
	                     &invocation->memory);

	if (r < 0 || keys->n == 0)
		return r;
	restriction->sources |= collector_sources_of(collector, keys->field);
	restriction->holds = pick_holds;
	restriction->arg = pick;
	return 0;
}
