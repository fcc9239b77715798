/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Detects privileges of the program: getauxval(3), capget(2). */
#include "kernel/privilege.h"

#include <linux/capability.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/cleanup.h"

bool privilege_is_set_id(void)
{
	return getuid() != geteuid() || getgid() != getegid();
}

/*
 * After execve(2), the permitted capabilities of an ordinary user are those of the ambient set and
 * those of the file.
 */
static bool has_more_than_ambient(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { 0 };
	uint64_t permitted;

	if (getuid() == 0 || syscall(SYS_capget, &header, data) < 0)
		return false;
	permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
	for (int capability = 0; capability < 64; capability++)
		if ((permitted & BIT(capability)) &&
		    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0, 0) <= 0)
			return true;
	return false;
}

bool privilege_is_of_file(void)
{
	return getauxval(AT_SECURE) || has_more_than_ambient();
}
