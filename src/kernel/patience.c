/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records which threads wait, for which locks of which process, and since when. */
#include "kernel/patience.h"

#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "kernel/file.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/pid_status.h"
#include "model/fault.h"

/*
 * The first blocked call is given FIRST_MS. More are likely to follow: each of them is given a
 * fraction of what is left of ALL_MS, the total that a run may lose, and LEAST_MS when nothing is
 * left.
 */
enum {
	FIRST_MS = 500,
	ALL_MS = 1500,
	PART = 12,
	LEAST_MS = 2,
	TICK_MS = 50,
	NEXT_TICK_MS = 2,
	/*
	 * Threads that may be lost: to any processes; then to those of users whose processes have
	 * blocked none yet. The other places are for threads that block at the same time.
	 */
	LOST_TO_ANY = 96,
	LOST_TO_NEW_USERS = 160,
	MOST_LOST = 256,
};

/* Locks of the whole machine: threads that work on different processes wait for the same lock. */
static const unsigned of_machine = PATIENCE_NETWORK | PATIENCE_USERS;

enum { GIVEN_UP = 0, FIRST_TURN = 2 };

enum { NO_USER = -1 };

struct patience {
	_Atomic unsigned turn; /* odd during a call; or GIVEN_UP */
	pid_t tid;             /* 0: the thread is not watched */
	_Atomic pid_t pid;     /* the process that the thread works on */
	_Atomic unsigned locks;
	size_t place; /* index in lost[] if the thread was abandoned */

	/* used by the watching thread only */
	unsigned seen_turn;
	double since;
};

/* The locks that an abandoned thread waits for. locks is 0 in a free place. */
struct waiting {
	_Atomic unsigned locks;
	_Atomic pid_t pid;
	_Atomic int64_t user; /* the real user ID of the process, or NO_USER */
};

/* Global, because threads belong to the whole program. */
static _Thread_local struct patience own = { .turn = FIRST_TURN };
static struct waiting lost[MOST_LOST];
static _Atomic unsigned n_lost;
static _Atomic unsigned spent_ms;

struct patience *patience_of_thread(void)
{
	own.tid = gettid();
	return &own;
}

bool patience_is_watched(void)
{
	return own.tid != 0;
}

void patience_begin(pid_t pid)
{
	atomic_store_explicit(&own.pid, pid, memory_order_relaxed);
}

bool patience_has_lost(void)
{
	return atomic_load(&n_lost) > 0;
}

/*
 * Reading status waits for no lock of the process. A set-user-ID program, too, has the real user ID
 * of its user.
 */
static int64_t user_of(pid_t pid)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct pid_status status;
	char name[64];

	snprintf(name, sizeof(name), "/proc/%d/status", (int)pid);
	if (pid <= 0 || pid_status_read_ids(AT_FDCWD, name, &scratch, &status) < 0 ||
	    status.uid_real.is != PRESENT)
		return NO_USER;
	return (int64_t)status.uid_real.v;
}

/*
 * Tells whether a call that needs LOCKS would wait like this thread. If the thread waits for one of
 * several locks, a call that needs only some of these may well succeed.
 */
static bool is_same(const struct waiting *waiting, unsigned locks)
{
	unsigned waited_for = atomic_load(&waiting->locks);

	return waited_for && (waited_for & ~locks) == 0 && !(waited_for & PATIENCE_PATH) &&
	       ((waited_for & of_machine) || atomic_load(&waiting->pid) == own.pid);
}

/* A user who blocks many calls must not hide the processes of other users. */
static bool is_refused(unsigned locks)
{
	unsigned n = atomic_load(&n_lost);
	int64_t user = n < LOST_TO_ANY ? NO_USER : user_of(own.pid);

	if (n == 0 || n >= LOST_TO_NEW_USERS)
		return n > 0;
	for (size_t place = 0; place < ARRAY_SIZE(lost); place++)
		if (is_same(&lost[place], locks) ||
		    (user != NO_USER && atomic_load(&lost[place].locks) &&
		     atomic_load(&lost[place].user) == user))
			return true;
	return false;
}

int patience_enter(unsigned locks)
{
	if (!patience_is_watched())
		return 0;
	if (is_refused(locks))
		return -FAULT_BLOCKED;
	atomic_store_explicit(&own.locks, locks, memory_order_relaxed);
	atomic_fetch_add(&own.turn, 1);
	return 0;
}

