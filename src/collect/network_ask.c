/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads links, addresses and routes in a watched thread. */
#include "collect/network_ask.h"

#include "collect/workers.h"
#include "kernel/host.h"
#include "kernel/net_addr_files.h"
#include "kernel/net_route_files.h"

struct link_question {
	struct text name;
	struct net_link link;
};

static int ask_link(void *arg)
{
	struct link_question *question = arg;

	return net_link_read(question->name, &question->link);
}

int network_ask_link(struct text name, struct net_link *ret)
{
	struct link_question question = { .name = name };
	int r = root_is_live(ROOT_SYS) ? workers_once(ask_link, &question) : ask_link(&question);

	if (r == 0)
		*ret = question.link;
	return r;
}

struct addrs_question {
	struct arena *arena;
	struct net_addr *addrs;
	size_t n_addrs;
};

static int ask_addrs(void *arg)
{
	struct addrs_question *question = arg;

	return net_addr_read(question->arena, &question->addrs, &question->n_addrs);
}

int network_ask_addrs(struct arena *arena, struct net_addr **ret, size_t *ret_n)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct addrs_question question = { .arena = arena };
	int r;

	if (!root_is_live(ROOT_PROC))
		return net_addr_read_files(&scratch, arena, ret, ret_n);
	r = workers_once(ask_addrs, &question);
	*ret = question.addrs;
	*ret_n = question.n_addrs;
	return r;
}

const char *network_subject_of_addrs(void)
{
	return root_is_live(ROOT_PROC) ? "rtnetlink" : "/proc/self/net/dev";
}

static int ask_routes(void *arg)
{
	return net_route_read(arg);
}

int network_ask_routes(struct net_route_list *ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };

	return root_is_live(ROOT_PROC) ? workers_once(ask_routes, ret)
	                               : net_route_read_files(&scratch, ret);
}

static int ask_states(void *arg)
{
	return net_link_states_read(arg);
}

int network_ask_states(struct net_link_states *ret)
{
	return root_is_live(ROOT_PROC) && root_is_live(ROOT_SYS) ? workers_once(ask_states, ret)
	                                                         : ask_states(ret);
}
