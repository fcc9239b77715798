#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The pages for developers: what they name is there, and what the code cites is in them.
load helpers

TOP=$BATS_TEST_DIRNAME/..

# has_id PAGE ID
has_id() {
	grep -q -- "\b$2\b" "$1" || { echo "$1 has no $2"; false; }
}

@test "docs: each rule that the code cites is in the page of its kind" {
	ids=$(grep -rhoE '\b[PTC]-[0-9]{2,3}\b' "$TOP/src" --include='*.[ch]' | sort -u)
	[ "$(wc -w <<<"$ids")" -ge 30 ]
	for id in $ids; do
		has_id "$TOP/doc/values.md" "$id"
	done
	for id in $(grep -rhoE '\bR-[0-9]{2}\b' "$TOP/src" --include='*.[ch]' | sort -u); do
		has_id "$TOP/doc/reliability.md" "$id"
	done
}

@test "docs: no comment cites a page that the repository does not hold" {
	run grep -rnE '\b(PARITY|RELIABILITY|PERFORMANCE|INTERFACE|DESIGN|STYLE)(\.md)?\b( [PRTC]-|\.md| section)' \
		"$TOP/src" "$TOP/tests" --include='*.[ch]' --include='*.bats' --exclude=docs.bats
	[ -z "$output" ] || { echo "$output"; false; }
}

@test "docs: the files that they name are there" {
	for path in $(grep -ohE '`(src|tests|man|packaging|doc)/[a-zA-Z0-9_./-]+`' "$TOP"/*.md "$TOP"/doc/*.md | tr -d '`' | sort -u); do
		[[ $path == *NAME* || $path == *FILE* || $path == *SUBJECT* || $path == *COMMAND* ]] ||
			[ -e "$TOP/$path" ] || { echo "$path"; false; }
	done
}

@test "docs: the ten answers of the README are answers" {
	sed -n '/^## Ten answers/,/^## /s/^    \(nvhost .*[^ ]\) *# .*/\1/p' "$TOP/README.md" >"$BATS_TEST_TMPDIR/answers"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/answers")" -eq 10 ]
	mkdir "$BATS_TEST_TMPDIR/bin"
	ln -s "$(realpath "$NVHOST")" "$BATS_TEST_TMPDIR/bin/nvhost"
	while read -r line; do
		[[ $line != *kill* && $line != *-W* ]] || continue
		run -0 timeout 20 env PATH="$BATS_TEST_TMPDIR/bin:$PATH" sh -c "$line" </dev/null
	done <"$BATS_TEST_TMPDIR/answers"
}

@test "docs: the pictures are of a real run, and are XML" {
	run -0 timeout 60 env NVHOST="$NVHOST" "$PYTHON" "$TOP/doc/make-pictures" "$BATS_TEST_TMPDIR"
	for name in ps tree watch; do
		for picture in "$BATS_TEST_TMPDIR/$name.svg" "$TOP/doc/$name.svg"; do
			"$PYTHON" -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$picture"
			[ "$(grep -c '<text' "$picture")" -ge 4 ]
		done
	done
}

@test "packaging/build says what is missing, and the command that installs or makes it" {
	mkdir -p "$BATS_TEST_TMPDIR/tree/bin"
	cp -r "$BATS_TEST_DIRNAME/../packaging" "$BATS_TEST_TMPDIR/tree"
	cd "$BATS_TEST_TMPDIR/tree"
	for program in sh ls sed wc; do
		ln -s "$(command -v "$program")" bin
	done
	run -1 env PATH="$PWD/bin" packaging/build deb
	[[ $output == *'apt-get install dpkg-dev debhelper' ]]
	run -1 env PATH="$PWD/bin" packaging/build rpm
	[[ $output == *'rpmbuild is missing'*'dnf install rpm-build'* ]]
	for program in dpkg-buildpackage dh; do
		ln -s "$(command -v sh)" "bin/$program"
	done
	printf '#!%s\necho "dpkg-checkbuilddeps: error: Unmet build dependencies: debhelper-compat (= 13) mandoc" >&2; exit 1\n' \
		"$(command -v sh)" >bin/dpkg-checkbuilddeps
	chmod +x bin/dpkg-checkbuilddeps
	run -1 env PATH="$PWD/bin" packaging/build deb
	[[ $output == *'apt-get install debhelper mandoc' ]]
	printf '#!%s\n' "$(command -v sh)" >bin/dpkg-checkbuilddeps
	run -1 env PATH="$PWD/bin" packaging/build deb
	[[ $output == *'./bootstrap && make dist' ]]
}
