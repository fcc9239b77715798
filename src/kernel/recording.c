/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds when a recorded host was recorded: proc_stat(5), proc_uptime(5). */
#include "kernel/recording.h"

#include "kernel/host.h"
#include "kernel/proc_stat.h"
#include "kernel/uptime.h"
#include "model/fault.h"

int recording_time_read(struct buffer *scratch, struct opt_f64 *ret)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };
	double uptime;
	int r;

	*ret = (struct opt_f64){ 0 };
	if (root_is_live(ROOT_PROC) || host_is_mounted())
		return 0;
	r = proc_stat_read(scratch, &arena, &stat);
	if (r == 0)
		r = uptime_read(&uptime);
	if (r == 0 && stat.btime.is == PRESENT)
		*ret = some_f64((double)stat.btime.v + uptime);
	return fault_only_fatal(r);
}