/*
 * Another thread has taken over the work, so this one must not touch anything more. It no longer
 * keeps the process from ending. It pauses instead of ending because pthread_exit(3) would load
 * libgcc_s.
 */
static _Noreturn void leave_the_rest(void)
{
	atomic_store(&lost[own.place].locks, 0);
	atomic_fetch_sub(&n_lost, 1);
	for (;;)
		pause();
}

static bool has_given_up(void)
{
	unsigned turn = atomic_load(&own.turn);
	unsigned next = turn == UINT_MAX ? FIRST_TURN : turn + 1;

	return turn == GIVEN_UP || !atomic_compare_exchange_strong(&own.turn, &turn, next);
}

void patience_end(void)
{
	if (patience_is_watched() && has_given_up())
		leave_the_rest();
}

int patience_read(int dir, const char *name, unsigned locks, size_t largest, struct buffer *ret)
{
	int r = patience_enter(locks);

	if (r < 0)
		return r;
	r = file_read_bounded(dir, name, largest, ret);
	patience_end();
	return r;
}

int patience_read_open(int fd, unsigned locks, size_t largest, struct buffer *ret)
{
	int r = patience_enter(locks);

	if (r < 0)
		return r;
	r = file_read_open(fd, largest, ret);
	patience_end();
	return r;
}

int patience_read_record(int dir, const char *name, unsigned locks, struct buffer *ret)
{
	int r = patience_enter(locks);

	if (r < 0)
		return r;
	r = file_read_record(dir, name, ret);
	patience_end();
	return r;
}

int patience_read_link(int dir, const char *name, unsigned locks, struct buffer *ret)
{
	int r = patience_enter(locks);

	if (r < 0)
		return r;
	r = file_read_link(dir, name, ret);
	patience_end();
	return r;
}

/* Reading a large smaps takes long: a running thread is not blocked. */
static bool is_running(pid_t tid)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct pid_stat stat;
	char name[64];

	snprintf(name, sizeof(name), "/proc/self/task/%d/stat", (int)tid);
	return pid_stat_read(AT_FDCWD, name, &scratch, &stat) == 0 && stat.state == 'R';
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static unsigned limit_ms(void)
{
	unsigned spent = atomic_load(&spent_ms);

	if (spent == 0)
		return FIRST_MS;
	return spent >= ALL_MS ? LEAST_MS : MAX((ALL_MS - spent) / PART, (unsigned)LEAST_MS);
}

unsigned patience_tick_ms(void)
{
	return atomic_load(&spent_ms) ? NEXT_TICK_MS : TICK_MS;
}

static bool has_waited(struct patience *patience, unsigned turn)
{
	double now = now_ms();

	if (turn % 2 == 0 || turn != patience->seen_turn) {
		patience->seen_turn = turn;
		patience->since = now;
		return false;
	}
	if (now - patience->since < limit_ms())
		return false;
	if (!is_running(patience->tid))
		return true;
	patience->since = now;
	return false;
}

static bool find_place(size_t *ret)
{
	for (size_t place = 0; place < ARRAY_SIZE(lost); place++)
		if (!atomic_load(&lost[place].locks)) {
			*ret = place;
			return true;
		}
	return false;
}

/*
 * The place is filled before the thread is abandoned, because an abandoned thread that wakes up
 * clears its place.
 */
bool patience_is_over(struct patience *patience)
{
	unsigned turn = atomic_load(&patience->turn);
	size_t place;

	if (!has_waited(patience, turn) || !find_place(&place))
		return false;
	patience->place = place;
	atomic_store(&lost[place].pid, atomic_load(&patience->pid));
	atomic_store(&lost[place].user, user_of(atomic_load(&patience->pid)));
	atomic_store(&lost[place].locks, atomic_load(&patience->locks));
	atomic_fetch_add(&n_lost, 1);
	if (atomic_compare_exchange_strong(&patience->turn, &turn, GIVEN_UP)) {
		atomic_fetch_add(&spent_ms, limit_ms());
		return true;
	}
	atomic_fetch_sub(&n_lost, 1); /* the call has returned meanwhile */
	atomic_store(&lost[place].locks, 0);
	return false;
}
